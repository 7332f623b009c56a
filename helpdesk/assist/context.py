"""Moves a ticket for what surrounds it: when a message comes, when time runs out, when answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from helpdesk.assist.models import Correction
from helpdesk.assist.rules import Found, found_in, level_of, moved
from helpdesk.assist.situation import gather
from helpdesk.db import db
from helpdesk.events import ClockBreached, ReplyPosted
from helpdesk.tickets.actions import move
from helpdesk.tickets.models import Message, Ticket

# Reasons of this kind carry a figure instead of words: "waits for 26 h" grows while it is read.
CONTEXT = "context."
MOST_SHOWN = 3
# From this weight on, a reason of the words stands before what surrounds them.
STRONG = 2.0
QUIET = ("other.offer", "other.partner", "other.prize", "other.wrong_address", "feedback.")


def surround(
    ticket: Ticket, *, now: datetime, written: Message | None = None, calm: bool = False
) -> None:
    """Give the ticket the place that its words and its surroundings deserve together.

    `written` is the message that came just now, `calm` where it only thanks or praises. A level
    that a person set stays.
    """
    if ticket.score < 0:
        return
    if _is_quiet(ticket):
        _move(ticket, [])
    else:
        _move(ticket, found_in(gather(ticket, now=now, written=written, calm=calm)))


def weigh_breach(happened: ClockBreached) -> None:
    """The promise is broken: whoever waits has waited long."""
    surround(db.session.get_one(Ticket, happened.ticket_id), now=happened.at)


def ease(happened: ReplyPosted) -> None:
    """Somebody answered: nobody waits or writes in vain any more."""
    ticket = db.session.get_one(Ticket, happened.ticket_id)
    if any(is_context(reason) for reason in ticket.why):
        _move(ticket, [])


def _move(ticket: Ticket, found: list[Found]) -> None:
    if not found and not any(is_context(reason) for reason in ticket.why):
        return
    urgency, score = moved(ticket.base_score, found)
    if urgency > level_of(ticket.base_score) and _has_urgency_by_hand(ticket.id):
        urgency, score = moved(ticket.base_score, found, may_raise=False)
    raised = urgency > level_of(ticket.base_score)
    move(ticket, urgency=urgency, score=score, why=_in_order(ticket.why, found, raised=raised))


def _in_order(
    why: list[dict[str, Any]], found: list[Found], *, raised: bool
) -> list[dict[str, Any]]:
    """The reasons as the row shows them: what put the ticket where it stands comes first."""
    words = [reason for reason in why if not is_context(reason)]
    around = [_reason(each) for each in found[:MOST_SHOWN]]
    if raised:
        return [*around, *words]
    strong = [reason for reason in words if _is_strong(reason)]
    weak = [reason for reason in words if not _is_strong(reason)]
    return [*strong, *around, *weak]


def _reason(found: Found) -> dict[str, Any]:
    return {
        "code": CONTEXT + found.rule.name,
        "weight": found.rule.points,
        "figure": found.figure,
    }


def is_context(reason: dict[str, Any]) -> bool:
    """Whether a reason speaks of what surrounds the ticket, not of its words."""
    return bool(reason["code"].startswith(CONTEXT))


def _is_strong(reason: dict[str, Any]) -> bool:
    return reason["weight"] >= STRONG or reason["code"].startswith("corrected")


def _is_quiet(ticket: Ticket) -> bool:
    """Whether it is praise, an offer or a mail that asks for nothing: these are never raised.

    In a chat "other" is mostly a greeting, and whoever greets three times is left alone.
    """
    if level_of(ticket.base_score) > 0:
        return False
    if ticket.topic == "feedback" or (ticket.topic == "other" and ticket.channel == "email"):
        return True
    return any(reason["code"].startswith(QUIET) for reason in ticket.why)


def _has_urgency_by_hand(ticket_id: int) -> bool:
    return (
        db.session.scalar(
            select(Correction.id)
            .where(Correction.ticket_id == ticket_id, Correction.field == "urgency")
            .limit(1)
        )
        is not None
    )
