"""Watches for topics that come in far more often than usual: one row, one notice, for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update

from helpdesk.assist.models import Burst
from helpdesk.assist.sharing import in_common
from helpdesk.assist.surge import FLOOR, is_burst, is_over, usual
from helpdesk.db import added, changed, db, now, publish
from helpdesk.events import BurstChanged
from helpdesk.people.models import Agent
from helpdesk.tickets.models import Ticket

# A sudden one shows within the hour, a slower one over three.
SPANS = (timedelta(hours=1), timedelta(hours=3))
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
PAST_DAYS = 28


@dataclass(frozen=True)
class Surge:
    """A topic with its latest tickets, newest first: each one's number and when it came."""

    topic: str
    tickets: tuple[tuple[int, datetime], ...]

    def since(self, moment: datetime) -> list[tuple[int, datetime]]:
        """Those that came after `moment`."""
        return [(number, at) for number, at in self.tickets if at > moment]


def watch() -> int:
    """Look at what came up to this minute; gives how many bursts changed."""
    return look(at=now())


def look(*, at: datetime) -> int:
    """Open a burst for what comes far too often, bring those that run up to date, end those over.

    Gives how many changed. Costs two small queries while nothing is unusual.
    """
    running = {
        burst.topic: burst
        for burst in db.session.scalars(select(Burst).where(Burst.ended_at.is_(None)))
    }
    many = {surge.topic: surge for surge in _surges(at, {*running})}
    fresh = [surge for topic, surge in many.items() if topic not in running]
    past = _past(at, [surge.topic for surge in fresh]) if fresh else {}
    opened = sum(_open(surge, past[surge.topic], at=at) for surge in fresh)
    followed = sum(
        _follow(burst, many.get(topic, Surge(topic, ())), at=at) for topic, burst in running.items()
    )
    return opened + followed


def dismiss(burst: Burst, *, by: Agent, now: datetime) -> None:
    """A manager has seen it: it is told no more, also while it goes on."""
    if burst.dismissed_at is None:
        burst.dismissed_at = now
        burst.dismissed_by_id = by.id
        publish(BurstChanged(burst.ticket_id))


def told_now() -> list[Burst]:
    """The bursts that run and that nobody dismissed, the latest first."""
    return list(
        db.session.scalars(
            select(Burst)
            .where(Burst.ended_at.is_(None), Burst.dismissed_at.is_(None))
            .order_by(Burst.id.desc())
        )
    )


def _surges(at: datetime, running: set[str]) -> list[Surge]:
    """Topics with FLOOR tickets or more in the longest span, and those of bursts that run."""
    since = at - max(SPANS)
    recent = (Ticket.created_at > since, Ticket.created_at <= at)
    busy = select(Ticket.topic).where(*recent).group_by(Ticket.topic).having(func.count() >= FLOOR)
    rows = db.session.execute(
        select(Ticket.topic, Ticket.id, Ticket.created_at)
        .where(*recent, or_(Ticket.topic.in_(busy), Ticket.topic.in_(running)))
        .order_by(Ticket.created_at.desc())
    ).all()
    tickets: dict[str, list[tuple[int, datetime]]] = {}
    for topic, number, came in rows:
        tickets.setdefault(topic, []).append((number, came))
    return [Surge(topic, tuple(each)) for topic, each in tickets.items()]


def _past(at: datetime, topics: Sequence[str]) -> dict[str, list[list[int]]]:
    """For each topic and each of SPANS, how many came in it on each past day, yesterday first."""
    first = db.session.scalar(select(func.min(Ticket.created_at)))
    days = min((at - first - max(SPANS)) // A_DAY, PAST_DAYS) if first else 0
    ends = [at - A_DAY * day for day in range(1, days + 1)]
    if not ends:
        return {topic: [[] for _ in SPANS] for topic in topics}
    windows = (Ticket.created_at.between(end - max(SPANS), end) for end in ends)
    rows = db.session.execute(
        select(Ticket.topic, Ticket.created_at).where(Ticket.topic.in_(topics), or_(*windows))
    )
    counted: Counter[tuple[str, timedelta, int]] = Counter()
    for topic, came in rows:
        # Days are counted back from now: what came less than a day ago is of day 1, and so on.
        day = (at - came) // A_DAY
        for span in SPANS:
            counted[topic, span, day] += at - came - A_DAY * day < span
    return {
        topic: [[counted[topic, span, day] for day in range(1, days + 1)] for span in SPANS]
        for topic in topics
    }


def _open(surge: Surge, past: list[list[int]], *, at: datetime) -> bool:
    for span, counts in zip(SPANS, past, strict=True):
        came = surge.since(at - span)
        if is_burst(len(came), counts):
            return added(
                Burst,
                topic=surge.topic,
                ticket_id=max(came)[0],
                common=in_common([number for number, _ in came]),
                count=len(came),
                usual=usual(counts) * (AN_HOUR / span),
                began_at=came[-1][1],
                noticed_at=at,
            ) and _tell(max(came)[0])
    return False


def _follow(burst: Burst, surge: Surge, *, at: datetime) -> bool:
    """Count on, or end it; one of all workers changes the row."""
    if is_over(len(surge.since(at - AN_HOUR)), burst.usual):
        ending = update(Burst).where(Burst.id == burst.id, Burst.ended_at.is_(None))
        return changed(ending.values(ended_at=at)) == 1 and _tell(burst.ticket_id)
    came = [number for number, _ in surge.tickets if number > burst.ticket_id]
    if not came:
        return False
    counting = update(Burst).where(Burst.id == burst.id, Burst.ticket_id == burst.ticket_id)
    values = {
        "ticket_id": max(came),
        "count": Burst.count + len(came),
        # What began as one courier's trouble may go on as another's.
        "common": in_common([number for number, _ in surge.tickets]),
    }
    return changed(counting.values(values)) == 1 and _tell(max(came))


def _tell(ticket_id: int) -> bool:
    publish(BurstChanged(ticket_id))
    return True
