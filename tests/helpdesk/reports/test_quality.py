"""How right triage was, counted from real tickets: corrected, confirmed, or not settled."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpdesk.assist.actions import correct
from helpdesk.db import commit
from helpdesk.people.models import Agent
from helpdesk.reports.period import Period
from helpdesk.reports.quality import Group, by_week, quality
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import NOON, after
from tests.helpdesk.learning.shop import Says

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), ZoneInfo("Asia/Riyadh"))

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def sara(app: object) -> Agent:
    """An agent."""
    return factories.agent("Sara")


def asked(name: str, *, days: int = 0) -> Ticket:
    """A ticket of a customer of that name."""
    return factories.ticket(now=NOON + timedelta(days=days), sender=f"{name}@mail.example")


def done(ticket: Ticket, by: Agent, *, answered: bool = True) -> None:
    """Answer it (or not), and close it."""
    if answered:
        reply(ticket, "Done.", by=by, now=after(minutes=30))
    close(ticket, by=by, now=after(minutes=31))
    commit()


def test_each_ticket_is_counted_where_it_belongs(says: Says, sara: Agent) -> None:
    says("order", 1)
    confirmed, corrected, back, unanswered, _open = map(asked, ("a", "b", "c", "d", "e"))
    correct(corrected, "topic", "claim", by=sara, now=after(minutes=1))
    correct(corrected, "urgency", "3", by=sara, now=after(minutes=2))
    correct(back, "topic", "claim", by=sara, now=after(minutes=1))
    correct(back, "topic", "order", by=sara, now=after(minutes=2))
    done(confirmed, sara)
    done(unanswered, sara, answered=False)
    found = quality(MARCH)
    assert (found.tickets, found.corrected, found.confirmed, found.open) == (5, 1, 2, 2)
    assert found.share_corrected == 1 / 3
    assert dict(found.topics.cells) == {("order", "order"): 2, ("claim", "order"): 1}
    assert dict(found.urgencies.cells) == {(1, 1): 2, (3, 1): 1}


def test_only_tickets_that_began_within_the_period_count(says: Says, sara: Agent) -> None:
    early, late = asked("a", days=-3), asked("b", days=40)
    for ticket in (early, late):
        correct(ticket, "topic", "claim", by=sara, now=after(minutes=1))
    commit()
    assert quality(MARCH).tickets == 0
    assert quality(MARCH).settled_by_people == {}


def test_a_month_without_tickets_has_no_shares() -> None:
    found = quality(MARCH)
    assert (found.share_corrected, found.topics.share_right) == (None, None)
    assert [week.share() for week in found.weeks] == [None] * 5


def test_weeks_are_counted_back_from_the_last_day() -> None:
    right, wrong = ("order", 1), ("claim", 1)
    weeks = by_week(
        MARCH,
        [
            Group(date(2026, 3, 31), right, right, 3),
            Group(date(2026, 3, 25), right, wrong, 1),
            Group(date(2026, 3, 24), wrong, right, 2),
            Group(date(2026, 3, 1), right, right, 4),
        ],
    )
    assert [week.first.day for week in weeks] == [1, 4, 11, 18, 25]
    assert [week.settled.total() for week in weeks] == [4, 0, 0, 2, 4]
    assert [week.share() for week in weeks] == [0.0, None, None, 1.0, 0.25]
    assert (weeks[4].share("order"), weeks[4].share("claim")) == (0.25, None)
