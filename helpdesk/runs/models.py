"""The columns that every kind of long work has: who asked, how far it is, how it ended."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from helpdesk.db import Moment
from helpdesk.people.models import Agent

WAITING = "waiting"
UNDER_WAY = 1


class Run:
    """One run of long work: who asked (nobody: the night), how far it is, how it ended.

    `slot` is UNDER_WAY until it has ended and empty after, and unique: one goes on at a time.
    `night` is the shop's date where the clock began it, and unique: one a night, whoever is first.
    `fence` grows with every worker that takes it, `tries` counts those that were not asked to go.
    `error` names why it came to nothing, `detail` is what was said.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int | None] = mapped_column(unique=True)
    night: Mapped[date | None] = mapped_column(unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    fence: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    stage: Mapped[str] = mapped_column(String(20), default=WAITING)
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int | None]
    peak_mib: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(20))
    detail: Mapped[str | None] = mapped_column(Text)

    @declared_attr
    def asked_by(cls) -> Mapped[Agent | None]:  # noqa: N805 (SQLAlchemy hands over the class)
        """The person who asked for it."""
        return relationship()

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or goes on."""
        return self.slot is not None
