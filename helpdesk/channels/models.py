"""Rows for what came in raw, what is to go out, and who is chatting."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from helpdesk.db import Model, Moment
from helpdesk.tickets.models import Message


class InboundRaw(Model):
    """What a channel handed us, byte for byte, saved before we said that we have it.

    `source_key` is the sender's own name for it, so that a repeat is not stored twice.
    States: new → read, or failed (then `error` says why, and a ticket shows it).
    """

    __tablename__ = "inbound_raw"
    __table_args__ = (Index("ix_inbound_raw_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    source_key: Mapped[str] = mapped_column(String(200), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    body: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    received_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10), default="new")
    error: Mapped[str | None] = mapped_column(Text)
    # As Ticket.mailbox_id.
    mailbox_id: Mapped[int | None]


class Delivery(Model):
    """One reply on its way out. `key` is fixed at birth: however often it is tried, it is one.

    `lang` is the language it is written in; where none is said, the customer's.

    States: waiting → sent → delivered → read, or failed. A worker works on it only while its
    lease runs, and saves the outcome only under the fence it was given.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_waiting", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), unique=True
    )
    channel: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(400), unique=True)
    recipient: Mapped[str] = mapped_column(String(320), index=True)
    lang: Mapped[str | None] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempt: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    fence: Mapped[int] = mapped_column(default=0)
    receipt: Mapped[str | None] = mapped_column(String(400), index=True)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    message: Mapped[Message] = relationship()


class Participant(Model):
    """Somebody besides the customer who reads along on a ticket: each address stands there once.

    `added_by_id` is the agent who added them, none where the customer's mail did. One who is
    `offered` was named by a mail that nothing proves, and gets nothing until an agent says so.
    """

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("ticket_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200), default="")
    offered: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class Visitor(Model):
    """A browser that chats: known by a token of which only the hash is kept here."""

    __tablename__ = "visitor"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Moment)
