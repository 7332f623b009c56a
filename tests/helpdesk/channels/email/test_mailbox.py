"""Polling: the position is saved with the mail it stands for, and trouble is written down."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels import intake
from helpdesk.channels.email import mailbox
from helpdesk.channels.email.imap import Fetched, MailboxUnavailable
from helpdesk.channels.models import InboundRaw, MailboxPosition
from helpdesk.db import db
from helpdesk.tickets.models import Message

NAME = "shop@imap.example/INBOX"


class Mailbox:
    """A mailbox of our own making: its mails, its numbering, and where its line breaks."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.uidvalidity = 7
        self.breaks_after: int | None = None
        self.asked_from: list[tuple[int | None, int]] = []

    def fetch_new(self, _where: object, position: tuple[int | None, int]) -> Iterator[Fetched]:
        self.asked_from.append(position)
        seen = position[1] if position[0] == self.uidvalidity else 0
        for uid, raw in enumerate(self.mails, start=1):
            if self.breaks_after is not None and uid > self.breaks_after:
                raise MailboxUnavailable("imap.example: connection reset")
            if uid > seen:
                yield Fetched(self.uidvalidity, uid, raw)


@pytest.fixture
def box(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """A mailbox that the settings name, with two mails."""
    set_up = replace(
        app.config["SETTINGS"], imap_host="imap.example", imap_username="shop", imap_password="x"
    )
    monkeypatch.setitem(app.config, "SETTINGS", set_up)
    made = Mailbox()
    made.mails = [mail("Mona"), mail("Khalid")]
    monkeypatch.setattr(mailbox, "fetch_new", made.fetch_new)
    return made


def mail(name: str) -> bytes:
    return f"From: {name}@mail.example\nMessage-ID: <{name}@mail.example>\n\nHello!\n".encode()


def position() -> MailboxPosition:
    db.session.expire_all()
    return db.session.get_one(MailboxPosition, NAME)


def stored() -> int:
    return len(db.session.scalars(select(InboundRaw.id)).all())


def test_without_a_mailbox_nothing_is_asked(app: Flask) -> None:
    assert mailbox.poll() == 0
    assert db.session.scalars(select(MailboxPosition)).all() == []


def test_new_mails_are_stored_and_the_position_stands_behind_the_last(box: Mailbox) -> None:
    assert mailbox.poll() == 2
    assert (stored(), position().uidvalidity, position().last_uid) == (2, 7, 2)
    box.mails.append(mail("Layla"))
    assert mailbox.poll() == 1
    assert box.asked_from == [(None, 0), (7, 2)]


def test_a_worker_is_woken_to_read_them(box: Mailbox, app: Flask) -> None:
    mailbox.poll()
    assert app.extensions["queue"].pending_count() == 1
    assert intake.read_waiting() == 2
    assert len(db.session.scalars(select(Message)).all()) == 2


def test_a_line_that_breaks_leaves_the_position_at_the_last_mail_we_have(box: Mailbox) -> None:
    box.breaks_after = 1
    mailbox.poll()
    assert (stored(), position().last_uid) == (1, 1)
    box.breaks_after = None
    assert mailbox.poll() == 1
    assert (stored(), position().last_uid) == (2, 2)


def test_a_mail_that_cannot_be_stored_does_not_move_the_position(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object, **_named: object) -> bool:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "store", full)
        assert mailbox.poll() == 0
    assert (stored(), position().last_uid) == (0, 0)
    assert "no space left" in str(position().error)
    assert mailbox.poll() == 2


def test_trouble_is_noted_and_forgotten_once_it_is_over(box: Mailbox) -> None:
    box.breaks_after = 0
    mailbox.poll()
    assert position().error == "MailboxUnavailable: imap.example: connection reset"
    assert position().checked_at is not None
    box.breaks_after = None
    mailbox.poll()
    assert position().error is None


@pytest.mark.parametrize("arrange", [lambda mails: mails, lambda mails: mails[::-1]])
def test_a_mailbox_that_is_numbered_anew_brings_no_doubles(
    box: Mailbox, arrange: Callable[[list[bytes]], list[bytes]]
) -> None:
    mailbox.poll()
    box.uidvalidity, box.mails = 8, [*arrange(box.mails), mail("Layla")]
    assert mailbox.poll() == 1
    assert (stored(), position().uidvalidity, position().last_uid) == (3, 8, 3)
