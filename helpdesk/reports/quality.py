"""How right triage was over a period, as corrections and confirmations tell.

What is counted, and how:

- Tickets whose first message came within the period, as in queries.py: one clock of kind "first".
- A ticket is `corrected` where people set its topic or urgency to something triage had not said.
  It counts with the message that they corrected (see learning/lessons.py), the newest one.
- It is `confirmed` where a person answered it and it was closed and nobody corrected it, or where
  people put back what triage had said. It counts with its first message. That is weak evidence:
  whoever is in a hurry corrects nothing. Nothing is learnt from it.
- The others, not settled yet, count nowhere.
- Share corrected = corrected / (corrected + confirmed), by the topic that triage said.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select

from helpdesk.assist.models import Correction, Verdict
from helpdesk.db import db
from helpdesk.learning.lessons import Settled, settled_among
from helpdesk.reports.matrix import Matrix, counted
from helpdesk.reports.period import Period
from helpdesk.reports.queries import FIRST_DAY, local_day, within
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Message, Ticket

_WEEK = 7


class Group(NamedTuple):
    """Settled tickets that are alike: their day, what triage said, what people left, how many."""

    day: date
    said: tuple[str, int]
    left: tuple[str, int]
    tickets: int

    @property
    def is_corrected(self) -> bool:
        """Whether people left something else."""
        return self.said != self.left


@dataclass(frozen=True)
class Week:
    """Seven days up to and with `last`: settled and corrected tickets by the topic triage said."""

    first: date
    last: date
    settled: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)

    def share(self, topic: str | None = None) -> float | None:
        """The share corrected, 0 to 1, of all or of one topic; None where nothing was settled."""
        if topic is None:
            settled, corrected = self.settled.total(), self.corrected.total()
        else:
            settled, corrected = self.settled[topic], self.corrected[topic]
        return corrected / settled if settled else None


@dataclass(frozen=True)
class Quality:
    """The figures of a period; `settled_by_people` has what corrections speak of, by ticket."""

    tickets: int
    corrected: int
    confirmed: int
    topics: Matrix
    urgencies: Matrix
    weeks: list[Week]
    settled_by_people: dict[int, Settled]

    @property
    def open(self) -> int:
        """Tickets of the period that are not settled yet."""
        return self.tickets - self.corrected - self.confirmed

    @property
    def share_corrected(self) -> float | None:
        """Of those settled, the share that was corrected; None of nothing."""
        settled = self.corrected + self.confirmed
        return self.corrected / settled if settled else None


def quality(period: Period) -> Quality:
    """All of it, in five queries however many tickets there are."""
    by_people = _settled_by_people(period)
    groups = [*_confirmed(period), *_by_hand(period, by_people)]
    return Quality(
        tickets=db.session.scalar(select(func.count(Clock.id)).where(within(period))) or 0,
        corrected=sum(group.tickets for group in groups if group.is_corrected),
        confirmed=sum(group.tickets for group in groups if not group.is_corrected),
        topics=counted((group.left[0], group.said[0], group.tickets) for group in groups),
        urgencies=counted((group.left[1], group.said[1], group.tickets) for group in groups),
        weeks=by_week(period, groups),
        settled_by_people=by_people,
    )


def by_week(period: Period, groups: Iterable[Group]) -> list[Week]:
    """Weeks counted back from the period's last day, oldest first; the first may be shorter."""
    count = -(-len(period.days) // _WEEK)
    weeks = []
    for back in range(count - 1, -1, -1):
        last = period.last - timedelta(days=_WEEK * back)
        weeks.append(Week(max(period.first, last - timedelta(days=_WEEK - 1)), last))
    for group in groups:
        week = weeks[count - 1 - (period.last - group.day).days // _WEEK]
        week.settled[group.said[0]] += group.tickets
        if group.is_corrected:
            week.corrected[group.said[0]] += group.tickets
    return weeks


def _settled_by_people(period: Period) -> dict[int, Settled]:
    began = select(Clock.ticket_id).where(within(period))
    found = settled_among(Correction.ticket_id.in_(began))
    return {each.said.ticket_id: each for each in sorted(found, key=lambda s: s.said.message_id)}


def _by_hand(period: Period, by_people: dict[int, Settled]) -> list[Group]:
    days = db.session.execute(
        select(Clock.ticket_id, local_day(period).label("day")).where(
            within(period), exists().where(Correction.ticket_id == Clock.ticket_id)
        )
    )
    return [
        Group(
            FIRST_DAY + timedelta(days=row.day),
            (each.said.topic, each.said.urgency),
            (each.topic, each.urgency),
            1,
        )
        for row in days
        if (each := by_people.get(row.ticket_id))
    ]


def _confirmed(period: Period) -> list[Group]:
    keys = (Verdict.topic, Verdict.urgency, local_day(period).label("day"))
    rows = db.session.execute(
        select(*keys, func.count().label("tickets"))
        .select_from(Clock)
        .join(Ticket, Ticket.id == Clock.ticket_id)
        .join(Message, (Message.ticket_id == Ticket.id) & (Message.seq == 1))
        .join(Verdict, Verdict.message_id == Message.id)
        .where(
            within(period),
            Clock.met_at.is_not(None),
            Ticket.state == "closed",
            ~Message.automatic,
            ~exists().where(Correction.ticket_id == Ticket.id),
        )
        .group_by(*keys)
    )
    return [
        Group(
            FIRST_DAY + timedelta(days=row.day),
            (row.topic, row.urgency),
            (row.topic, row.urgency),
            row.tickets,
        )
        for row in rows
    ]
