"""Rows for trainings, under way and past, and for every change of the model in force."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.assist.models import TriageModel
from helpdesk.db import Model, Moment
from helpdesk.people.models import Agent

# In order; what a person sees while a training goes on.
STAGES = ("waiting", "reading", "calibrating", "learning", "measuring")
UNDER_WAY = 1


class Training(Model):
    """One training: who asked (nobody: the night), how far it is, how it ended.

    `slot` is UNDER_WAY until it has ended and empty after, and unique: one goes on at a time.
    `night` is the shop's date where the clock began it, and unique: one a night, whoever is first.
    `fence` grows with every worker that takes it, `tries` counts those that were not asked to go.
    `upto` is the newest correction it knew. `error` names why it ended without a model.
    """

    __tablename__ = "training"

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
    stage: Mapped[str] = mapped_column(String(20), default=STAGES[0])
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    upto: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int | None]
    peak_mib: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(20))
    detail: Mapped[str | None] = mapped_column(Text)
    model_id: Mapped[int | None] = mapped_column(ForeignKey("triage_model.id"))

    asked_by: Mapped[Agent | None] = relationship()
    model: Mapped[TriageModel | None] = relationship()


class ModelSwitch(Model):
    """Another model came into force: which, instead of which, by whom (nobody: the house), why.

    `why` is one of "better" (it won), "person" (somebody chose), "upgrade" (the shipped model
    changed, and what was trained beside the old one left).
    """

    __tablename__ = "model_switch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    was: Mapped[str] = mapped_column(String(80))
    now: Mapped[str] = mapped_column(String(80))
    why: Mapped[str] = mapped_column(String(10))
    by: Mapped[Agent | None] = relationship()
