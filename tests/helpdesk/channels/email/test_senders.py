"""In whose name replies leave: the mailbox's that the ticket came by, through its own server."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.channels.base import DeliveryError
from helpdesk.channels.delivery import deliver_waiting
from helpdesk.channels.email import adapter
from helpdesk.channels.email.address import ticket_id_from
from helpdesk.channels.email.senders import OwnServer, sender_of
from helpdesk.channels.models import Delivery
from helpdesk.channels.registry import channel
from helpdesk.config import settings
from helpdesk.db import commit, db, now
from helpdesk.mailboxes.models import Mailbox
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Ticket
from tests import factories

OWN_SERVER = {"smtp_host": "smtp.dukkan.example", "smtp_security": "starttls"}


@pytest.fixture
def outbox(app: Flask) -> Path:
    folder = Path(app.config["SETTINGS"].mail_outbox_dir)
    for file in folder.glob("*.eml"):
        file.unlink()
    return folder


def answered(to: str = "help@dukkan.example") -> int:
    """A ticket that came to an address and was answered; gives its number."""
    ticket = factories.ticket(addressed_to=(to,))
    said_to(ticket)
    return ticket.id


def said_to(ticket: Ticket) -> None:
    """Sara answered a minute ago: the moment to take it back is over."""
    reply(ticket, "On its way.", by=factories.agent("Sara"), now=now() - timedelta(minutes=1))
    commit()
    deliver_waiting()


def the_mail(outbox: Path) -> EmailMessage:
    [file] = outbox.glob("*.eml")
    made = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def test_a_reply_leaves_in_the_name_of_the_mailbox_it_came_to(outbox: Path) -> None:
    factories.a_mailbox("help@dukkan.example", name="Dukkan Help")
    ticket_id = answered()
    mail = the_mail(outbox)
    assert mail["From"] == "Sara · Dukkan Help <help@dukkan.example>"
    assert re.fullmatch(r"help\+t\d+\.\w+@dukkan\.example", mail["Reply-To"])
    assert ticket_id_from([mail["Reply-To"]], settings().secret_key) == ticket_id
    assert mail["Message-ID"].endswith("@dukkan.example>")


def test_others_leave_from_the_shop_s_own_address(outbox: Path) -> None:
    factories.a_mailbox("help@dukkan.example")
    answered(to="support@dukkan.example")
    assert the_mail(outbox)["From"] == "Sara · Dukkan Layla <support@dukkan.example>"


def test_it_goes_through_the_mailbox_s_own_server(
    outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.a_mailbox("help@dukkan.example", **OWN_SERVER, smtp_password="another")
    handed = []

    def deliver(
        _raw: bytes, *, settings: OwnServer, sender: str, recipients: tuple[str, ...]
    ) -> str:
        handed.append((settings, sender, recipients))
        return "250 OK"

    monkeypatch.setattr(adapter, "deliver", deliver)
    answered()
    [(server, sender, recipients)] = handed
    assert (sender, recipients) == ("help@dukkan.example", ("mona@mail.example",))
    assert (server.host, server.username) == ("smtp.dukkan.example", "help@dukkan.example")
    assert (server.password, server.starttls, server.ssl) == ("another", "required", False)
    assert list(outbox.glob("*.eml")) == []


def test_a_key_that_is_missing_lets_the_mail_wait_and_says_why(outbox: Path) -> None:
    factories.a_mailbox("help@dukkan.example", auth="google", password=None, **OWN_SERVER)
    answered()
    [delivery] = db.session.query(Delivery)
    assert delivery.state == "waiting"
    assert delivery.error == "help@dukkan.example: Nobody has connected it yet."


@pytest.mark.parametrize(
    ("security", "starttls", "is_tls"),
    [("tls", "off", True), ("starttls", "required", False), ("none", "off", False)],
)
def test_it_is_encrypted_as_chosen(app: Flask, security: str, starttls: str, is_tls: bool) -> None:
    box = factories.a_mailbox(smtp_host="smtp.dukkan.example", smtp_security=security)
    sender = sender_of(box)
    assert sender
    server = OwnServer(sender)
    assert (server.starttls, server.ssl, server.private) == (starttls, is_tls, False)


def test_a_host_in_our_own_network_is_not_sent_through(app: Flask) -> None:
    box = factories.a_mailbox(smtp_host="127.0.0.1")
    ticket = factories.ticket(addressed_to=(str(box.address),))
    said_to(ticket)
    [delivery] = db.session.query(Delivery)
    assert delivery.error and "private address" in delivery.error


def test_a_mailbox_with_a_server_of_its_own_needs_no_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel("email"), "is_ready", lambda: False)

    def refuse(*_words: object, **_named: object) -> str:
        raise DeliveryError("451 later", permanent=False)

    monkeypatch.setattr(adapter, "deliver", refuse)
    factories.a_mailbox("help@dukkan.example", **OWN_SERVER)
    answered()
    [delivery] = db.session.query(Delivery)
    assert delivery.error == "451 later"


def test_the_settings_file_s_mailbox_has_no_name_of_its_own(app: Flask) -> None:
    assert sender_of(Mailbox(from_settings="shop@imap.example/INBOX")) is None
    assert sender_of(None) is None
