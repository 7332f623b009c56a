"""Who hears of an event, and that an event cannot be changed on the way."""

from dataclasses import FrozenInstanceError

import pytest

from helpdesk import events


class Happened(events.TicketEvent):
    """Something only these tests speak of."""


class Unheard(events.TicketEvent):
    """Something nobody listens to."""


def hear(_event: events.Event) -> None:
    """Listen."""


def note(_event: events.Event) -> None:
    """Listen too."""


def test_listeners_are_told_apart_and_keep_their_order() -> None:
    events.listen(Happened, must=[hear, note], live=[note])
    assert events.musts(Happened(1)) == [hear, note]
    assert events.lives(Happened(1)) == [note]


def test_listening_anew_replaces_so_that_nobody_is_told_twice() -> None:
    for _ in range(2):
        events.listen(Happened, must=[hear], live=())
    assert events.musts(Happened(1)) == [hear]
    assert events.lives(Happened(1)) == []


def test_an_event_without_listeners_is_no_error() -> None:
    assert events.musts(Unheard(1)) == []


def test_what_happened_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Happened(1).ticket_id = 2  # type: ignore[misc]
