"""Watching mailboxes: each by itself, ready to hear at once, and gone when the process goes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels.email import mailbox, watching
from helpdesk.channels.email.connecting import MailboxUnavailable
from helpdesk.channels.email.imap import Visit
from helpdesk.channels.email.mailbox import Turn, TurnLost, look_into
from helpdesk.channels.email.place import Place
from helpdesk.db import commit, db, now
from helpdesk.jobs import leave_with
from helpdesk.mailboxes import turns
from helpdesk.mailboxes.models import Mailbox
from tests.factories import a_mailbox


class Listened:
    """A visit whose server says what a test has it say: at each ask, news or a deed of the test."""

    is_told = True

    def __init__(self, *said: object) -> None:
        self.said = list(said)
        self.asks = 0
        self.breaks = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        yield
        if self.breaks:
            raise MailboxUnavailable("imap.example: connection reset")

    def is_news(self, *, within: float) -> bool:
        self.asks += 1
        deed = self.said.pop(0)
        return deed() if callable(deed) else bool(deed)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The watch's own clock: each look at it is 10 seconds later."""
    present = [0.0]

    class Clock:
        @staticmethod
        def monotonic() -> float:
            present[0] += 10
            return present[0]

    monkeypatch.setattr(watching, "time", Clock)
    return present


@pytest.fixture
def turn(app: Flask) -> Turn:
    box = a_mailbox()
    box.next_try_at = now() + timedelta(minutes=10)
    commit()
    fence = turns.take(box.id, now=now())
    commit()
    assert fence
    return Turn(box.id, fence)


def stay(visit: Listened, turn: Turn) -> bool:
    told: Visit = visit  # type: ignore[assignment]
    return watching._stay(told, turn)


def test_news_are_fetched_at_once(turn: Turn) -> None:
    assert stay(Listened(False, False, True), turn)


def test_without_idle_nobody_waits(turn: Turn) -> None:
    visit = Listened()
    visit.is_told = False
    assert not stay(visit, turn)
    assert visit.asks == 0


def test_a_wish_to_look_is_heard_while_listening(turn: Turn, clock: list[float]) -> None:
    def wish() -> bool:
        turns.call(turn.mailbox_id, now=now())
        commit()
        return False

    assert stay(Listened(False, wish, False), turn)


def test_a_mailbox_that_is_removed_is_left(turn: Turn, clock: list[float]) -> None:
    def remove() -> bool:
        db.session.delete(db.session.get_one(Mailbox, turn.mailbox_id))
        commit()
        return False

    with pytest.raises(TurnLost):
        stay(Listened(remove, *[False] * 10), turn)


def test_each_minute_is_looked_all_the_same(turn: Turn, clock: list[float]) -> None:
    turn.note_success()
    box = db.session.get_one(Mailbox, turn.mailbox_id)
    assert box.next_try_at and box.checked_at
    assert box.next_try_at - box.checked_at == timedelta(minutes=1)


def test_a_line_that_breaks_after_a_while_is_entered_anew_at_once(
    turn: Turn, clock: list[float]
) -> None:
    visit = Listened(False, False, True)
    visit.breaks = True
    assert not stay(visit, turn)
    assert turns.is_due(turn.mailbox_id, now=now())


def test_one_that_breaks_at_once_is_trouble(turn: Turn) -> None:
    visit = Listened(True)
    visit.breaks = True
    with pytest.raises(MailboxUnavailable):
        stay(visit, turn)


def test_a_process_that_goes_leaves(
    turn: Turn, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = threading.Event()
    monkeypatch.setitem(app.extensions, "leaving", going)

    def go() -> bool:
        going.set()
        return False

    assert not stay(Listened(go), turn)
    # The next process begins at once.
    assert turns.is_due(turn.mailbox_id, now=now())
    leave_with(app, going)
    watching.keep_watch()
    assert app.extensions.get("watches", {}) == {}


def test_the_command_looks_into_each_and_one_that_hangs_holds_up_no_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, other = a_mailbox("a@dukkan.example").id, a_mailbox("b@dukkan.example").id
    other_is_done = threading.Event()

    class Empty:
        is_told = False

        def fetch_new(self, _position: object) -> list[object]:
            return []

    @contextmanager
    def visited(place: Place) -> Iterator[Empty]:
        if place.username.startswith("a@"):
            # Ends only once the other was looked into: were they done in a row, it never would.
            assert other_is_done.wait(10)
            raise MailboxUnavailable("imap.example: timed out", step="port")
        yield Empty()
        other_is_done.set()

    monkeypatch.setattr(mailbox, "visited", visited)
    watching.poll()
    db.session.expire_all()
    assert db.session.get_one(Mailbox, hanging).trouble == "port"
    assert db.session.get_one(Mailbox, other).trouble is None
    assert db.session.get_one(Mailbox, other).checked_at is not None


def test_the_settings_file_s_mailbox_gets_one_row(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up = {"imap_host": "127.0.0.1", "imap_username": "shop", "imap_password": "x"}
    # Nothing listens at this port.
    changed = replace(app.config["SETTINGS"], **set_up, imap_port=1)
    monkeypatch.setitem(app.config, "SETTINGS", changed)
    watching.poll()
    watching.poll()
    [box] = db.session.scalars(select(Mailbox))
    assert box.from_settings == "shop@127.0.0.1/INBOX"
    assert (box.trouble, box.failures) == ("port", 2)


def test_without_any_mailbox_nothing_is_asked(app: Flask) -> None:
    watching.poll()
    assert db.session.scalars(select(Mailbox)).all() == []
    assert look_into(4711) == 0
