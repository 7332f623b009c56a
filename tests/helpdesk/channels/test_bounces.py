"""Mail that came back: the message and the address say so, and no ticket moves."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.acknowledgement.addressees import may_be_told
from helpdesk.channels import delivery, intake
from helpdesk.channels.models import Delivery, InboundRaw
from helpdesk.channels.queries import undelivered
from helpdesk.channels.recipients import address_to
from helpdesk.db import commit, db
from helpdesk.tickets.actions import close
from helpdesk.tickets.models import Message, Ticket
from tests.factories import NOON, after, agent, message
from tests.helpdesk.channels.post import posted

pytestmark = pytest.mark.usefixtures("app")
MONA = "mona@mail.example"
DIAGNOSIS = "550 5.1.1 <mona@mail.example>: Recipient address rejected: User unknown"


def bounce(of: str, *, to: str = MONA, number: int = 0, said: str = DIAGNOSIS) -> bytes:
    """What Postfix writes when a mail of ours did not arrive."""
    return f"""From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: support@dukkan.example
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce-{number}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; {said[:40]}
    {said[40:]}

--b
Content-Type: text/rfc822-headers

Message-ID: {of}
Subject: Re: My order

--b--
""".encode()


def arrives(raw: bytes) -> None:
    intake.store("email", f"mail:{hash(raw)}", raw, now=after(minutes=9))
    commit()
    intake.read_waiting()
    db.session.expire_all()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Delivery:
    """A reply that left."""
    monkeypatch.setattr(delivery, "now", lambda: after(minutes=8))
    reply = posted()
    delivery.deliver_waiting()
    assert reply.state == "sent"
    return reply


def test_the_message_says_that_it_came_back_and_why(sent: Delivery) -> None:
    arrives(bounce(sent.key))
    assert (sent.state, sent.error) == ("bounced", DIAGNOSIS)
    (mona,) = sent.recipients
    assert (mona.state, mona.error, mona.at) == ("bounced", DIAGNOSIS, after(minutes=9))


@pytest.mark.parametrize("closed", [True, False])
def test_no_ticket_is_opened_or_moved(sent: Delivery, closed: bool) -> None:
    ticket = sent.message.ticket
    if closed:
        close(ticket, by=agent(), now=after(minutes=8))
        commit()
    before = ticket.state, ticket.last_seq, ticket.last_message_at
    arrives(bounce(sent.key))
    assert (ticket.state, ticket.last_seq, ticket.last_message_at) == before
    assert db.session.scalar(select(func.count()).select_from(Ticket)) == 1
    assert set(db.session.scalars(select(InboundRaw.state))) == {"read"}


def test_the_address_is_told_nothing_by_ourselves_for_a_month(sent: Delivery) -> None:
    assert may_be_told(MONA, now=after(minutes=10))
    arrives(bounce(sent.key))
    assert not may_be_told(MONA, now=after(minutes=10))
    assert may_be_told(MONA, now=after(days=31))


def test_a_report_about_a_mail_that_is_not_ours_marks_nothing(sent: Delivery) -> None:
    arrives(bounce("<somebody-else-s@mail.example>"))
    assert sent.state == "sent"
    assert may_be_told(MONA, now=after(minutes=10))


def test_of_several_the_one_that_was_missed_is_marked(sent: Delivery) -> None:
    address_to(sent, [MONA, "ali@mail.example"], now=NOON)
    for each in sent.recipients:
        each.state = "sent"
    commit()
    arrives(bounce(sent.key, to="ALI@mail.example"))
    assert [each.state for each in sent.recipients] == ["sent", "bounced"]
    assert sent.state == "bounced"


def test_where_it_was_forwarded_the_one_we_wrote_to_is_marked(sent: Delivery) -> None:
    arrives(bounce(sent.key, to="her-other-address@elsewhere.example"))
    assert sent.state == "bounced"


def test_a_report_told_twice_counts_once(sent: Delivery) -> None:
    arrives(bounce(sent.key))
    arrives(bounce(sent.key, number=1, said="552 5.2.2 mailbox full, and much more is said here"))
    assert sent.state == "bounced"
    assert len(undelivered(since=NOON, limit=9)) == 1


def test_the_team_is_told_until_somebody_writes_again(sent: Delivery) -> None:
    assert undelivered(since=NOON, limit=9) == []
    arrives(bounce(sent.key))
    ticket = sent.message.ticket
    assert [each.ticket_id for each in undelivered(since=NOON, limit=9)] == [ticket.id]
    message("Are you there?", now=after(minutes=20), ticket_id=ticket.id)
    assert len(undelivered(since=NOON, limit=9)) == 1
    posted(ticket, "Another address, perhaps?")
    assert undelivered(since=NOON, limit=9) == []


def test_a_storm_of_reports_is_one_notice_and_no_answer(app: Flask, sent: Delivery) -> None:
    for number in range(60):
        raw = bounce(sent.key, number=number)
        intake.store("email", f"storm:{number}", raw, now=NOON + timedelta(seconds=number))
    commit()
    intake.read_waiting()
    assert len(undelivered(since=NOON, limit=99)) == 1
    assert db.session.scalar(select(func.count()).select_from(Message)) == 2
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 1
