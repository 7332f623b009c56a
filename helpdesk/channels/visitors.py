"""Chat visitors: whose token it is, what a visitor writes, and what a visitor may see."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import Select, select

from helpdesk.channels import chat, intake
from helpdesk.channels.models import Delivery, Visitor
from helpdesk.channels.receipts import move_on
from helpdesk.config import LOCALES
from helpdesk.db import db, hold, publish
from helpdesk.events import CustomerIntroduced
from helpdesk.people.models import Agent, Customer, Identity
from helpdesk.tickets.actions import note_entry
from helpdesk.tickets.errors import Refusal
from helpdesk.tickets.models import Message, Ticket

MESSAGES_A_MINUTE = 20
LINES_AT_ONCE = 100
_CHAT = chat.ChatChannel.name
_VISITOR = chat.ChatChannel.identity


class TooFast(Refusal):
    """A visitor writes faster than people do; its argument is the seconds to wait."""


class NoChat(Refusal):
    """A visitor who has not written yet wants something done to a conversation."""


@dataclass(frozen=True)
class Line:
    """One message as a visitor may see it; `key` is the browser's own name for what it sent."""

    id: int
    ticket_id: int
    seq: int
    sender: str
    name: str
    text: str
    at: datetime
    key: str | None

    def as_shown(self) -> dict[str, Any]:
        """The message as it travels to a browser; the moment in ISO 8601, UTC."""
        return {
            "ticket": self.ticket_id,
            "seq": self.seq,
            "id": self.id,
            "from": self.sender,
            "name": self.name,
            "text": self.text,
            "at": self.at.isoformat(timespec="milliseconds"),
            "key": self.key,
        }


def welcome(language: str | None, *, now: datetime) -> tuple[Visitor, str]:
    """A new visitor and the token to know them by; we keep only the token's hash."""
    token = secrets.token_urlsafe(32)
    visitor = Visitor(
        token_hash=_hash(token),
        language=language if language in LOCALES else None,
        created_at=now,
    )
    db.session.add(visitor)
    db.session.flush()
    return visitor, token


def visitor_for(token: Any) -> Visitor | None:
    """The visitor whose `token` this is; None for any other thing."""
    if not isinstance(token, str) or not 0 < len(token) <= 100:
        return None
    return db.session.scalar(select(Visitor).where(Visitor.token_hash == _hash(token)))


def write(visitor_id: int, said: Any, *, limit: int, now: datetime) -> Message:
    """Take in what the visitor `said`: {key, text, name?, email?}; a repeated key changes nothing.

    Raises ShapeError for another shape, EmptyText, TextTooLong(limit), TooFast(seconds).
    """
    incoming = chat.read(visitor_id, said, limit=limit)
    email = chat.address(said)
    # One at a time: two tabs that write the first words at once still open one ticket.
    hold(db.session.get_one(Visitor, visitor_id))
    stored = _stored(incoming.key)
    if stored is not None:
        return stored
    if wait := _seconds_to_wait(visitor_id, now):
        raise TooFast(wait)
    message = intake.accept(incoming, now=now)
    if message is None:
        raise LookupError("the message was neither new nor known")
    if email:
        introduce(visitor_id, {"email": email}, now=now)
    return message


def introduce(visitor_id: int, said: Any, *, now: datetime) -> None:
    """Keep the {name?, email?} a visitor tells us.

    Nobody proved the address, so it stands in the timeline for the agent to read and does not
    make the visitor the customer who owns it. Raises ShapeError, or NoChat before a message.
    """
    if not isinstance(said, dict):
        raise chat.ShapeError("an introduction is an object")
    name, email = chat.words(said, "name").strip()[: chat.NAME_LIMIT], chat.address(said)
    ticket = chat_of(visitor_id)
    if ticket is None:
        raise NoChat
    if name:
        customer = db.session.get_one(Customer, ticket.customer_id)
        customer.name = customer.name or name
    if name or email:
        note_entry(ticket, "introduced", by=None, now=now, name=name, email=email)
        publish(CustomerIntroduced(ticket.id))


def see(visitor_id: int, seq: int, *, now: datetime) -> None:
    """The visitor has the answers up to `seq` on the screen: their deliveries are read."""
    ticket = chat_of(visitor_id)
    if ticket is None:
        return
    unread = db.session.scalars(
        select(Delivery)
        .join(Message)
        .where(Message.ticket_id == ticket.id, Message.seq <= seq, Delivery.state != "read")
        .order_by(Message.seq)
    )
    for delivery in unread.all():
        move_on(delivery, "read", now=now)


def chat_of(visitor_id: int) -> Ticket | None:
    """The visitor's latest chat ticket."""
    return db.session.scalar(
        select(Ticket)
        .join(Identity, Identity.customer_id == Ticket.customer_id)
        .where(Identity.kind == _VISITOR, Identity.value == str(visitor_id))
        .where(Ticket.channel == _CHAT)
        .order_by(Ticket.id.desc())
        .limit(1)
    )


def messages_since(visitor_id: int, seq: int) -> list[Line]:
    """The messages after `seq` of the visitor's latest chat, oldest first, never notes.

    At most LINES_AT_ONCE, and those are the latest.
    """
    ticket = chat_of(visitor_id)
    if ticket is None or ticket.last_seq <= seq:
        return []
    newest_first = db.session.execute(
        _lines()
        .where(Message.ticket_id == ticket.id, Message.seq > seq)
        .order_by(Message.seq.desc())
        .limit(LINES_AT_ONCE)
    )
    return [_line(*row) for row in newest_first][::-1]


def line_of(message_id: int) -> Line | None:
    """A chat message as its visitor may see it; None for a note or another channel's message."""
    row = db.session.execute(_lines().where(Message.id == message_id)).one_or_none()
    return _line(*row) if row else None


def visitors_of(ticket_id: int) -> list[int]:
    """Numbers of the visitors whose conversation the ticket is."""
    values = db.session.scalars(
        select(Identity.value)
        .join(Ticket, Ticket.customer_id == Identity.customer_id)
        .where(Ticket.id == ticket_id, Identity.kind == _VISITOR)
    )
    return [int(value) for value in values]


def _lines() -> Select[Message, str]:
    return (
        select(Message, Agent.name)
        .outerjoin(Agent, Agent.id == Message.agent_id)
        .where(Message.channel == _CHAT, Message.kind == "message")
    )


def _line(message: Message, agent_name: str | None) -> Line:
    key = message.channel_key or ""
    return Line(
        id=message.id,
        ticket_id=message.ticket_id,
        seq=message.seq,
        sender="visitor" if message.is_incoming else "agent",
        name=agent_name or "",
        text=message.text,
        at=message.sent_at,
        key=key.partition(":")[2] if message.is_incoming else None,
    )


def _stored(key: str) -> Message | None:
    return db.session.scalar(
        select(Message).where(Message.channel == _CHAT, Message.channel_key == key)
    )


def _seconds_to_wait(visitor_id: int, now: datetime) -> int:
    """Counted from the rows, so that it holds for all tabs, all processes and after a restart."""
    ticket = chat_of(visitor_id)
    if ticket is None:
        return 0
    earlier = db.session.scalar(
        select(Message.sent_at)
        .where(Message.ticket_id == ticket.id, Message.customer_id.is_not(None))
        .order_by(Message.seq.desc())
        .offset(MESSAGES_A_MINUTE - 1)
        .limit(1)
    )
    left = (earlier + timedelta(minutes=1) - now).total_seconds() if earlier else 0
    return max(0, ceil(left))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
