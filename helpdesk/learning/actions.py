"""What people and the clock do about learning: ask for a training, put another model in force."""

from datetime import date, datetime

from sqlalchemy import select

from helpdesk.assist.champion import file_of, fits
from helpdesk.assist.models import CHAMPION, FORMER, REFUSED, SHIPPED, TriageModel
from helpdesk.db import added, db, hold
from helpdesk.learning.lessons import newest_correction
from helpdesk.learning.models import ModelSwitch, Training
from helpdesk.people.models import Agent
from helpdesk.runs.models import UNDER_WAY
from helpdesk.tickets.errors import Refusal
from triage.reader import shipped_version


class NothingToLearn(Refusal):
    """A training was asked for before anything was corrected."""


class NotToBeHad(Refusal):
    """A model was chosen that cannot read: refused, of another upgrade, or its file is gone."""


def ask(*, by: Agent, now: datetime) -> bool:
    """Have a training begin as soon as a worker is free; gives whether it is a new one.

    Where one is under way already, that one stands. Raises NothingToLearn.
    """
    upto = newest_correction()
    if not upto:
        raise NothingToLearn
    return added(Training, slot=UNDER_WAY, night=None, asked_by_id=by.id, asked_at=now, upto=upto)


def ask_by_night(night: date, *, now: datetime) -> bool:
    """Have this night's training begin; gives whether nobody had before."""
    return added(Training, slot=UNDER_WAY, night=night, asked_at=now, upto=newest_correction())


def put_in_force(chosen: TriageModel, *, by: Agent | None, why: str, now: datetime) -> None:
    """Have `chosen` read from now on; the one before becomes a former one, and can come back.

    Raises NotToBeHad.
    """
    if not can_read(chosen):
        raise NotToBeHad(chosen.version)
    # Two who choose at the same moment come one after the other.
    hold(know_shipped(now=now))
    before = db.session.scalar(select(TriageModel).where(TriageModel.state == CHAMPION))
    was = before.version if before else shipped_version()
    if was == chosen.version:
        return
    if before:
        before.state = FORMER
        # Two champions, if only between two statements, are refused by the index.
        db.session.flush()
    if chosen.state != SHIPPED:
        chosen.state = CHAMPION
    db.session.add(
        ModelSwitch(at=now, by_id=by.id if by else None, was=was, now=chosen.version, why=why)
    )


def can_read(model: TriageModel) -> bool:
    """Whether a model may be put in force: not refused, of the present upgrade, its file here."""
    if not fits(model.base) or model.state == REFUSED:
        return False
    return model.state == SHIPPED or file_of(model.version).exists()


def know_shipped(*, now: datetime) -> TriageModel:
    """The row of the shipped model as it is now; made where an upgrade brought another."""
    version = shipped_version()
    added(TriageModel, version=version, base=version, state=SHIPPED, made_at=now, figures={})
    return db.session.scalars(select(TriageModel).where(TriageModel.version == version)).one()
