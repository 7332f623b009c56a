"""Rows for mail that waits for a person's word, for blocked senders, and for how long they wait."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Model, Moment
from helpdesk.people.models import Agent

WAITING, RELEASED, DELETED = "waiting", "released", "deleted"
# Why: the sender is blocked, the mail server calls it spam, its words are those of spam.
BLOCKED, SERVER, WORDS = "blocked", "server", "words"


class SuspendedMail(Model):
    """A mail that is no ticket yet: what it is, why it waits, and what a person decided.

    `key` is its Message-ID, so that one that comes by two roads waits once; `detail` is what was
    said of it, as it was said. States: waiting → released, or deleted (and back).
    """

    __tablename__ = "suspended_mail"
    __table_args__ = (Index("ix_suspended_mail_state", "state", "reason", "received_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    raw_id: Mapped[int] = mapped_column(ForeignKey("inbound_raw.id"), unique=True)
    key: Mapped[str] = mapped_column(String(400), unique=True)
    sender: Mapped[str] = mapped_column(String(320))
    sender_name: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(10))
    detail: Mapped[str] = mapped_column(String(320))
    received_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))


class BlockedSender(Model):
    """An address, or with "@" before it a whole domain, whose mail waits in the queue."""

    __tablename__ = "blocked_sender"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(320), unique=True)
    blocked_at: Mapped[datetime] = mapped_column(Moment)
    blocked_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    blocked_by: Mapped[Agent] = relationship()


class SuspensionChoice(Model):
    """The owner's choice: for how many days deleted and blocked mail is kept. One row."""

    __tablename__ = "suspension_choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    days: Mapped[int]
