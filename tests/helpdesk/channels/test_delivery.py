"""The way out: a row, a lease, a fence, an outcome."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels import delivery
from helpdesk.channels.base import DeliveryError, Outgoing
from helpdesk.channels.models import Delivery
from helpdesk.channels.trouble import NOT_SET_UP, POINTLESS
from helpdesk.db import commit, db
from helpdesk.tickets.actions import acknowledge, note, reply
from helpdesk.tickets.models import Message
from tests.factories import NOON, after, agent, ticket

pytestmark = pytest.mark.usefixtures("app")


@dataclass
class Road:
    """A channel that remembers what it sent, and fails as told."""

    name: str = "email"
    identity: str = "email"
    settings_used: tuple[str, ...] = ()
    ready: bool = True
    failure: DeliveryError | None = None
    sent: list[Outgoing] = field(default_factory=list)

    def is_ready(self) -> bool:
        return self.ready

    def receive(self, raw: bytes) -> list:
        raise NotImplementedError

    def send(self, outgoing: Outgoing) -> str:
        if self.failure:
            raise self.failure
        self.sent.append(outgoing)
        return outgoing.key


@pytest.fixture
def road(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Road:
    """A road in the place of mail, at noon."""
    road = Road()
    monkeypatch.setitem(app.extensions["channels"], "email", road)
    return road


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list:
    """What time the worker thinks it is: change its one entry."""
    time = [after(minutes=10)]
    monkeypatch.setattr(delivery, "now", lambda: time[0])
    return time


def posted(text: str = "It left this morning.") -> Delivery:
    """A reply in the outbox."""
    said = reply(ticket(), text, by=agent("Sara"), now=after(minutes=5))
    commit()
    return db.session.scalars(select(Delivery).where(Delivery.message_id == said.id)).one()


def test_a_reply_leaves_once_and_threaded(road: Road, clock: list) -> None:
    waiting = posted()
    assert delivery.deliver_waiting() == 1
    assert delivery.deliver_waiting() == 0
    [sent] = road.sent
    first = db.session.scalars(select(Message.channel_key).where(Message.seq == 1)).one()
    assert (sent.recipient, sent.answers, sent.thread) == ("mona@mail.example", first, (first,))
    assert sent.key == waiting.key
    assert waiting.state == "sent"
    assert waiting.sent_at == clock[0]


def test_a_note_never_gets_into_the_outbox(road: Road, clock: list) -> None:
    note(ticket(), "She is a friend of the boss.", by=agent(), now=after(minutes=5))
    commit()
    assert delivery.deliver_waiting() == 0
    assert road.sent == []


def test_what_a_colleague_works_on_is_left_to_them(road: Road, clock: list) -> None:
    waiting = posted()
    assert delivery._lease(waiting.id, now=clock[0]) == 1
    assert delivery.deliver_waiting() == 0
    assert delivery._lease(waiting.id, now=clock[0]) is None


def test_a_worker_that_slept_past_its_lease_may_not_tell_the_outcome(
    road: Road, clock: list
) -> None:
    waiting = posted()
    sleeper = delivery._lease(waiting.id, now=clock[0])
    clock[0] += delivery.LEASE + timedelta(seconds=1)
    delivery.deliver_waiting()
    assert waiting.state == "sent"
    late = delivery._Outcome(error=DeliveryError("late", permanent=True))
    delivery._note_outcome(waiting.id, sleeper, late)
    db.session.refresh(waiting)
    assert (waiting.state, waiting.error) == ("sent", None)


def test_a_passing_failure_is_tried_again_later_with_the_same_key(road: Road, clock: list) -> None:
    waiting = posted()
    key = waiting.key
    road.failure = DeliveryError("421 try later", permanent=False)
    delivery.deliver_waiting()
    assert (waiting.state, waiting.error) == ("waiting", "421 try later")
    assert waiting.next_try_at == clock[0] + delivery.FIRST_PAUSE
    road.failure = None
    assert delivery.deliver_waiting() == 0
    clock[0] = waiting.next_try_at
    assert delivery.deliver_waiting() == 1
    assert (waiting.state, road.sent[0].key, waiting.attempt) == ("sent", key, 2)


def test_a_refusal_for_good_is_shown_at_once(road: Road, clock: list) -> None:
    waiting = posted()
    road.failure = DeliveryError("550 no such mailbox", permanent=True)
    delivery.deliver_waiting()
    assert (waiting.state, waiting.error) == ("failed", "550 no such mailbox")


def test_after_five_days_trying_ends(road: Road, clock: list) -> None:
    waiting = posted()
    road.failure = DeliveryError("421 try later", permanent=False)
    clock[0] = NOON + delivery.GIVE_UP_AFTER + timedelta(hours=1)
    delivery.deliver_waiting()
    assert waiting.state == "failed"


def test_without_a_mail_server_a_reply_waits_and_says_so(road: Road, clock: list) -> None:
    waiting = posted()
    road.ready = False
    delivery.deliver_waiting()
    assert (waiting.state, waiting.error) == ("waiting", NOT_SET_UP)
    assert waiting.next_try_at > clock[0]


@pytest.mark.parametrize(
    ("attempt", "pause"), [(1, 30), (2, 60), (3, 120), (7, 1920), (8, 3600), (100, 3600)]
)
def test_pauses_double_to_an_hour(attempt: int, pause: int) -> None:
    assert delivery.pause_after(attempt) == timedelta(seconds=pause)


def acknowledged() -> Delivery:
    """An acknowledgement in the outbox, written at noon."""
    said = acknowledge(ticket(), "We have it.", html="<p>We have it.</p>", now=NOON)
    waiting = delivery.put_out(said, to="mona@mail.example", lang="ar")
    commit()
    return waiting


def test_an_acknowledgement_leaves_as_what_it_is(road: Road, clock: list) -> None:
    acknowledged()
    assert delivery.deliver_waiting() == 1
    (sent,) = road.sent
    assert (sent.automatic, sent.sender_name, sent.language) == (True, "", "ar")
    assert sent.html == "<p>We have it.</p>"
    assert len(sent.thread) == 1


def test_an_acknowledgement_that_comes_too_late_stays_here(road: Road, clock: list) -> None:
    waiting = acknowledged()
    clock[0] = NOON + delivery.WORTH_SAYING + timedelta(seconds=1)
    delivery.deliver_waiting()
    assert (waiting.state, waiting.error, road.sent) == ("failed", POINTLESS, [])


def test_where_a_person_was_quicker_no_machine_follows(road: Road, clock: list) -> None:
    waiting = acknowledged()
    answer = reply(waiting.message.ticket, "It left.", by=agent(), now=after(minutes=2))
    commit()
    delivery.deliver_waiting()
    assert [each.text for each in road.sent] == [answer.text]
    assert waiting.error == POINTLESS
