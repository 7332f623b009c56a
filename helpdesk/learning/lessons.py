"""Corrections as lessons: which message, and its topic and urgency as people finally left them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from helpdesk.assist.models import Correction, Verdict
from helpdesk.db import db
from helpdesk.tickets.models import Message
from triage.text import words

# Every so-manieth correction is never learnt from, and measures instead.
HELD_OUT = 5
_AT_ONCE = 500


class Said(NamedTuple):
    """What triage said of one message."""

    ticket_id: int
    message_id: int
    topic: str
    urgency: int


class Change(NamedTuple):
    """One correction, as its row has it."""

    ticket_id: int
    message_id: int | None
    field: str
    was: str
    now: str


@dataclass
class Settled:
    """A message that people set right: what triage had said, and what they left."""

    said: Said
    left: dict[str, str] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """The topic as people left it; where they left it alone, the one triage found."""
        return self.left.get("topic", self.said.topic)

    @property
    def urgency(self) -> int:
        """The urgency as people left it; where they left it alone, the one triage found."""
        return int(self.left.get("urgency", self.said.urgency))


@dataclass(frozen=True)
class Lesson:
    """A corrected message: its words, and its labels."""

    ticket_id: int
    message_id: int
    text: str
    subject: str
    channel: str
    language: str
    variety: str
    topic: str
    urgency: int

    @property
    def is_held_out(self) -> bool:
        """Whether it measures and is never learnt from; by its words, so that equal ones agree."""
        forms = " ".join(word.form for word in words(f"{self.subject} {self.text}"))
        return int(sha256(forms.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def settled(changes: Iterable[Change], said: Iterable[Said]) -> list[Settled]:
    """Which message each correction speaks of, the newest correction of a field winning.

    Both come in order. People correct a ticket, and a ticket may hold “hello?” after the message
    that made it what it was: a correction speaks of the newest message, up to the one it was made
    at, of which triage had said what was corrected. Where there is none (a correction of a
    correction), it speaks of the message of the one before, else of the one it was made at.
    """
    by_ticket: dict[int, list[Said]] = defaultdict(list)
    for each in said:
        by_ticket[each.ticket_id].append(each)
    found: dict[int, Settled] = {}
    before: dict[tuple[int, str], Said] = {}
    for change in changes:
        known = [s for s in by_ticket[change.ticket_id] if s.message_id <= (change.message_id or 0)]
        if not known:
            continue
        meant = _meant(known, change) or before.get((change.ticket_id, change.field), known[-1])
        before[change.ticket_id, change.field] = meant
        found.setdefault(meant.message_id, Settled(meant)).left[change.field] = change.now
    return list(found.values())


def _meant(known: Sequence[Said], change: Change) -> Said | None:
    same = (said for said in reversed(known) if str(getattr(said, change.field)) == change.was)
    return next(same, None)


def settled_among(*which: ColumnElement[bool]) -> list[Settled]:
    """The messages that corrections speak of, for the tickets that `which` picks by Correction."""
    wanted = select(Correction.ticket_id).where(*which)
    changes = db.session.execute(
        select(
            Correction.ticket_id,
            Correction.message_id,
            Correction.field,
            Correction.was,
            Correction.now,
        )
        .where(Correction.ticket_id.in_(wanted))
        .order_by(Correction.id)
    )
    said = db.session.execute(
        select(Verdict.ticket_id, Verdict.message_id, Verdict.topic, Verdict.urgency)
        .join(Message, Message.id == Verdict.message_id)
        .where(Verdict.ticket_id.in_(wanted), ~Message.automatic)
        .order_by(Verdict.message_id)
    )
    return settled([Change._make(row) for row in changes], [Said._make(row) for row in said])


def lessons() -> list[Lesson]:
    """Every corrected message with its words and labels, oldest first."""
    labels = {each.said.message_id: each for each in settled_among()}
    return [
        Lesson(
            ticket_id=row.ticket_id,
            message_id=row.id,
            text=row.text,
            subject=row.subject,
            channel=row.channel,
            language=row.language,
            variety=row.variety,
            topic=labels[row.id].topic,
            urgency=labels[row.id].urgency,
        )
        for row in _messages(sorted(labels))
    ]


def newest_correction() -> int:
    """The number of the newest correction; 0 where there is none."""
    return db.session.scalar(select(func.max(Correction.id))) or 0


def corrected_since(correction_id: int) -> int:
    """How many tickets were corrected after that correction."""
    counted = select(func.count(Correction.ticket_id.distinct()))
    return db.session.scalar(counted.where(Correction.id > correction_id)) or 0


def _messages(ids: Sequence[int]) -> Iterable[Any]:
    """In portions: databases take only so many values in one question."""
    for start in range(0, len(ids), _AT_ONCE):
        yield from db.session.execute(
            select(
                Message.id,
                Message.ticket_id,
                Message.text,
                Message.subject,
                Message.channel,
                Verdict.language,
                Verdict.variety,
            )
            .join(Verdict, Verdict.message_id == Message.id)
            .where(Message.id.in_(ids[start : start + _AT_ONCE]))
            .order_by(Message.id)
        )
