"""Rows for what came in raw, what is to go out, and who is chatting."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from helpdesk.db import Model, Moment
from helpdesk.tickets.models import Message

_OF_THE_SHOP = text("agent_id IS NULL")


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

    States: waiting → sent → delivered → read; or failed, or bounced where the other side reported
    later that it did not arrive. A worker works on it only while its lease runs, and saves the
    outcome only under the fence it was given. `created_at` is when it was put into the outbox, or
    put there again by hand. Of mail each recipient has a row, `recipient` is the one in To.
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
    # What stands below the words of a mail, as it was when they were written.
    signature: Mapped[str] = mapped_column(Text, default="", server_default="")
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
    recipients: Mapped[list["DeliveryRecipient"]] = relationship(
        lazy="selectin",
        order_by="DeliveryRecipient.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def cc(self) -> tuple[str, ...]:
        """Who else is named in it."""
        return tuple(each.address for each in self.recipients if each.address != self.recipient)


class DeliveryRecipient(Model):
    """One recipient of one mail: whoever was reached is not written to again for the others.

    States: waiting → sent, then perhaps bounced; or failed. `at` is when that came to be.
    """

    __tablename__ = "delivery_recipient"
    __table_args__ = (Index("ix_delivery_recipient_address", "address", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(
        ForeignKey("delivery.id", ondelete="CASCADE"), index=True
    )
    address: Mapped[str] = mapped_column(String(320))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    error: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class Signature(Model):
    """What stands below replies by mail in one language: a person's own, or the shop's."""

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("agent_id", "lang"),
        Index("uq_signature_shop", "lang", unique=True, sqlite_where=_OF_THE_SHOP,
              postgresql_where=_OF_THE_SHOP),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)


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
