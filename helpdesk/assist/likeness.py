"""Which tickets perhaps concern the same matter: the same figures, or nearly the same words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from helpdesk.assist.mentions import TELLING
from helpdesk.assist.models import Mention, Verdict
from helpdesk.db import db
from helpdesk.tickets.models import Message, Ticket
from triage.text import normalise

SHOWN = 5
COMPARED = 10
LETTERS_COMPARED = 2_000
FEWEST_WORDS = 5
# Of a hundred: two tellings of one matter share about 70 or more, of two matters up to 56.
ALIKE = 70
# A figure that so many tickets mention belongs to nobody: the shop's own number, a year.
COMMON = 6
FIGURES_LAST, WORDS_LAST = timedelta(days=30), timedelta(days=14)
ECHO_SPAN = timedelta(hours=24)
FEWEST_SENDERS = 3
MOST_ECHOES = 200


@dataclass(frozen=True)
class Alike:
    """Another ticket of perhaps the same matter.

    `kind` tells what they share: a figure ("order", "tracking", "phone", "email") of that `value`,
    or "words" with no value.
    """

    ticket_id: int
    title: str
    state: str
    last_message_at: datetime
    kind: str
    value: str


class Candidate(NamedTuple):
    """A ticket to compare with, and the beginning of its first message."""

    id: int
    title: str
    state: str
    last_message_at: datetime
    text: str


@dataclass(frozen=True)
class Echo:
    """The same text from several senders within a day: how many, and the latest other tickets."""

    senders: int
    tickets: tuple[int, ...]


def alike(ticket: Ticket, text: str, *, has_others: bool) -> list[Alike]:
    """Up to five tickets of perhaps the same matter, by shared figures first.

    `text` is the ticket's first message; `has_others` tells whether its customer has more tickets.
    Costs one query, and a second one where there is something to compare.
    """
    shared = _shared_figures(ticket)
    if not shared and not has_others:
        return []
    found: dict[int, Alike] = {}
    ours = _comparable(text)
    for each in _candidates(ticket, list(shared)):
        kind, value = shared.get(each.id, ("", ""))
        if not kind and _is_like(ours, _comparable(each.text)):
            kind = "words"
        if kind:
            found[each.id] = Alike(
                each.id, each.title, each.state, each.last_message_at, kind, value
            )
    return sorted(found.values(), key=lambda each: each.kind == "words")[:SHOWN]


def echo(verdict: Verdict | None, *, now: datetime) -> Echo | None:
    """Who else sent the same text in the last day; None where it is fewer than three senders."""
    if verdict is None or verdict.fingerprint is None or verdict.at < now - ECHO_SPAN:
        return None
    rows = db.session.execute(
        select(Verdict.ticket_id, Ticket.customer_id)
        .join(Ticket, Ticket.id == Verdict.ticket_id)
        .where(Verdict.fingerprint == verdict.fingerprint, Verdict.at >= now - ECHO_SPAN)
        .order_by(Verdict.at.desc())
        .limit(MOST_ECHOES)
    ).all()
    senders = {row.customer_id for row in rows}
    if len(senders) < FEWEST_SENDERS:
        return None
    others = dict.fromkeys(row.ticket_id for row in rows if row.ticket_id != verdict.ticket_id)
    return Echo(len(senders), tuple(others)[:SHOWN])


def _shared_figures(ticket: Ticket) -> dict[int, tuple[str, str]]:
    """Tickets that mention a figure of this one, each with the most telling figure."""
    here, there = aliased(Mention), aliased(Mention)
    rows = db.session.execute(
        select(there.ticket_id, there.kind, there.value)
        .join(here, (here.value == there.value) & (here.kind == there.kind))
        .where(here.ticket_id == ticket.id, there.ticket_id != ticket.id)
        .order_by(there.ticket_id.desc())
        .limit(COMPARED * COMMON)
    ).all()
    often = Counter(row.value for row in rows)
    kept = [row for row in rows if often[row.value] < COMMON]
    # The most telling kind is written last, and so stays.
    kept.sort(key=lambda row: TELLING.index(row.kind), reverse=True)
    return {row.ticket_id: (row.kind, row.value) for row in kept}


def _candidates(ticket: Ticket, with_figures: list[int]) -> list[Candidate]:
    since = ticket.created_at
    rows = db.session.execute(
        select(
            Ticket.id,
            case((Ticket.subject != "", Ticket.subject), else_=Ticket.preview).label("title"),
            Ticket.state,
            Ticket.last_message_at,
            func.substr(Message.text, 1, LETTERS_COMPARED).label("text"),
        )
        .join(Message, (Message.ticket_id == Ticket.id) & (Message.seq == 1))
        .where(
            or_(
                Ticket.id.in_(with_figures) & (Ticket.last_message_at > since - FIGURES_LAST),
                (Ticket.customer_id == ticket.customer_id)
                & (Ticket.id != ticket.id)
                & (Ticket.last_message_at > since - WORDS_LAST),
            )
        )
        .order_by(Ticket.last_message_at.desc())
        .limit(COMPARED)
    )
    return [Candidate(*row) for row in rows]


def _comparable(text: str) -> str:
    return normalise(text[:LETTERS_COMPARED])


def _is_like(one: str, other: str) -> bool:
    if min(len(one.split()), len(other.split())) < FEWEST_WORDS:
        return False
    return fuzz.token_set_ratio(one, other) >= ALIKE
