"""How early urgent tickets were seen: their place by Farz's order against that by arrival.

What is counted, and how:

- Urgent are tickets of the period whose urgency is 3 in the end: as people left it where they
  corrected it, else as the first wait had it.
- The queue at a moment: all waits that had begun and neither an answer nor a closing had ended.
  Those that an article ended were never the team's work, and are left out.
- `by_arrival`: behind all who waited. `by_order`: behind those who stood before it in the inbox's
  order (first what triage called 3, then by due time), with what triage had said when it came.
- Order of arrival, replayed: the answers and closings of the team stay at their moments, but go to
  whoever came first. The ticket that came as the n-th would have had the n-th of them after it came
  (`reply_by_arrival`), and its turn would have begun with the one before (`look_by_arrival`).
- First look: the first thing an agent did on the ticket, the answer if nothing came before.
- Saved = by arrival less in fact, in seconds; under 0 it came later than by arrival. Where the team
  has not ended so many waits yet, the present moment stands in: "at least".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from helpdesk.assist.models import Verdict
from helpdesk.db import db
from helpdesk.learning.lessons import Settled
from helpdesk.reports.figures import nearest_rank
from helpdesk.reports.period import Period
from helpdesk.sla.clock import due
from helpdesk.sla.models import Clock
from helpdesk.sla.targets import all_targets
from helpdesk.tickets.actions import PREVIEW_LETTERS
from helpdesk.tickets.models import Entry, Message

URGENT = 3
# The newest so many; and so many of them are listed.
LOOKED_AT, LISTED = 200, 10


class Wait(NamedTuple):
    """One wait: when it began and ended (None: not yet), and how triage had it stand."""

    ticket_id: int
    began: datetime
    ended: datetime | None
    urgency: int
    due_at: datetime


@dataclass(frozen=True)
class Early:
    """One urgent ticket: its places when it came, and what the order saved it, in seconds.

    The savings are None where nobody looked or answered yet.
    """

    ticket_id: int
    title: str
    came: datetime
    called_urgent: bool
    by_order: int
    by_arrival: int
    look_saved: int | None
    reply_saved: int | None


@dataclass(frozen=True)
class Earliness:
    """The urgent tickets looked at, newest first, and the medians over them."""

    tickets: list[Early]

    @property
    def called(self) -> int:
        """How many triage had called urgent when they came."""
        return sum(each.called_urgent for each in self.tickets)

    def median(self, what: str) -> int | None:
        """The median of a figure of Early over the tickets that have it, by nearest rank."""
        values = sorted(v for each in self.tickets if (v := getattr(each, what)) is not None)
        return nearest_rank(values, 50)


class Queue:
    """Every wait there was, to be asked who stood where at a moment."""

    def __init__(self, waits: Sequence[Wait], *, now: datetime) -> None:
        """`now` stands in for what has not happened yet."""
        self._now = now
        self._waits = sorted(waits, key=lambda wait: wait.began)
        self._began = [wait.began for wait in self._waits]
        self._ended = sorted(wait.ended for wait in waits if wait.ended)
        self._urgent = [wait for wait in self._waits if wait.urgency == URGENT]

    def by_arrival(self, wait: Wait) -> int:
        """The place of a wait when it began, by order of arrival; the first place is 1."""
        at = wait.began
        before = bisect_left(self._began, at) - bisect_right(self._ended, at)
        return max(0, before) + 1

    def by_order(self, wait: Wait) -> int:
        """Its place then by the inbox's order."""
        ahead: Callable[[Wait], bool]
        if wait.urgency == URGENT:
            among, ahead = self._urgent, lambda other: other.due_at <= wait.due_at
        else:
            among = self._waits[: bisect_left(self._began, wait.began)]
            ahead = lambda other: other.urgency == URGENT or other.due_at <= wait.due_at  # noqa: E731
        return 1 + sum(_waits_at(other, wait.began) and ahead(other) for other in among)

    def ending(self, wait: Wait, nth: int) -> datetime:
        """When the team ended its nth wait after this one began (the 0th: when it began)."""
        if nth < 1:
            return wait.began
        place = bisect_right(self._ended, wait.began) + nth - 1
        return self._ended[place] if place < len(self._ended) else self._now


def earliness(period: Period, by_people: Mapping[int, Settled], *, now: datetime) -> Earliness:
    """The urgent tickets of a period, in a fixed number of queries that grow with its waits."""
    rows = _rows(period)
    targets = all_targets()
    waits = {row.id: _wait(row, targets) for row in rows}
    urgent = [row for row in rows if _is_counted(row, period, by_people)]
    shown = sorted(urgent, key=lambda row: (row.started_at, row.id), reverse=True)[:LOOKED_AT]
    looks, titles = _looks([row.ticket_id for row in shown])
    queue = Queue(list(waits.values()), now=now)
    return Earliness(
        [
            early(
                queue,
                waits[row.id],
                title=titles.get(row.ticket_id, ""),
                looked=looks.get(row.ticket_id),
                replied=row.met_at,
            )
            for row in shown
        ]
    )


def early(
    queue: Queue, wait: Wait, *, title: str, looked: datetime | None, replied: datetime | None
) -> Early:
    """One urgent ticket against the queue; the first look is at the latest the reply."""
    place = queue.by_arrival(wait)
    look = min((moment for moment in (looked, replied) if moment), default=None)
    return Early(
        ticket_id=wait.ticket_id,
        title=title,
        came=wait.began,
        called_urgent=wait.urgency == URGENT,
        by_order=queue.by_order(wait),
        by_arrival=place,
        look_saved=_seconds(queue.ending(wait, place - 1), look),
        reply_saved=_seconds(queue.ending(wait, place), replied),
    )


def _seconds(by_arrival: datetime, in_fact: datetime | None) -> int | None:
    return int((by_arrival - in_fact).total_seconds()) if in_fact else None


def _waits_at(wait: Wait, at: datetime) -> bool:
    return wait.began < at and (wait.ended is None or wait.ended > at)


def _is_counted(row: Any, period: Period, by_people: Mapping[int, Settled]) -> bool:
    if row.kind != "first" or not period.since <= row.started_at < period.until:
        return False
    settled = by_people.get(row.ticket_id)
    return (settled.urgency if settled else row.urgency) == URGENT


def _wait(row: Any, targets: Mapping[tuple[str, int], int]) -> Wait:
    """The wait as triage had it stand; a clock that was set anew is set back."""
    said = row.urgency if row.said is None else row.said
    due_at = row.due_at
    if said != row.urgency:
        due_at = due(row.started_at, targets[row.channel, said])
    return Wait(row.ticket_id, row.started_at, row.met_at or row.stopped_at, said, due_at)


def _rows(period: Period) -> Sequence[Any]:
    """Every wait that had not ended before the period, with what triage had said of it."""
    ended = func.coalesce(Clock.met_at, Clock.stopped_at)
    return db.session.execute(
        select(
            Clock.id,
            Clock.ticket_id,
            Clock.kind,
            Clock.channel,
            Clock.urgency,
            Clock.started_at,
            Clock.due_at,
            Clock.met_at,
            Clock.stopped_at,
            Verdict.urgency.label("said"),
        )
        .outerjoin(
            Message,
            (Message.ticket_id == Clock.ticket_id) & (Message.seq == 1) & (Clock.kind == "first"),
        )
        .outerjoin(Verdict, Verdict.message_id == Message.id)
        .where(or_(ended.is_(None), ended >= period.since), ~Clock.by_article)
    ).all()


def _looks(ticket_ids: Sequence[int]) -> tuple[dict[int, datetime], dict[int, str]]:
    """The first thing an agent did on each ticket, and what the ticket is called."""
    done = select(Entry.ticket_id, Entry.at.label("at")).where(
        Entry.ticket_id.in_(ticket_ids), Entry.agent_id.is_not(None)
    )
    written = select(Message.ticket_id, Message.sent_at).where(
        Message.ticket_id.in_(ticket_ids), Message.agent_id.is_not(None)
    )
    looks: dict[int, datetime] = {}
    for ticket_id, at in db.session.execute(done.union_all(written)):
        looks[ticket_id] = min(at, looks.get(ticket_id, at))
    called = select(Message.ticket_id, Message.subject, Message.text).where(
        Message.ticket_id.in_(ticket_ids), Message.seq == 1
    )
    titles = {
        ticket_id: subject or " ".join(text.split())[:PREVIEW_LETTERS]
        for ticket_id, subject, text in db.session.execute(called)
    }
    return looks, titles
