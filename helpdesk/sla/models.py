"""Rows for response targets and for the clocks that measure against them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Model, Moment


class Target(Model):
    """How many minutes the shop allows itself to answer, for one channel and one urgency."""

    __tablename__ = "target"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    urgency: Mapped[int] = mapped_column(primary_key=True)
    minutes: Mapped[int]


_RUNNING_UNTOLD = text("met_at IS NULL AND stopped_at IS NULL AND told_at IS NULL")


class Clock(Model):
    """One wait of one customer for one answer.

    `kind` is "first" for the ticket's first response and "next" for each later one. Channel and
    urgency are those in force, so that a report needs this table alone. A clock that was
    stopped without an answer (the ticket was closed) has `stopped_at`; `by_article` tells that it
    was the customer who closed it, because an article had answered.
    """

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_report", "kind", "started_at"),
        Index("ix_clock_running", "ticket_id", "met_at"),
        Index(
            "ix_clock_due",
            "due_at",
            sqlite_where=_RUNNING_UNTOLD,
            postgresql_where=_RUNNING_UNTOLD,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(5))
    channel: Mapped[str] = mapped_column(String(20))
    urgency: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    met_at: Mapped[datetime | None] = mapped_column(Moment)
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
    by_article: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
