"""The way in: raw first, once, on the right ticket, and nothing vanishes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from helpdesk.channels import intake
from helpdesk.channels.models import Delivery, InboundRaw
from helpdesk.db import commit, db
from helpdesk.sla.queries import clock_of
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import Attachment, Message, Ticket
from tests.factories import NOON, after, agent, incoming, message, ticket
from tests.helpdesk.channels.letters import arrive, mail, token_address

pytestmark = pytest.mark.usefixtures("app")

MAIL = b"""From: Mona Haddad <mona@mail.example>
To: support@dukkan.example
Subject: Broken lamp
Message-ID: <first@mail.example>

The lamp arrived broken.
"""


def count(row: type) -> int:
    """How many rows of a kind there are."""
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_a_new_mail_opens_a_ticket_of_its_sender() -> None:
    arrive(mail())
    opened = db.session.scalars(select(Ticket)).one()
    assert opened.subject == "Broken lamp"
    assert opened.customer.name == "Mona Haddad"
    assert opened.state == "open"
    assert db.session.scalars(select(InboundRaw.state)).one() == "read"


def test_the_same_arrival_is_stored_once() -> None:
    assert intake.store("email", "mail:1", MAIL, now=NOON)
    assert not intake.store("email", "mail:1", MAIL, now=NOON)
    commit()
    assert count(InboundRaw) == 1


def test_one_mail_that_came_by_two_roads_is_one_message() -> None:
    arrive(mail(Received="from one road"), key="mail:1")
    arrive(mail(Received="from another"), key="mail:2")
    assert count(InboundRaw) == 2
    assert count(Message) == 1


def test_reading_again_changes_nothing() -> None:
    arrive(mail())
    raw_id = db.session.scalars(select(InboundRaw.id)).one()
    intake.read_one(raw_id)
    assert count(Message) == 1


@pytest.mark.parametrize("field", ["In_Reply_To", "References"])
def test_an_answer_to_our_reply_joins_its_ticket(field: str) -> None:
    opened = ticket()
    said = reply(opened, "It left this morning.", by=agent(), now=after(minutes=5))
    commit()
    arrive(mail("Thank you!", Message_ID="<second@mail.example>", **{field: said.channel_key}))
    assert [m.text for m in _messages(opened)] == [
        "Where is my order?",
        "It left this morning.",
        "Thank you!",
    ]


def test_the_signed_reply_address_is_enough() -> None:
    opened = ticket()
    arrive(mail("Any news?", Message_ID="<second@mail.example>", To=token_address(opened)))
    assert [m.text for m in _messages(opened)][-1] == "Any news?"


def test_a_number_in_the_subject_proves_nothing() -> None:
    opened = ticket()
    arrive(mail("Let me in", Subject=f"Re: [#{opened.id}] My order"))
    assert len(_messages(opened)) == 1
    assert count(Ticket) == 2


def test_an_unreadable_mail_is_a_ticket_that_says_so_with_the_mail_attached() -> None:
    arrive(b"")
    opened = db.session.scalars(select(Ticket)).one()
    assert "could not be read" in _messages(opened)[0].text
    assert db.session.scalars(select(Attachment.name)).one() == "original.eml"
    raw = db.session.scalars(select(InboundRaw)).one()
    assert raw.state == "failed"
    assert "UnreadableMail" in (raw.error or "")


def test_one_unreadable_mail_holds_up_no_other() -> None:
    for number, raw in enumerate([mail(), b"", mail("Hello", Message_ID="<third@mail.example>")]):
        intake.store("email", f"mail:{number}", raw, now=NOON)
    commit()
    assert intake.read_waiting() == 3
    assert count(Ticket) == 3


def test_where_the_database_fails_the_mail_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr(intake, "accept", fail)
        arrive(mail())
    assert db.session.scalars(select(InboundRaw.state)).one() == "new"
    assert intake.read_waiting() == 1
    assert db.session.scalars(select(InboundRaw.state)).one() == "read"


def test_letters_no_database_takes_are_left_out() -> None:
    arrive(
        mail(
            "The lamp\x00 arrived \ud83d broken.".encode("utf-8", "surrogatepass").decode("latin-1")
        )
    )
    assert db.session.scalars(select(InboundRaw.state)).one() == "read"


def test_an_out_of_office_note_starts_no_clock() -> None:
    arrive(mail("I am away until Monday.", Auto_Submitted="auto-replied"))
    opened = db.session.scalars(select(Ticket)).one()
    assert opened.urgency == 0
    assert clock_of(opened.id) is None


def test_an_out_of_office_note_does_not_reopen_what_is_settled() -> None:
    opened = ticket()
    sara = agent()
    said = reply(opened, "Done.", by=sara, now=after(minutes=5))
    close(opened, by=sara, now=after(minutes=6))
    commit()
    arrive(
        mail(
            "Away.",
            In_Reply_To=said.channel_key,
            Auto_Submitted="auto-replied",
            Message_ID="<away@mail.example>",
        )
    )
    assert opened.is_closed


def test_a_customer_who_writes_again_opens_the_closed_ticket() -> None:
    opened = ticket()
    sara = agent()
    said = reply(opened, "Done.", by=sara, now=after(minutes=5))
    close(opened, by=sara, now=after(minutes=6))
    commit()
    arrive(mail("It broke again", In_Reply_To=said.channel_key, Message_ID="<again@mail.example>"))
    assert opened.is_open


def test_a_chat_goes_on_for_a_week_and_is_a_new_matter_after_it() -> None:
    said = {"channel": "whatsapp", "sender_kind": "phone", "sender": "+966500000001",
            "continues": True}  # fmt: skip
    first = message("Hi", **said)
    second = message("Still there?", now=NOON + timedelta(days=6), **said)
    third = message("Hello again", now=NOON + timedelta(days=14), **said)
    assert first.ticket_id == second.ticket_id != third.ticket_id


def test_a_message_we_have_is_not_taken_again() -> None:
    message(key="<same@mail.example>")
    assert intake.accept(incoming(key="<same@mail.example>"), now=NOON) is None


def test_files_are_kept_with_their_message(app: Flask) -> None:
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nSee the picture\r\n"
        "--b\r\nContent-Type: image/png\r\n"
        'Content-Disposition: attachment; filename="../../lamp.png"\r\n\r\nbytes\r\n--b--\r\n'
    )
    arrive(mail(body, Content_Type='multipart/mixed; boundary="b"'))
    kept = db.session.scalars(select(Attachment)).one()
    assert "/" not in kept.name
    assert kept.name.endswith("lamp.png")
    assert len(kept.token) >= 22


def _messages(opened: Ticket) -> list[Message]:
    return list(
        db.session.scalars(
            select(Message).where(Message.ticket_id == opened.id).order_by(Message.seq)
        )
    )


def test_a_reply_is_in_the_outbox_with_the_message() -> None:
    opened = ticket()
    said = reply(opened, "It left this morning.", by=agent(), now=after(minutes=5))
    waiting = db.session.scalars(select(Delivery)).one()
    assert waiting.message_id == said.id
    assert waiting.recipient == "mona@mail.example"
    assert waiting.state == "waiting"
