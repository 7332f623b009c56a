"""What the page of own words asks: the list, and what a word would do to the latest tickets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select

import triage
from helpdesk.assist.models import Correction, OwnWord, OwnWordMatch, Verdict
from helpdesk.assist.own_words import shelf
from helpdesk.assist.own_words.effect import Match, Told, matches
from helpdesk.assist.standing import Said
from helpdesk.db import db
from helpdesk.people.models import Agent, Customer
from helpdesk.tickets.models import Message, Ticket
from triage.signals import LONGEST

LOOKED_AT = 500
COUNTED_DAYS = 30
# From this share on a word says little about any one ticket; among a handful no share does.
BROAD = 0.2
ENOUGH_FOR_SHARES = 10


class ListedWord(NamedTuple):
    """An own word as the list shows it; `matched` counts the messages of the last 30 days."""

    id: int
    phrase: str
    topic: str | None
    urgency: int | None
    added_by: str
    added_at: datetime
    matched: int


@dataclass(frozen=True)
class Preview:
    """What a word would do: how many tickets were looked at, and those that hold it.

    Those that would move come first, each group newest first.
    """

    looked_at: int
    matches: tuple[Match, ...]

    @cached_property
    def moving(self) -> tuple[Match, ...]:
        """The tickets that would stand elsewhere."""
        return tuple(match for match in self.matches if not match.stays)

    @property
    def is_broad(self) -> bool:
        """Whether the word stands in so many tickets that it hardly tells one from another."""
        return self.looked_at >= ENOUGH_FOR_SHARES and len(self.matches) > BROAD * self.looked_at

    @property
    def repeats(self) -> bool:
        """Whether the tickets that hold the word stand already where it would put them."""
        return {match.stays for match in self.matches} - {"person"} == {"same"}


def listed_words(*, now: datetime) -> list[ListedWord]:
    """Every own word, newest first."""
    since = now - timedelta(days=COUNTED_DAYS)
    matched = (
        select(func.count())
        .where(OwnWordMatch.own_word_id == OwnWord.id, OwnWordMatch.at > since)
        .correlate(OwnWord)
        .scalar_subquery()
    )
    columns = (OwnWord.id, OwnWord.phrase, OwnWord.topic, OwnWord.urgency, Agent.name)
    rows = db.session.execute(
        select(*columns, OwnWord.added_at, matched)
        .join(Agent, Agent.id == OwnWord.added_by_id)
        .order_by(OwnWord.added_at.desc(), OwnWord.id.desc())
    )
    return [ListedWord(*row) for row in rows]


def preview(word: triage.OwnWord) -> Preview:
    """What `word` would have done to the last 500 tickets, beside the words in force."""
    tickets = told(select(Ticket.id).order_by(Ticket.id.desc()).limit(LOOKED_AT))
    found = matches(word, shelf.listed(), tickets)
    found.sort(key=lambda match: (bool(match.stays), -match.ticket.id))
    return Preview(len(tickets), tuple(found))


def told(which: Select[Any]) -> list[Told]:
    """Tickets (`which` selects their ids) with all that was said on them, in three queries."""
    said = _said(which)
    by_hand = set(
        db.session.scalars(
            select(Correction.ticket_id).where(Correction.ticket_id.in_(which)).distinct()
        )
    )
    rows = db.session.execute(
        select(Ticket.id, Customer.name, Ticket.state, Ticket.topic, Ticket.urgency)
        .join(Customer)
        .where(Ticket.id.in_(which))
    )
    return [Told(*row, row.id in by_hand, tuple(said.get(row.id, ()))) for row in rows]


def _said(which: Select[Any]) -> dict[int, list[Said]]:
    incoming = Message.customer_id.is_not(None)
    # What the shop wrote counts as an answer only; its words are nobody's wish.
    read = case((incoming, func.substr(Message.text, 1, LONGEST)), else_="")
    rows = db.session.execute(
        select(
            Message.ticket_id,
            Message.id,
            incoming,
            Message.automatic,
            Message.channel,
            Message.subject,
            read,
            Verdict.topic,
            Verdict.urgency,
        )
        .outerjoin(Verdict, Verdict.message_id == Message.id)
        .where(Message.ticket_id.in_(which), Message.kind == "message")
        .order_by(Message.ticket_id, Message.seq)
    )
    by_ticket: dict[int, list[Said]] = {}
    for ticket_id, *said in rows:
        by_ticket.setdefault(ticket_id, []).append(Said(*said))
    return by_ticket
