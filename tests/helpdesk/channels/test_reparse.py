"""Stored mail read again: what it says changes in its place, and nothing begins anew."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.acknowledgement.models import Acknowledgement
from helpdesk.assist.actions import correct
from helpdesk.assist.models import Verdict
from helpdesk.channels import intake, reparse
from helpdesk.channels.email.parse import ParsedMail, UnreadableMail, parse
from helpdesk.channels.models import Delivery, InboundRaw
from helpdesk.channels.registry import channel
from helpdesk.channels.reparse import Reread
from helpdesk.db import commit, db
from helpdesk.people.models import Customer
from helpdesk.sla.models import Clock
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import Attachment, Message, Ticket
from tests.factories import NOON, after, agent

pytestmark = pytest.mark.usefixtures("app")

MAIL = b"""From: Mona Haddad <mona@mail.example>
To: support@dukkan.example
Subject: Burning smell
Message-ID: <first@mail.example>
Content-Type: multipart/mixed; boundary=b

--b

The charger smells of burning and there is smoke!
--b
Content-Type: image/png
Content-Disposition: attachment; filename=charger.png

picture
--b--
"""
Mistake = Callable[[bytes], ParsedMail]


def unreadable(_raw: bytes) -> ParsedMail:
    """A reader that knows no mail."""
    raise UnreadableMail("no such letters")


def careless(raw: bytes) -> ParsedMail:
    """A reader that loses the words and the file."""
    return replace(parse(raw), text="Hello", full_text="Hello", attachments=[])


@pytest.fixture
def read_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mistake], Message]:
    """read_by(mistake): what an older reader made of MAIL; a good one reads from then on."""

    class Reader:
        read: Any

    def arrive(mistake: Mistake) -> Message:
        reader = Reader()
        reader.read = mistake
        monkeypatch.setattr(channel("email"), "_reader", reader)
        intake.store("email", "mail:1", MAIL, now=NOON)
        commit()
        intake.read_waiting()
        reader.read = parse
        return db.session.scalars(select(Message)).one()

    return arrive


def again(message: Message, *, dry_run: bool = False) -> Reread:
    """The message's mail is read again."""
    assert message.raw_id
    told = reparse.reread(message.raw_id, dry_run=dry_run)
    commit()
    db.session.expire_all()
    return told


def count(row: type) -> int:
    """How many rows of a kind there are."""
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_an_unreadable_mail_becomes_what_it_is(read_by: Callable[[Mistake], Message]) -> None:
    message = read_by(unreadable)
    assert message.ticket.subject.startswith("Unreadable")
    told = again(message)
    assert told.changes == ("subject", "text", "sender", "channel_key", "attachments")
    ticket = db.session.scalars(select(Ticket)).one()
    assert (ticket.subject, ticket.customer.name) == ("Burning smell", "Mona Haddad")
    assert message.text == "The charger smells of burning and there is smoke!"
    assert ticket.preview == message.text
    assert [file.name for file in message.attachments] == ["charger.png"]
    assert (count(Message), count(Customer), count(Attachment)) == (1, 1, 1)
    raw = db.session.scalars(select(InboundRaw)).one()
    assert (raw.state, raw.error) == ("read", None)


def test_its_urgency_is_that_of_its_words_and_its_one_clock_is_hastened(
    read_by: Callable[[Mistake], Message],
) -> None:
    message = read_by(unreadable)
    was = db.session.scalars(select(Clock)).one()
    due, started = was.due_at, was.started_at
    assert message.ticket.urgency < 3
    again(message)
    clock = db.session.scalars(select(Clock)).one()
    assert message.ticket.urgency == clock.urgency == 3
    assert clock.started_at == started
    assert clock.due_at < due
    assert count(Verdict) == 1


def test_an_answer_to_it_then_finds_its_ticket(read_by: Callable[[Mistake], Message]) -> None:
    message = read_by(unreadable)
    again(message)
    answer = MAIL.replace(b"<first@", b"<second@").replace(
        b"Subject:", b"In-Reply-To: <first@mail.example>\nSubject:"
    )
    intake.store("email", "mail:2", answer, now=after(hours=1))
    commit()
    intake.read_waiting()
    assert count(Ticket) == 1


def test_what_was_read_badly_is_mended_in_its_place(
    read_by: Callable[[Mistake], Message],
) -> None:
    message = read_by(careless)
    place = (message.id, message.seq, message.channel_key, message.sent_at)
    assert again(message).changes == ("text", "attachments")
    assert place == (message.id, message.seq, message.channel_key, message.sent_at)
    assert "burning" in message.text
    assert message.ticket.urgency == 3


def test_a_second_time_nothing_changes_and_files_keep_their_addresses(
    read_by: Callable[[Mistake], Message],
) -> None:
    message = read_by(careless)
    again(message)
    tokens = {file.token for file in message.attachments}
    assert again(message) == Reread(message.raw_id or 0, message.ticket_id)
    assert {file.token for file in message.attachments} == tokens


def test_a_dry_run_only_tells(read_by: Callable[[Mistake], Message]) -> None:
    message = read_by(careless)
    assert again(message, dry_run=True).changes == ("text", "attachments")
    assert message.text == "Hello"
    assert count(Attachment) == 0


def test_a_closed_ticket_stays_closed_and_nobody_is_written_to(
    read_by: Callable[[Mistake], Message],
) -> None:
    message = read_by(careless)
    sara = agent()
    reply(message.ticket, "Hello to you.", by=sara, now=after(minutes=5))
    close(message.ticket, by=sara, now=after(minutes=6))
    commit()
    written = (count(Delivery), count(Acknowledgement), count(Clock))
    again(message)
    assert message.ticket.is_closed
    assert message.ticket.preview == "Hello to you."
    assert (count(Delivery), count(Acknowledgement), count(Clock)) == written


def test_what_an_agent_set_stays(read_by: Callable[[Mistake], Message]) -> None:
    message = read_by(careless)
    correct(message.ticket, "urgency", "1", by=agent(), now=after(minutes=5))
    correct(message.ticket, "topic", "feedback", by=agent(), now=after(minutes=5))
    commit()
    again(message)
    assert (message.ticket.urgency, message.ticket.topic) == (1, "feedback")


def test_one_that_came_readable_by_another_way_is_left_alone(
    read_by: Callable[[Mistake], Message],
) -> None:
    message = read_by(unreadable)
    intake.store("email", "mail:2", MAIL, now=after(minutes=1))
    commit()
    intake.read_waiting()
    told = again(message)
    assert told.trouble == "it came by another way and was read then"
    assert message.text == intake.UNREADABLE


def test_what_is_still_unreadable_says_why(read_by: Callable[[Mistake], Message]) -> None:
    message = read_by(unreadable)
    channel("email")._reader.read = unreadable  # type: ignore[attr-defined]
    assert again(message).trouble == "no such letters"


def test_a_repeat_made_no_message_and_changes_none(
    read_by: Callable[[Mistake], Message],
) -> None:
    read_by(careless)
    intake.store("email", "mail:2", MAIL, now=after(minutes=1))
    commit()
    intake.read_waiting()
    repeat = db.session.scalars(select(func.max(InboundRaw.id))).one()
    assert reparse.reread(repeat) == Reread(repeat)


def test_mails_are_chosen_by_day_by_failure_and_by_number(
    read_by: Callable[[Mistake], Message],
) -> None:
    first = read_by(unreadable).raw_id
    intake.store("email", "mail:2", MAIL, now=after(days=1))
    intake.store("whatsapp", "hook:1", b"{}", now=NOON)
    commit()
    assert reparse.chosen() == [first]
    intake.read_waiting()
    [_, second] = reparse.chosen()
    assert reparse.chosen(failed=True) == [first]
    assert reparse.chosen(since=after(hours=1)) == [second]
    assert reparse.chosen([second]) == [second]


def test_the_command_tells_what_changed(app: Flask, read_by: Callable[[Mistake], Message]) -> None:
    message = read_by(careless)
    runner = app.test_cli_runner()
    where = f"arrival {message.raw_id}, ticket {message.ticket_id}: text, attachments\n"
    dry = runner.invoke(args=["mail", "reparse", "--dry-run", "--since", "2026-03-02"])
    assert dry.output == f"{where}1 read again, 1 would change, 0 not\n"
    assert (
        runner.invoke(args=["mail", "reparse"]).output == f"{where}1 read again, 1 changed, 0 not\n"
    )
    late = runner.invoke(args=["mail", "reparse", "--since", "2026-03-03"])
    assert late.output == "0 read again, 0 changed, 0 not\n"


def test_a_mail_that_fails_holds_up_no_other(
    app: Flask, read_by: Callable[[Mistake], Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = read_by(careless)
    read = reparse.reread

    def fail_first(raw_id: int, *, dry_run: bool) -> Reread:
        if raw_id == 0:
            raise RuntimeError("disk is full")
        return read(raw_id, dry_run=dry_run)

    monkeypatch.setattr(reparse, "reread", fail_first)
    monkeypatch.setattr(reparse, "chosen", lambda *_, **__: [0, message.raw_id])
    told = app.test_cli_runner().invoke(args=["mail", "reparse"])
    assert "arrival 0: RuntimeError: disk is full" in told.output
    assert "2 read again, 1 changed, 1 not" in told.output
