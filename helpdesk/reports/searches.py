"""What readers of the help centre looked for and did not find, over a period.

Searches are kept by the day in the one spelling, with how much was found last. One counts as found
nothing while its newest day of the period found nothing: an article written meanwhile takes it off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from helpdesk.db import db
from helpdesk.help.models import HelpSearch
from helpdesk.reports.period import Period

AT_ONCE = 1000


class Search(NamedTuple):
    """What was looked for, in which language of the help centre, how often, with how much found."""

    words: str
    lang: str
    times: int
    found: int


@dataclass(frozen=True)
class Missing:
    """How many searches there were, how many of them found nothing, and the most frequent ones."""

    searches: int
    without: int
    most: list[Search]


def missing(period: Period, *, limit: int) -> Missing:
    """The searches of the period that found nothing, the most frequent first."""
    asked = _asked(period).subquery()
    searches, without = db.session.execute(
        select(func.sum(asked.c.times), func.sum(asked.c.times).filter(asked.c.found == 0))
    ).one()
    most = db.session.execute(_asked(period).where(HelpSearch.found == 0).limit(limit))
    return Missing(int(searches or 0), int(without or 0), [Search(*row) for row in most])


def all_searches(period: Period) -> Iterator[Search]:
    """Every search of the period, the most frequent first, read in portions."""
    rows = db.session.execute(_asked(period).execution_options(yield_per=AT_ONCE))
    return (Search(*row) for row in rows)


def _asked(period: Period) -> Select[*tuple[Any, ...]]:
    """Each search: how often over all days of the period, and what its newest day found."""
    times = func.sum(HelpSearch.count).label("times")
    days = (
        select(HelpSearch.words, HelpSearch.lang, times, func.max(HelpSearch.day).label("newest"))
        .where(HelpSearch.day.between(period.first, period.last))
        .group_by(HelpSearch.words, HelpSearch.lang)
        .subquery()
    )
    is_newest = (
        (HelpSearch.day == days.c.newest)
        & (HelpSearch.lang == days.c.lang)
        & (HelpSearch.words == days.c.words)
    )
    return (
        select(days.c.words, days.c.lang, days.c.times, HelpSearch.found)
        .join(HelpSearch, is_newest)
        .order_by(days.c.times.desc(), days.c.words, days.c.lang)
    )
