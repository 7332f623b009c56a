"""Rows for trainings, under way and past, and for every change of the model in force."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.assist.models import TriageModel
from helpdesk.db import Model, Moment
from helpdesk.people.models import Agent
from helpdesk.runs.models import WAITING, Run

# In order; what a person sees while a training goes on.
STAGES = (WAITING, "reading", "calibrating", "learning", "measuring")


class Training(Run, Model):
    """One training, and the model that came of it; `upto` is the newest correction it knew."""

    __tablename__ = "training"

    upto: Mapped[int] = mapped_column(default=0)
    model_id: Mapped[int | None] = mapped_column(ForeignKey("triage_model.id"))

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
