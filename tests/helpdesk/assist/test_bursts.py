"""A burst raises one notice: when it begins, goes on, is dismissed, is over, and begins again."""

import pytest
from sqlalchemy import select

from helpdesk.assist.bursts import dismiss, told_now, watch
from helpdesk.assist.models import Burst
from helpdesk.db import commit, db
from helpdesk.tickets.actions import place
from tests.factories import after, agent, ticket
from tests.helpdesk.web.counting import queries

pytestmark = pytest.mark.usefixtures("app")


def came(count, *, at, every=2, topic="shipment", text="Where is my parcel?"):
    """So many tickets of a topic, one each `every` minutes, the last `at` hours past noon."""
    made = []
    for number in range(count):
        now = after(hours=at, minutes=-every * (count - 1 - number))
        made.append(ticket(text, now=now, sender=f"m{at}-{number}@mail.example"))
        place(made[-1], topic=topic, urgency=1, score=30.0, why=[])
    commit()
    return made


@pytest.fixture
def look(monkeypatch):
    """Looks as the clock does, so many hours past noon; gives how many bursts changed."""

    def at(hours):
        monkeypatch.setattr("helpdesk.assist.bursts.now", lambda: after(hours=hours))
        changed = watch()
        commit()
        return changed

    return at


@pytest.fixture
def known(app):
    """The shop has a past of ten quiet days."""
    came(1, at=-240, topic="order")


def test_what_comes_far_too_often_is_noticed_once(known, look):
    made = came(10, at=0)
    assert look(0) == 1
    assert look(0.01) == 0
    [burst] = told_now()
    assert (burst.topic, burst.count, burst.ticket_id) == ("shipment", 10, made[-1].id)
    assert burst.began_at == made[0].created_at
    assert burst.usual < 1


def test_a_slow_burst_shows_over_three_hours(known, look):
    came(9, at=0, every=20)
    assert look(0) == 1
    assert look(0.1) == 0


def test_fewer_than_eight_or_as_usual_is_no_burst(known, look):
    came(7, at=0)
    assert look(0) == 0
    for day in range(1, 10):
        came(9, at=-24 * day, topic="payment")
    came(10, at=0, topic="payment")
    assert look(0) == 0


def test_it_counts_on_and_ends_when_it_is_over(known, look):
    came(10, at=0)
    look(0)
    came(5, at=0.5)
    assert look(0.5) == 1
    assert [burst.count for burst in told_now()] == [15]
    assert look(2) == 1
    assert told_now() == []
    ended = db.session.scalars(select(Burst)).one()
    assert ended.ended_at == after(hours=2)


def test_whoever_dismissed_it_is_not_told_again_until_it_is_over(known, look):
    huda = agent("Huda", role="manager")
    came(10, at=0)
    look(0)
    [burst] = told_now()
    dismiss(burst, by=huda, now=after(minutes=5))
    commit()
    assert (burst.dismissed_by_id, burst.dismissed_at) == (huda.id, after(minutes=5))
    came(5, at=0.5)
    look(0.5)
    assert told_now() == []
    look(3)
    came(30, at=30)
    look(30)
    assert [each.id > burst.id for each in told_now()] == [True]


def test_what_they_share_is_named(known, look):
    came(8, at=0, text="سمسا ما وصلت الشحنة")
    came(8, at=0, topic="broken", text="Order 44 17 came broken")
    came(8, at=0, topic="claim", text="Order 104417 lacks a cup")
    look(0)
    assert {burst.topic: burst.common for burst in told_now()} == {
        "shipment": "courier:SMSA",
        "broken": "",
        "claim": "orders:1044",
    }


def test_what_they_share_is_looked_at_again_while_it_goes_on(known, look):
    came(9, at=0, text="سمسا ما وصلت الشحنة")
    look(0)
    came(12, at=0.5, text="Aramex holds my parcel")
    look(0.5)
    [burst] = told_now()
    assert (burst.count, burst.common) == (21, "courier:Aramex")


def test_a_quiet_minute_costs_two_queries(known, look):
    came(3, at=0)
    with queries() as sent:
        assert look(0) == 0
    assert len(sent) == 2
