"""First-response times over a period: the figures, and the waits whose time ran out.

What is counted, and how:

- Counted are the clocks of kind "first" that started within the period: one for each ticket,
  from the customer's first message. The period is made of whole days in the shop's time zone.
- `answered`: a person answered. `in_time`: not later than due. Automatic answers and notes are
  no answers.
- `closed`: the ticket was closed without an answer. `by_article`: the customer closed it, because
  the article in the acknowledgement had answered. `closed_late`: those of either that were closed
  after their time had run out.
- `overdue`: nobody answered yet though the time has run out.
- Share met = in_time / (answered + overdue + closed_late). Who still waits in time, and who was
  closed in time without an answer (spam, a double), or answered in time by an article, says nothing
  about the shop's promise and stands apart. Closing a ticket late does not make its miss undone.
- Median and 90th percentile are taken over those answered, by nearest rank (see figures.py). Who
  was never answered has no length of wait: read them together with the share met.
- Channel and urgency are those in force when the clock was last set.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select

from helpdesk.db import Moment, db
from helpdesk.people.models import Customer
from helpdesk.reports.epoch import epoch
from helpdesk.reports.figures import Figures, together
from helpdesk.reports.period import Period
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Ticket

MISSES_AT_ONCE = 20
FIRST_DAY = date(1970, 1, 1)
_DAY_SECONDS = 86_400
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class ResponseTimes:
    """The figures of a period: over all, by channel, by urgency, by both, and day by day.

    Channels, urgencies and days without a clock are not in the tables.
    """

    overall: Figures
    by_channel: dict[str, Figures]
    by_urgency: dict[int, Figures]
    by_both: dict[tuple[str, int], Figures]
    by_day: dict[date, Figures]


class Miss(NamedTuple):
    """A first answer that was not there when it was due."""

    clock_id: int
    ticket_id: int
    subject: str
    preview: str
    customer: str
    channel: str
    urgency: int
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    stopped_at: datetime | None
    by_article: bool

    def late_by(self, now: datetime) -> timedelta:
        """How far beyond due the answer came, the ticket was closed, or it is by now."""
        return (self.met_at or self.stopped_at or now) - self.due_at


def response_times(period: Period, *, now: datetime) -> ResponseTimes:
    """All figures of the period, by one query whose cost grows with its clocks alone."""
    piles = {
        (row.channel, row.urgency, FIRST_DAY + timedelta(days=row.day)): Figures(
            started=row.started,
            answered=row.answered,
            in_time=row.in_time,
            closed=row.closed,
            by_article=row.by_article,
            closed_late=row.closed_late,
            overdue=row.overdue,
            waits=[int(wait) for wait in row.waits.split(",")] if row.waits else (),
        )
        for row in db.session.execute(_piles(period, now))
    }
    by_both = _grouped(piles, lambda key: (key[0], key[1]))
    by_channel = _grouped(by_both, lambda key: key[0])
    return ResponseTimes(
        overall=together(by_channel.values()),
        by_channel=by_channel,
        by_urgency=_grouped(by_both, lambda key: key[1]),
        by_both=by_both,
        by_day=_grouped(piles, lambda key: key[2]),
    )


def misses(
    period: Period, *, now: datetime, after: int | None = None, limit: int = MISSES_AT_ONCE
) -> tuple[list[Miss], bool]:
    """The latest misses of the period, and whether there are more.

    `after` is the clock of the last one shown before.
    """
    wanted = (
        select(
            Clock.id,
            Clock.ticket_id,
            Ticket.subject,
            Ticket.preview,
            Customer.name,
            Clock.channel,
            Clock.urgency,
            Clock.started_at,
            Clock.due_at,
            Clock.met_at,
            Clock.stopped_at,
            Clock.by_article,
        )
        .join(Ticket, Ticket.id == Clock.ticket_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(within(period), _missed(now))
        .order_by(Clock.started_at.desc(), Clock.id.desc())
        .limit(limit + 1)
    )
    shown = db.session.get(Clock, after) if after else None
    if shown is not None:
        wanted = wanted.where(
            or_(
                Clock.started_at < shown.started_at,
                and_(Clock.started_at == shown.started_at, Clock.id < shown.id),
            )
        )
    found = [Miss._make(row) for row in db.session.execute(wanted)]
    return found[:limit], len(found) > limit


def _piles(period: Period, now: datetime) -> Select[*tuple[Any, ...]]:
    keys = (Clock.channel, Clock.urgency, local_day(period).label("day"))
    waits = cast(epoch(Clock.met_at) - epoch(Clock.started_at), String)
    answered, stopped = Clock.met_at.is_not(None), Clock.stopped_at.is_not(None)
    return (
        select(
            *keys,
            func.count().label("started"),
            func.count().filter(answered).label("answered"),
            func.count().filter(Clock.met_at <= Clock.due_at).label("in_time"),
            func.count().filter(~answered, stopped, ~Clock.by_article).label("closed"),
            func.count().filter(~answered, Clock.by_article).label("by_article"),
            func.count().filter(~answered, Clock.stopped_at > Clock.due_at).label("closed_late"),
            func.count().filter(~answered, ~stopped, Clock.due_at < now).label("overdue"),
            func.aggregate_strings(waits, ",").label("waits"),
        )
        .where(within(period))
        .group_by(*keys)
    )


def within(period: Period) -> ColumnElement[bool]:
    """Whether a clock is one of those counted."""
    return and_(
        Clock.kind == "first", Clock.started_at >= period.since, Clock.started_at < period.until
    )


def _missed(now: datetime) -> ColumnElement[bool]:
    return func.coalesce(Clock.met_at, Clock.stopped_at, literal(now, Moment)) > Clock.due_at


def local_day(period: Period) -> ColumnElement[int]:
    """Days since 1970 on the shop's calendar; databases know too little of time zones for that."""
    *earlier, (_, latest) = period.offsets()
    ahead: Any = latest
    if earlier:
        ahead = case(*((Clock.started_at < until, ahead) for until, ahead in earlier), else_=latest)
    return (epoch(Clock.started_at) + ahead) // _DAY_SECONDS


def _grouped(piles: dict[Any, Figures], key: Callable[[Any], Key]) -> dict[Key, Figures]:
    groups: dict[Key, list[Figures]] = defaultdict(list)
    for place, figures in piles.items():
        groups[key(place)].append(figures)
    return {group: together(members) for group, members in groups.items()}
