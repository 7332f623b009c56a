"""Rows for tickets, their messages and attachments, and the timeline."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from helpdesk.db import Model, Moment
from helpdesk.mailboxes.models import Mailbox
from helpdesk.people.models import Agent, Customer

STATES = ("open", "pending", "closed")
# What people said to each other; what the team alone sees; what we said by ourselves.
MESSAGE, NOTE, ACKNOWLEDGEMENT = "message", "note", "ack"
CANNOT_WAIT, BY_DUE_TIME = 0, 1
# The score of a ticket with a message that triage has still to read; others have 0 to 100.
UNJUDGED = -1.0
_UNJUDGED = text("score < 0")


class Ticket(Model):
    """One matter. What stands here is its present; who changed it and when stands in entries."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_queue", "state", "lane", "turn_at", "id"),
        Index("ix_ticket_topic", "state", "topic", "lane", "turn_at", "id"),
        Index("ix_ticket_recent", "state", "last_message_at", "id"),
        Index("ix_ticket_unjudged", "id", sqlite_where=_UNJUDGED, postgresql_where=_UNJUDGED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(300), default="")
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    topic: Mapped[str] = mapped_column(String(20), default="other")
    urgency: Mapped[int] = mapped_column(default=1)
    score: Mapped[float] = mapped_column(default=0.0)
    # What its words alone, or a person, gave it: `score` without what surrounds the ticket.
    base_score: Mapped[float] = mapped_column(default=0.0)
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # The two topics between which triage was not sure; none where it was, or a person decided.
    doubt: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    lane: Mapped[int] = mapped_column(default=BY_DUE_TIME)
    # When people see it due, and where it stands among others: the same or earlier (sla.turn).
    due_at: Mapped[datetime] = mapped_column(Moment)
    turn_at: Mapped[datetime] = mapped_column(Moment)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    last_message_at: Mapped[datetime] = mapped_column(Moment)
    last_seq: Mapped[int] = mapped_column(default=0)
    preview: Mapped[str] = mapped_column(String(200), default="")
    # The closed ticket that this one goes on with.
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    # In whose name it is answered; none, or one that was removed: the installation's own. Numbers
    # of mailboxes are not given twice.
    mailbox_id: Mapped[int | None]

    customer: Mapped[Customer] = relationship()
    assignee: Mapped[Agent | None] = relationship()
    mailbox: Mapped[Mailbox | None] = relationship(
        primaryjoin=lambda: foreign(Ticket.mailbox_id) == Mailbox.id, viewonly=True
    )

    @property
    def is_open(self) -> bool:
        """Whether the shop owes an answer."""
        return self.state == "open"

    @property
    def is_closed(self) -> bool:
        """Whether the matter is settled."""
        return self.state == "closed"


class Message(Model):
    """What a customer or an agent wrote; `seq` counts within the ticket, from 1.

    An acknowledgement is the one that nobody wrote: it has neither customer nor agent.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("ticket_id", "seq"),
        UniqueConstraint("channel", "channel_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(10), default=MESSAGE)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    channel: Mapped[str] = mapped_column(String(20))
    channel_key: Mapped[str | None] = mapped_column(String(400))
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text)
    quoted: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    automatic: Mapped[bool] = mapped_column(default=False)
    # How far its sender is proven (channels/claims.py); none where the channel itself knows.
    claim: Mapped[str | None] = mapped_column(String(10))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    # What the ticket was before this reply, so that it can be taken back.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    raw_id: Mapped[int | None] = mapped_column(ForeignKey("inbound_raw.id"))

    ticket: Mapped[Ticket] = relationship()
    agent: Mapped[Agent | None] = relationship()
    customer: Mapped[Customer | None] = relationship()
    attachments: Mapped[list["Attachment"]] = relationship(back_populates="message")

    @property
    def is_note(self) -> bool:
        """Whether customers must never see it."""
        return self.kind == NOTE

    @property
    def is_incoming(self) -> bool:
        """Whether a customer wrote it."""
        return self.customer_id is not None


class Attachment(Model):
    """A file that came or went with a message; its bytes lie in the file store by their hash.

    `content_id` is what the HTML of its mail calls it by, where it is a picture in there.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    content_id: Mapped[str | None] = mapped_column(String(300))
    message: Mapped[Message] = relationship(back_populates="attachments")


class ReopeningChoice(Model):
    """For how many days a reply reopens a closed ticket (0: for ever): one row, or the default."""

    __tablename__ = "reopening_choice"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[int] = mapped_column(Integer)


class Draft(Model):
    """Words of a reply that was taken back, until they are sent, or others in their place."""

    __tablename__ = "draft"

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    agent_id: Mapped[int] = mapped_column(
        ForeignKey("agent.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class DraftFile(Model):
    """A file that an agent put to a reply that is not sent yet; its bytes lie in the file store."""

    __tablename__ = "draft_file"
    __table_args__ = (Index("ix_draft_file_writer", "ticket_id", "agent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)


class Entry(Model):
    """A line of the timeline: what was done to a ticket, by whom (nobody: the system), when."""

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    ticket: Mapped[Ticket] = relationship()
    agent: Mapped[Agent | None] = relationship()
