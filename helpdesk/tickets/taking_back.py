"""Takes a reply back before it left: the ticket is as if it had never been written."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select

from helpdesk.db import changed, db, hold, publish
from helpdesk.events import ReplyWithdrawn
from helpdesk.people.models import Agent
from helpdesk.tickets.drafts import bring_back, keep_words
from helpdesk.tickets.errors import AlreadySent
from helpdesk.tickets.models import BY_DUE_TIME, CANNOT_WAIT, NOTE, Entry, Message, Ticket

URGENT = 3


def standing_of(ticket: Ticket) -> dict[str, Any]:
    """What a reply changes of its ticket, as it stands now."""
    return {
        "state": ticket.state,
        "assignee_id": ticket.assignee_id,
        "last_message_at": ticket.last_message_at.isoformat(),
        "preview": ticket.preview,
        "urgency": ticket.urgency,
        "score": ticket.score,
        "why": ticket.why,
    }


def withdraw(message: Message, *, by: Agent, now: datetime) -> str:
    """Take back a reply of `by` that has not left; its words are a draft again, and are given.

    What others did since stays: a customer's message, a colleague's closing. The number of the
    reply is not given out anew, so that no page takes the next message for one that it has seen.
    Raises AlreadySent where it is on its way, or is no reply of theirs.
    """
    ticket, text = hold(message.ticket), message.text
    if message.agent_id != by.id or message.before is None:
        raise AlreadySent
    _put_back(ticket, message)
    publish(ReplyWithdrawn(ticket.id, message.id, by.id, message.sent_at))
    bring_back(message, by=by, now=now)
    keep_words(ticket, text, by=by, now=now)
    db.session.flush()
    changed(delete(Message).where(Message.id == message.id))
    db.session.expire_all()
    return text


def _put_back(ticket: Ticket, message: Message) -> None:
    before = message.before or {}
    entries = _entries_since(message)
    own = [each for each in entries if _came_with(each, message, before)]
    others = {each.kind for each in entries if each not in own}
    if before["assignee_id"] is None and "assigned" not in others:
        ticket.assignee_id = None
    if not _was_written_after(message):
        ticket.last_message_at = datetime.fromisoformat(before["last_message_at"])
        ticket.preview = before["preview"]
        ticket.urgency, ticket.score = before["urgency"], before["score"]
        ticket.why = before["why"]
        ticket.lane = CANNOT_WAIT if ticket.urgency == URGENT else BY_DUE_TIME
        if others.isdisjoint(("closed", "reopened")):
            ticket.state = before["state"]
    for each in own:
        db.session.delete(each)


def _entries_since(message: Message) -> list[Entry]:
    since = select(Entry).where(
        Entry.ticket_id == message.ticket_id,
        Entry.at >= message.sent_at,
        Entry.agent_id.is_not(None),
    )
    return list(db.session.scalars(since))


def _came_with(entry: Entry, message: Message, before: dict[str, Any]) -> bool:
    """Whether the reply brought it: its writer took the ticket by it, or closed it with it."""
    if entry.agent_id != message.agent_id:
        return False
    took = entry.kind == "assigned" and before["assignee_id"] is None
    return took or (entry.kind == "closed" and entry.at == message.sent_at)


def _was_written_after(message: Message) -> bool:
    later = exists().where(
        Message.ticket_id == message.ticket_id, Message.seq > message.seq, Message.kind != NOTE
    )
    return bool(db.session.scalar(select(later)))
