"""First-response times, counted from real tickets."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import event

from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.reports.figures import Figures
from helpdesk.reports.period import Period
from helpdesk.reports.queries import misses, response_times
from helpdesk.sla.models import Clock
from helpdesk.tickets.actions import close, note, reply, settle
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import NOON, after

RIYADH = ZoneInfo("Asia/Riyadh")
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), RIYADH)
THAT_EVENING = after(hours=8)

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def sara(app: Flask) -> Agent:
    """An agent."""
    return factories.agent("Sara")


def asked(sender: str, *, at: datetime = NOON, minutes: int = 60, **said: str) -> Ticket:
    """A ticket whose first answer is due `minutes` after it came."""
    ticket = factories.ticket(now=at, sender=f"{sender}@mail.example", **said)
    clock = db.session.query(Clock).filter_by(ticket_id=ticket.id).one()
    clock.due_at = at + timedelta(minutes=minutes)
    commit()
    return ticket


@pytest.fixture
def an_afternoon(sara: Agent) -> dict[str, Ticket]:
    """One ticket for each way in which a wait can go."""
    tickets = {name: asked(name) for name in ("mona", "khalid", "layla", "omar", "huda", "ziad")}
    tickets["rana"] = asked("rana", minutes=24 * 60)
    reply(tickets["mona"], "Today.", by=sara, now=after(minutes=10))
    reply(tickets["khalid"], "Today.", by=sara, now=after(minutes=60))
    reply(tickets["layla"], "Sorry, so late.", by=sara, now=after(minutes=90))
    close(tickets["omar"], by=sara, now=after(minutes=5))
    close(tickets["huda"], by=sara, now=after(minutes=200))
    note(tickets["ziad"], "Who knows?", by=sara, now=after(minutes=3))
    commit()
    return tickets


def test_each_wait_is_counted_where_it_belongs(an_afternoon: dict[str, Ticket]) -> None:
    overall = response_times(MARCH, now=THAT_EVENING).overall
    assert overall == Figures(
        started=7,
        answered=3,
        in_time=2,
        closed=2,
        closed_late=1,
        overdue=1,
        waits=[600, 3600, 5400],
    )
    assert overall.share_met == 2 / 5
    assert (overall.median, overall.p90) == (3600, 5400)


def test_what_an_article_answered_stands_apart() -> None:
    soon, late = asked("soon"), asked("late")
    for ticket, minutes in ((soon, 5), (late, 90)):
        settle(ticket, article="Where is my order?", how="click", now=after(minutes=minutes))
    commit()
    overall = response_times(MARCH, now=THAT_EVENING).overall
    assert (overall.by_article, overall.closed, overall.answered, overall.waiting) == (2, 0, 0, 0)
    # A promise that had run out stays broken.
    assert (overall.missed, overall.share_met) == (1, 0.0)
    (miss,), _more = misses(MARCH, now=THAT_EVENING)
    assert (miss.ticket_id, miss.by_article) == (late.id, True)


def test_the_tables_add_up_to_the_whole(an_afternoon: dict[str, Ticket]) -> None:
    times = response_times(MARCH, now=THAT_EVENING)
    for table in (times.by_channel, times.by_urgency, times.by_both, times.by_day):
        assert sum(figures.started for figures in table.values()) == 7
        assert sum(figures.missed for figures in table.values()) == times.overall.missed
        assert sorted(w for figures in table.values() for w in figures.waits) == [600, 3600, 5400]
    assert list(times.by_channel) == ["email"]
    assert {(channel, level) for channel, level in times.by_both} == {
        ("email", level) for level in times.by_urgency
    }


def test_days_are_the_shop_s_days() -> None:
    asked("mona", at=datetime.fromisoformat("2026-03-02T20:59:59+00:00"))
    asked("khalid", at=datetime.fromisoformat("2026-03-02T21:00:00+00:00"))
    by_day = response_times(MARCH, now=THAT_EVENING).by_day
    assert {day: figures.started for day, figures in by_day.items()} == {
        date(2026, 3, 2): 1,
        date(2026, 3, 3): 1,
    }


def test_days_are_right_on_both_sides_of_a_change_of_clocks() -> None:
    cairo = Period(date(2026, 4, 20), date(2026, 4, 28), ZoneInfo("Africa/Cairo"))
    asked("mona", at=datetime.fromisoformat("2026-04-22T23:30:00+02:00"))
    asked("khalid", at=datetime.fromisoformat("2026-04-26T00:30:00+03:00"))
    by_day = response_times(cairo, now=THAT_EVENING).by_day
    assert sorted(by_day) == [date(2026, 4, 22), date(2026, 4, 26)]


def test_only_waits_that_began_within_the_period_count() -> None:
    asked("mona", at=MARCH.since)
    asked("khalid", at=MARCH.since - timedelta(seconds=1))
    asked("layla", at=MARCH.until)
    assert response_times(MARCH, now=THAT_EVENING).overall.started == 1


def test_only_the_first_wait_of_a_ticket_counts(sara: Agent) -> None:
    ticket = asked("mona")
    reply(ticket, "Today.", by=sara, now=after(minutes=10))
    factories.message("Thanks, but when?", now=after(minutes=20), ticket_id=ticket.id)
    assert response_times(MARCH, now=THAT_EVENING).overall.started == 1


def test_an_empty_month_has_no_figures() -> None:
    times = response_times(MARCH, now=THAT_EVENING)
    assert times.overall == Figures(waits=[])
    assert not times.by_day


def test_misses_are_those_the_share_counts_newest_first(an_afternoon: dict[str, Ticket]) -> None:
    found, more = misses(MARCH, now=THAT_EVENING)
    assert [miss.ticket_id for miss in found] == [
        an_afternoon[name].id for name in ("ziad", "huda", "layla")
    ]
    assert not more
    assert [miss.late_by(THAT_EVENING) for miss in found] == [
        timedelta(hours=7),
        timedelta(minutes=140),
        timedelta(minutes=30),
    ]


def test_misses_come_in_portions_that_never_overlap() -> None:
    for number in range(5):
        asked(f"customer{number}", at=after(minutes=number // 2))
    first, more = misses(MARCH, now=THAT_EVENING, limit=3)
    rest, none_left = misses(MARCH, now=THAT_EVENING, after=first[-1].clock_id, limit=3)
    assert (len(first), len(rest), more, none_left) == (3, 2, True, False)
    shown = [miss.clock_id for miss in [*first, *rest]]
    assert len(set(shown)) == 5
    assert [miss.started_at for miss in [*first, *rest]] == sorted(
        (miss.started_at for miss in [*first, *rest]), reverse=True
    )


@pytest.fixture
def asked_of_the_database(app: Flask) -> Callable[[], int]:
    """Counts the statements that went to the database since."""
    seen: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    yield lambda: len(seen)
    event.remove(db.engine, "before_cursor_execute", listen)


def test_figures_cost_one_query_however_many_tickets(
    an_afternoon: dict[str, Ticket], asked_of_the_database: Callable[[], int]
) -> None:
    response_times(MARCH, now=THAT_EVENING)
    assert asked_of_the_database() == 1
