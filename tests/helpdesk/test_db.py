"""Saving and telling; and SQLite's one write place, shared between processes."""

import sqlite3
import sys
import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk import events
from helpdesk.db import Moment, add_missing, commit, count_up, db, publish, rollback
from helpdesk.help.models import HelpSearch
from helpdesk.people.actions import meet
from helpdesk.people.models import Customer, Role
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("app")


class Happened(events.TicketEvent):
    """Something only tests speak of."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What listeners heard, in order."""
    heard: list[str] = []

    def fail(_event: events.Event) -> None:
        heard.append("live, and fails")
        raise RuntimeError("nobody listens")

    events.listen(
        Happened,
        must=[lambda e: heard.append("must")],
        live=[fail, lambda e: heard.append("live")],
    )
    return heard


def test_musts_follow_at_once_and_lives_after_the_save(told: list[str]) -> None:
    publish(Happened(1))
    assert told == ["must"]
    commit()
    assert told == ["must", "live, and fails", "live"]


def test_a_failing_live_consequence_does_not_undo_the_save(told: list[str]) -> None:
    customer = meet("email", "mona@mail.example", now=NOON)
    publish(Happened(1))
    commit()
    db.session.expire_all()
    assert db.session.get(Customer, customer.id) is not None


def test_what_is_rolled_back_is_not_told(told: list[str]) -> None:
    publish(Happened(1))
    rollback()
    commit()
    assert told == ["must"]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 3, 2), None)


def test_moments_come_back_aware_and_in_utc() -> None:
    meet("email", "mona@mail.example", now=NOON)
    commit()
    db.session.expire_all()
    assert db.session.scalars(select(Customer.created_at)).one() == NOON
    assert db.session.scalars(select(Customer.created_at)).one().tzinfo == UTC


def _only_sqlite(app: Flask) -> str:
    if not app.config["SETTINGS"].uses_sqlite:
        pytest.skip("SQLite's own way of sharing a file")
    return db.engine.url.database or ""


def test_a_write_waits_for_another_process_to_finish(app: Flask) -> None:
    other = sqlite3.connect(_only_sqlite(app), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    done.start()
    meet("email", "mona@mail.example", now=NOON)
    commit()
    done.join()
    other.close()
    assert db.session.scalars(select(Customer.id)).all() != []


def test_a_write_gives_up_after_a_while(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["helpdesk.db"], "WRITE_WAIT_SECONDS", 0.05)
    other = sqlite3.connect(_only_sqlite(app), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="locked"):
        meet("email", "mona@mail.example", now=NOON)
    rollback()
    other.close()


def test_a_transaction_that_began_by_reading_may_still_write(app: Flask) -> None:
    other = sqlite3.connect(_only_sqlite(app), isolation_level=None)
    db.session.scalars(select(Customer.id)).all()
    other.execute("INSERT INTO customer (name, created_at) VALUES ('Khalid', '2026-03-02')")
    other.close()
    meet("email", "mona@mail.example", now=NOON)
    commit()
    assert len(db.session.scalars(select(Customer.id)).all()) == 2


def test_what_is_there_already_is_not_added_again() -> None:
    add_missing(Role, [{"name": "agent"}])
    add_missing(Role, [{"name": "agent"}, {"name": "owner"}])
    add_missing(Role, [])
    assert sorted(db.session.scalars(select(Role.name))) == ["agent", "owner"]


def test_a_counter_is_made_where_it_is_missing_and_added_to_where_it_is_there() -> None:
    row = {"day": NOON.date(), "lang": "en", "words": "refund"}
    count_up(HelpSearch, row, by={"count": 1}, latest={"found": 3})
    count_up(HelpSearch, row, by={"count": 2}, latest={"found": 1})
    count_up(HelpSearch, row | {"lang": "ar"}, by={"count": 1})
    told = select(HelpSearch.lang, HelpSearch.count, HelpSearch.found).order_by(HelpSearch.lang)
    assert db.session.execute(told).all() == [("ar", 1, 0), ("en", 3, 1)]
