"""Which place a new message's words give its ticket: at first, while it waits, after an answer."""

from typing import Any

from sqlalchemy import select

from helpdesk.assist.doubt import doubt_after
from helpdesk.assist.models import Correction, Verdict
from helpdesk.assist.rules import level_of
from helpdesk.assist.standing import topic_after
from helpdesk.db import db
from helpdesk.tickets.actions import place
from helpdesk.tickets.models import Message, Ticket

REASONS_KEPT = 3


def place_by_words(message: Message, verdict: Verdict, *, opened: bool) -> None:
    """A new ticket takes the verdict; on an older one, what a person set or worse news stays."""
    ticket = message.ticket
    if opened:
        take(ticket, verdict, topic=verdict.topic)
    elif message.automatic:
        return
    elif _is_worse(ticket, verdict) or not (_waits(message) or is_corrected(ticket.id)):
        take(ticket, verdict, topic=_topic_after(ticket, verdict))


def _is_worse(ticket: Ticket, verdict: Verdict) -> bool:
    """Whether this is graver than before, and graver than what a person has put lower."""
    if verdict.urgency <= level_of(ticket.base_score):
        return False
    put_lower = db.session.scalar(
        select(Correction.was)
        .where(Correction.ticket_id == ticket.id, Correction.field == "urgency")
        .order_by(Correction.id.desc())
        .limit(1)
    )
    return put_lower is None or verdict.urgency > int(put_lower)


def take(ticket: Ticket, verdict: Verdict, *, topic: str) -> None:
    """Give the ticket the place that a verdict deserves, under `topic`."""
    ticket.doubt = doubt_after(ticket, verdict, topic=topic)
    place(
        ticket,
        topic=topic,
        urgency=verdict.urgency,
        score=verdict.score,
        why=[_shown(reason) for reason in verdict.reasons[:REASONS_KEPT]],
    )


def _shown(reason: dict[str, Any]) -> dict[str, Any]:
    return {key: reason[key] for key in ("code", "ar", "en", "weight")}


def _topic_after(ticket: Ticket, verdict: Verdict) -> str:
    return ticket.topic if is_corrected(ticket.id) else topic_after(ticket.topic, verdict.topic)


def _waits(message: Message) -> bool:
    """Whether the customer wrote before this and nobody answered."""
    before = db.session.scalar(
        select(Message.customer_id)
        .where(
            Message.ticket_id == message.ticket_id,
            Message.seq < message.seq,
            Message.kind == "message",
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return before is not None


def is_corrected(ticket_id: int) -> bool:
    """Whether a person set the topic or the urgency of this ticket."""
    return (
        db.session.scalar(select(Correction.id).where(Correction.ticket_id == ticket_id).limit(1))
        is not None
    )
