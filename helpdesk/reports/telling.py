"""Which words and reasons stand in corrected messages more than in others: a log-odds, with floors.

For each of them: the odds of standing in a corrected message over the odds of standing in another,
as a logarithm to base 2 (1 is twice the odds), each count raised by a half so that none is zero.
Shown is what stood in FEWEST corrected messages or more, reaches LEAST, and lies SUREST standard
errors over nothing (Monroe, Colaresi and Quinn 2008, "Fightin' Words"); the surest first, since
the highest odds belong to words that were met three times by chance.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2, sqrt
from typing import Any, NamedTuple

from sqlalchemy import exists, select

from helpdesk.assist.models import Correction, Verdict
from helpdesk.db import db
from helpdesk.learning.lessons import Settled
from helpdesk.reports.period import Period
from helpdesk.reports.queries import within
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Message
from triage.text import words

FEWEST = 3
LEAST = 1.0
SUREST = 1.64
SHOWN = 12
EXAMPLES = 3
# Others are compared by the newest so many: more would move no figure and cost seconds.
OTHERS = 2000
_AT_ONCE = 500


class Heard(NamedTuple):
    """A message with its ticket and what stands in it: each key once, with how it was written."""

    ticket_id: int
    keys: Mapping[str, Any]


@dataclass(frozen=True)
class Telling:
    """One word or reason: how it is written, in how many of each kind it stands, and where.

    `odds` is the logarithm to base 2, `surely` how many standard errors it is; `tickets` are
    corrected ones that hold it, newest first.
    """

    shown: Any
    corrected: int
    others: int
    odds: float
    surely: float
    tickets: list[int]


@dataclass(frozen=True)
class Compared:
    """The words and the reasons, surest first, and how many messages were compared."""

    words: list[Telling]
    reasons: list[Telling]
    corrected: int
    others: int


def log_odds(a: int, of_a: int, b: int, of_b: int) -> float:
    """How much likelier it is among the first: `a` of `of_a` against `b` of `of_b`, to base 2."""
    return log2((a + 0.5) / (of_a - a + 0.5)) - log2((b + 0.5) / (of_b - b + 0.5))


def surely(a: int, of_a: int, b: int, of_b: int) -> float:
    """The same in standard errors: over 1.64, chance would bring it once in twenty times."""
    error = sqrt(sum(1 / (n + 0.5) for n in (a, of_a - a, b, of_b - b)))
    return log_odds(a, of_a, b, of_b) * log(2) / error


def telling(corrected: Sequence[Heard], others: Sequence[Heard]) -> list[Telling]:
    """What stands in corrected messages more than in others, surest first, at most SHOWN."""
    usual = Counter(key for each in others for key in each.keys)
    where: dict[str, list[Heard]] = defaultdict(list)
    for each in corrected:
        for key in each.keys:
            where[key].append(each)
    found = []
    for key, held in where.items():
        counts = (len(held), len(corrected), usual[key], len(others))
        odds, sure = log_odds(*counts), surely(*counts)
        if len(held) < FEWEST or odds < LEAST or sure < SUREST:
            continue
        tickets = sorted({each.ticket_id for each in held}, reverse=True)[:EXAMPLES]
        shown = _usual([each.keys[key] for each in held])
        found.append(Telling(shown, len(held), usual[key], odds, sure, tickets))
    return sorted(found, key=lambda each: -each.surely)[:SHOWN]


def _usual(shown: Sequence[Any]) -> Any:
    """How a word is written most often; a reason as in the newest, since some name a level."""
    if isinstance(shown[-1], str):
        return Counter(shown).most_common(1)[0][0]
    return shown[-1]


def compared(period: Period, by_people: Mapping[int, Settled]) -> Compared:
    """The words and reasons of a period; `by_people` is what corrections speak of, by ticket."""
    changed = [
        each.said.message_id
        for each in by_people.values()
        if (each.topic, each.urgency) != (each.said.topic, each.said.urgency)
    ]
    ours, theirs = _read(_corrected(changed)), _read(_others(period))
    return Compared(
        words=telling([each[0] for each in ours], [each[0] for each in theirs]),
        reasons=telling([each[1] for each in ours], [each[1] for each in theirs]),
        corrected=len(ours),
        others=len(theirs),
    )


def _read(rows: Iterable[Any]) -> list[tuple[Heard, Heard]]:
    return [
        (
            Heard(row.ticket_id, _words(f"{row.subject}\n{row.text}")),
            Heard(row.ticket_id, {reason["code"]: reason for reason in row.reasons}),
        )
        for row in rows
    ]


def _words(text: str) -> dict[str, str]:
    """The words of a message by their one spelling, as they were written; figures say nothing."""
    return {
        word.form: text[word.start : word.end] for word in words(text) if not word.form.isdigit()
    }


def _corrected(ids: Sequence[int]) -> Iterable[Any]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from db.session.execute(
            select(Message.ticket_id, Message.subject, Message.text, Verdict.reasons)
            .join(Verdict, Verdict.message_id == Message.id)
            .where(Message.id.in_(ids[start : start + _AT_ONCE]))
            .order_by(Message.id)
        )


def _others(period: Period) -> Iterable[Any]:
    return db.session.execute(
        select(Message.ticket_id, Message.subject, Message.text, Verdict.reasons)
        .join(Clock, Clock.ticket_id == Message.ticket_id)
        .join(Verdict, Verdict.message_id == Message.id)
        .where(
            within(period),
            Message.seq == 1,
            ~Message.automatic,
            ~exists().where(Correction.ticket_id == Message.ticket_id),
        )
        .order_by(Clock.started_at.desc(), Clock.id.desc())
        .limit(OTHERS)
    )
