"""The table of what follows what leaves no event out, and is in force."""

from collections.abc import Iterator

import pytest
from flask import Flask

from helpdesk import events, reactions
from helpdesk.acknowledgement import actions as acknowledgement
from helpdesk.assist import actions as assist
from helpdesk.channels import delivery
from helpdesk.db import db
from helpdesk.events import MessageReceived, NotePosted, ReplyPosted
from helpdesk.sla import actions as sla
from tests.factories import ticket


def kinds(of: type[events.Event] = events.Event) -> Iterator[type[events.Event]]:
    """Every kind of event that the house itself speaks of."""
    for kind in of.__subclasses__():
        if kind.__module__ == events.__name__:
            yield kind
            yield from kinds(kind)


def test_every_event_has_its_row() -> None:
    assert set(kinds()) - {events.TicketEvent} == set(reactions.TABLE)


@pytest.mark.parametrize("event", reactions.TABLE, ids=lambda event: event.__name__)
def test_a_running_app_follows_the_table(app: Flask, event: type[events.Event]) -> None:
    must, live = reactions.TABLE[event]
    happened = event.__new__(event)
    assert events.musts(happened) == list(must)
    assert events.lives(happened) == list(live)


def test_a_message_is_judged_before_its_clock_starts() -> None:
    must, _ = reactions.TABLE[MessageReceived]
    assert must.index(assist.judge) < must.index(sla.start)


def test_a_customer_is_told_by_what_verdict_and_clock_say() -> None:
    must, _ = reactions.TABLE[MessageReceived]
    assert must.index(sla.start) < must.index(acknowledgement.acknowledge)


def test_a_note_never_reaches_the_post_nor_stops_the_clock() -> None:
    assert reactions.TABLE[NotePosted][0] == ()
    assert delivery.post in reactions.TABLE[ReplyPosted][0]


def test_what_must_follow_is_saved_with_the_ticket(app: Flask) -> None:
    opened = ticket("My charger is smoking!")
    db.session.expire_all()
    assert opened.urgency == 3
    clock = sla.running(opened.id)
    assert clock is not None
    assert opened.due_at == clock.due_at
