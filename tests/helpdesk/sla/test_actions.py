"""A ticket's clock through its life: when it starts, what ends it and what does not."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.assist.actions import correct
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.sla import actions as sla
from helpdesk.sla.models import Clock
from helpdesk.sla.queries import clock_of
from helpdesk.sla.targets import DEFAULTS, set_target
from helpdesk.tickets import actions as tickets
from helpdesk.tickets.models import Entry, Ticket
from tests import factories
from tests.factories import NOON, after

QUESTION = "Which colours does the linen shirt come in?"
BURNING = "The charger caught fire and burned my son's hand!"
MAIL = DEFAULTS["email"]

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def sara(app: Flask) -> Agent:
    """An agent."""
    return factories.agent("Sara")


@pytest.fixture
def asked(app: Flask) -> Ticket:
    """Mona asked about a shirt at noon; nobody has answered yet."""
    ticket = factories.ticket(QUESTION, now=NOON)
    assert ticket.urgency < 2
    return ticket


def write_again(text: str, *, to: Ticket, at: datetime, **said: bool) -> None:
    """Mona writes to the same ticket again."""
    factories.message(text, now=at, ticket_id=to.id, **said)


def the_clock(ticket: Ticket) -> Clock:
    clock = clock_of(ticket.id)
    assert clock is not None
    return clock


def test_it_starts_with_the_first_message(asked: Ticket) -> None:
    clock = the_clock(asked)
    assert (clock.kind, clock.channel, clock.urgency) == ("first", "email", asked.urgency)
    assert clock.started_at == NOON
    assert clock.due_at == after(minutes=MAIL[asked.urgency]) == asked.due_at


def test_it_runs_for_the_target_the_shop_chose(app: Flask) -> None:
    for urgency in range(4):
        set_target("email", urgency, 45)
    assert the_clock(factories.ticket(QUESTION, now=NOON)).due_at == after(minutes=45)


def test_a_second_message_does_not_start_it_anew(asked: Ticket) -> None:
    write_again("Hello, are you there?", to=asked, at=after(hours=1))
    clocks = list(db.session.scalars(select(Clock)))
    assert [clock.started_at for clock in clocks] == [NOON]
    assert asked.due_at == clocks[0].due_at


def test_a_more_urgent_message_hastens_it(asked: Ticket) -> None:
    before = asked.urgency
    write_again(BURNING, to=asked, at=after(minutes=20))
    clock = the_clock(asked)
    assert clock.urgency == asked.urgency > before
    assert clock.started_at == NOON
    assert clock.due_at == after(minutes=MAIL[clock.urgency]) == asked.due_at


def test_an_out_of_office_note_starts_none(app: Flask) -> None:
    ticket = factories.ticket("I am away until Sunday.", now=NOON, automatic=True)
    assert clock_of(ticket.id) is None


def test_a_person_who_writes_after_an_out_of_office_note_waits_for_a_first_answer(
    app: Flask,
) -> None:
    ticket = factories.ticket("I am away until Sunday.", now=NOON, automatic=True)
    write_again(QUESTION, to=ticket, at=after(hours=3))
    clock = the_clock(ticket)
    assert (clock.kind, clock.started_at) == ("first", after(hours=3))


def test_the_first_reply_of_a_person_meets_it(asked: Ticket, sara: Agent) -> None:
    tickets.reply(asked, "White and sand.", by=sara, now=after(minutes=9))
    tickets.reply(asked, "And olive, sorry.", by=sara, now=after(minutes=12))
    clock = the_clock(asked)
    assert (clock.met_at, clock.met_by_id) == (after(minutes=9), sara.id)
    assert sla.running(asked.id) is None


def test_a_note_does_not_meet_it(asked: Ticket, sara: Agent) -> None:
    tickets.note(asked, "Who knows the colours?", by=sara, now=after(minutes=5))
    assert sla.running(asked.id) is not None


def test_an_automatic_message_neither_meets_nor_hastens_it(asked: Ticket) -> None:
    due_at = asked.due_at
    write_again("I am away until Sunday.", to=asked, at=after(minutes=5), automatic=True)
    assert the_clock(asked).met_at is None
    assert the_clock(asked).due_at == due_at


def test_after_an_answer_the_customer_waits_for_a_next_one(asked: Ticket, sara: Agent) -> None:
    tickets.reply(asked, "White and sand.", by=sara, now=after(minutes=9))
    write_again("Is it in size 42?", to=asked, at=after(hours=2))
    clock = the_clock(asked)
    assert (clock.kind, clock.started_at) == ("next", after(hours=2))
    assert asked.due_at == clock.due_at == after(minutes=120 + MAIL[asked.urgency])


def test_correcting_the_urgency_sets_it_anew_from_when_the_wait_began(
    asked: Ticket, sara: Agent
) -> None:
    correct(asked, "urgency", "3", by=sara, now=after(minutes=30))
    assert the_clock(asked).due_at == after(minutes=MAIL[3]) == asked.due_at
    correct(asked, "urgency", "0", by=sara, now=after(minutes=40))
    assert the_clock(asked).due_at == after(minutes=MAIL[0]) == asked.due_at


def test_correcting_the_topic_leaves_it_alone(asked: Ticket, sara: Agent) -> None:
    due_at = asked.due_at
    other = "payment" if asked.topic != "payment" else "product"
    correct(asked, "topic", other, by=sara, now=after(minutes=30))
    assert (the_clock(asked).due_at, asked.due_at) == (due_at, due_at)


def test_closing_stops_it_and_is_no_answer(asked: Ticket, sara: Agent) -> None:
    tickets.close(asked, by=sara, now=after(minutes=3))
    clock = the_clock(asked)
    assert (clock.stopped_at, clock.met_at) == (after(minutes=3), None)


def test_reopening_starts_a_next_one(asked: Ticket, sara: Agent) -> None:
    tickets.close(asked, by=sara, now=after(minutes=3))
    tickets.reopen(asked, by=sara, now=after(hours=5))
    clock = the_clock(asked)
    assert (clock.kind, clock.started_at) == ("next", after(hours=5))
    assert asked.due_at == clock.due_at


def test_a_message_to_a_closed_ticket_starts_a_next_one(asked: Ticket, sara: Agent) -> None:
    tickets.close(asked, by=sara, now=after(minutes=3))
    write_again("It did not work.", to=asked, at=after(hours=8))
    assert (the_clock(asked).kind, the_clock(asked).started_at) == ("next", after(hours=8))


def entries(ticket: Ticket) -> list[Entry]:
    of_it = select(Entry).where(Entry.ticket_id == ticket.id)
    return list(db.session.scalars(of_it.order_by(Entry.id)))


def overdue(ticket: Ticket) -> list[datetime]:
    return [entry.at for entry in entries(ticket) if entry.kind == "overdue"]


def test_a_breach_is_told_once_and_stands_at_the_due_time(
    asked: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_at = asked.due_at
    commit()
    monkeypatch.setattr(sla, "now", lambda: due_at)
    assert sla.tell_breaches() == 0
    monkeypatch.setattr(sla, "now", lambda: after(days=3))
    assert [sla.tell_breaches(), sla.tell_breaches()] == [1, 0]
    assert overdue(asked) == [due_at]


def test_a_wait_that_ended_in_time_never_breaches(
    asked: Ticket, sara: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = factories.ticket(QUESTION, now=NOON, sender="khalid@mail.example")
    tickets.reply(asked, "White and sand.", by=sara, now=after(minutes=9))
    tickets.close(closed, by=sara, now=after(minutes=10))
    commit()
    monkeypatch.setattr(sla, "now", lambda: after(days=3))
    assert sla.tell_breaches() == 0


def test_a_breach_is_told_again_where_a_new_urgency_gave_new_time_that_ran_out_too(
    asked: Ticket, sara: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(asked, "urgency", "3", by=sara, now=NOON)
    commit()
    monkeypatch.setattr(sla, "now", lambda: after(minutes=90))
    assert sla.tell_breaches() == 1
    correct(asked, "urgency", "0", by=sara, now=after(minutes=91))
    commit()
    assert sla.tell_breaches() == 0
    monkeypatch.setattr(sla, "now", lambda: after(days=3))
    assert sla.tell_breaches() == 1
    assert overdue(asked) == [after(minutes=MAIL[3]), after(minutes=MAIL[0])]
