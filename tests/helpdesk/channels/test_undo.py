"""A reply that is taken back: it never leaves, and the ticket is as if it had not been written."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, inspect, select

from helpdesk.assist.models import ArticleUse
from helpdesk.assist.uses import use_article
from helpdesk.channels import delivery
from helpdesk.channels.models import Delivery, DeliveryRecipient
from helpdesk.db import commit, db, rollback
from helpdesk.people.models import Agent
from helpdesk.sla.models import Clock
from helpdesk.tickets.actions import assign, close, note, reply
from helpdesk.tickets.drafts import words_kept
from helpdesk.tickets.errors import AlreadySent
from helpdesk.tickets.models import Entry, Message, Ticket
from helpdesk.tickets.taking_back import withdraw
from tests.factories import after, agent, article, message, ticket

pytestmark = pytest.mark.usefixtures("app")
WRITTEN = after(minutes=5)
SOON = WRITTEN + timedelta(seconds=6)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list:
    """What time the worker thinks it is: change its one entry."""
    time = [SOON]
    monkeypatch.setattr(delivery, "now", lambda: time[0])
    return time


def as_it_is(found: Ticket) -> dict[str, Any]:
    """All that the rows of a ticket say, but for the number that the next message gets."""
    db.session.expire_all()
    rows: dict[str, Any] = {"ticket": _values(found)}
    for kind in (Message, Entry, Clock, ArticleUse, Delivery, DeliveryRecipient):
        rows[kind.__name__] = [_values(each) for each in db.session.scalars(select(kind))]
    del rows["ticket"]["last_seq"]
    return rows


def _values(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def said(found: Ticket, by: Agent, *, closing: bool = False) -> Message:
    written = reply(found, "It left this morning.", by=by, now=WRITTEN)
    if closing:
        close(found, by=by, now=WRITTEN)
    commit()
    return written


def taken_back(written: Message, by: Agent) -> str:
    text = withdraw(written, by=by, now=SOON)
    commit()
    return text


@pytest.mark.parametrize("closing", [False, True])
@pytest.mark.parametrize("assigned", [False, True])
@pytest.mark.parametrize("urgent", [False, True])
def test_all_is_as_before(closing: bool, assigned: bool, urgent: bool) -> None:
    found, sara = ticket("My charger is smoking!" if urgent else "Where is it?"), agent()
    message("Hello? Nobody answers!", now=after(minutes=2), ticket_id=found.id)
    if assigned:
        assign(found, agent("Omar"), by=sara, now=after(minutes=3))
    commit()
    before = as_it_is(found)
    assert taken_back(said(found, sara, closing=closing), sara) == "It left this morning."
    assert as_it_is(found) == before


def test_an_article_that_was_taken_into_it_is_as_before() -> None:
    found, sara = ticket(), agent()
    made = article("track", en=("Where is it?", "It left this morning."))
    use_article(found, made.id, lang="en", by=sara, now=after(minutes=4))
    commit()
    before = as_it_is(found)
    taken_back(said(found, sara, closing=True), sara)
    assert as_it_is(found) == before


def test_a_wait_that_was_answered_before_is_left_alone() -> None:
    found, sara = ticket(), agent()
    reply(found, "Which order?", by=sara, now=after(minutes=2))
    commit()
    before = as_it_is(found)
    taken_back(said(found, sara), sara)
    assert as_it_is(found) == before


def test_the_words_are_kept_until_the_next_reply() -> None:
    found, sara = ticket(), agent()
    taken_back(said(found, sara), sara)
    assert words_kept(found, of=sara, now=SOON) == "It left this morning."
    assert words_kept(found, of=agent("Omar"), now=SOON) == ""
    reply(found, "It left yesterday.", by=sara, now=SOON)
    commit()
    assert words_kept(found, of=sara, now=SOON) == ""


def test_it_waits_and_then_leaves(clock: list) -> None:
    written = said(ticket(), agent())
    assert delivery.deliver_waiting() == 0
    clock[0] = WRITTEN + timedelta(seconds=10)
    assert delivery.deliver_waiting() == 1
    state = select(Delivery.state).where(Delivery.message_id == written.id)
    assert db.session.scalar(state) == "sent"


def test_what_was_taken_back_never_leaves(clock: list) -> None:
    sara = agent()
    taken_back(said(ticket(), sara), sara)
    clock[0] = after(days=1)
    assert delivery.deliver_waiting() == 0


def test_once_a_worker_has_it_it_is_too_late(clock: list) -> None:
    found, sara = ticket(), agent()
    written = said(found, sara)
    waiting = db.session.scalars(select(Delivery)).one()
    assert delivery._lease(waiting.id, now=clock[0]) == 1
    before = as_it_is(found)
    with pytest.raises(AlreadySent):
        withdraw(written, by=sara, now=SOON)
    rollback()
    assert as_it_is(found) == before


def test_a_worker_that_comes_after_it_finds_nothing(clock: list) -> None:
    sara = agent()
    written = said(ticket(), sara)
    waiting = db.session.scalars(select(Delivery)).one().id
    taken_back(written, sara)
    assert delivery._lease(waiting, now=clock[0]) is None


def test_what_a_colleague_wrote_is_theirs(clock: list) -> None:
    written = said(ticket(), agent())
    with pytest.raises(AlreadySent):
        withdraw(written, by=agent("Omar"), now=SOON)


def test_what_is_said_in_a_chat_is_said() -> None:
    sara = agent()
    found = ticket(channel="chat", sender_kind="visitor", sender="7")
    written = said(found, sara)
    assert db.session.scalars(select(Delivery)).one().next_try_at == WRITTEN
    with pytest.raises(AlreadySent):
        withdraw(written, by=sara, now=SOON)


def test_a_customer_who_wrote_meanwhile_still_waits_since_their_first_word() -> None:
    found, sara = ticket(), agent()
    first = db.session.scalars(select(Clock)).one()
    written = said(found, sara)
    message("And my money?", now=WRITTEN + timedelta(seconds=3), ticket_id=found.id)
    taken_back(written, sara)
    (clock,) = db.session.scalars(select(Clock))
    assert (clock.id, clock.met_at) == (first.id, None)
    assert (found.state, found.preview, found.due_at) == ("open", "And my money?", clock.due_at)


def test_a_colleague_s_note_and_closing_stay() -> None:
    found, sara, omar = ticket(), agent(), agent("Omar")
    written = said(found, sara)
    note(found, "I called her", by=omar, now=SOON)
    close(found, by=omar, now=SOON)
    commit()
    taken_back(written, sara)
    assert found.is_closed
    assert db.session.scalar(select(func.count()).where(Entry.kind == "closed")) == 1
