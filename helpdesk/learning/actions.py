"""What people and the clock do about learning: ask for a training, put another model in force."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update

from helpdesk.assist.champion import file_of
from helpdesk.assist.models import CHAMPION, FORMER, REFUSED, SHIPPED, TriageModel
from helpdesk.db import added, changed, db, hold
from helpdesk.learning.lessons import newest_correction
from helpdesk.learning.models import STAGES, UNDER_WAY, ModelSwitch, Training
from helpdesk.people.models import Agent
from helpdesk.tickets.errors import Refusal
from triage.reader import shipped_version

LEASE = timedelta(minutes=3)
# A training that two workers did not survive is not tried on a third.
MOST_TRIES = 2


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


def take(*, now: datetime) -> Training | None:
    """Lease the training that is to be done; None where there is none, or another works on it."""
    found = db.session.scalar(
        select(Training).where(
            Training.slot == UNDER_WAY,
            or_(Training.lease_until.is_(None), Training.lease_until < now),
        )
    )
    if found is None:
        return None
    if found.tries >= MOST_TRIES:
        end(found, now=now, error="lost")
        return None
    ours = changed(
        update(Training)
        .where(Training.id == found.id, Training.fence == found.fence)
        .values(
            fence=Training.fence + 1,
            tries=Training.tries + 1,
            lease_until=now + LEASE,
            started_at=now,
        )
    )
    if not ours:
        return None
    db.session.refresh(found)
    return found


def note_progress(
    training_id: int, fence: int, *, now: datetime, stage: str, step: int, steps: int
) -> bool:
    """Renew the lease and say how far it is; gives whether the training is still ours."""
    known = stage if stage in STAGES else STAGES[0]
    ours = (Training.id == training_id, Training.fence == fence, Training.slot == UNDER_WAY)
    told = {"lease_until": now + LEASE, "stage": known, "step": step, "steps": steps}
    return changed(update(Training).where(*ours).values(told)) == 1


def put_back(training: Training) -> None:
    """Leave it to be begun anew, as if it had not been tried: this process was asked to go."""
    training.lease_until = None
    training.tries -= 1
    training.stage, training.step, training.steps = STAGES[0], 0, 0


def end(
    training: Training, *, now: datetime, error: str | None = None, detail: str | None = None
) -> None:
    """It is over: with a model, or with `error` (a name) and `detail` (what was said)."""
    training.slot = None
    training.lease_until = None
    training.ended_at = now
    training.error = error
    training.detail = detail
    if training.started_at:
        training.seconds = int((now - training.started_at).total_seconds())


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
    if model.base != shipped_version() or model.state == REFUSED:
        return False
    return model.state == SHIPPED or file_of(model.version).exists()


def know_shipped(*, now: datetime) -> TriageModel:
    """The row of the shipped model as it is now; made where an upgrade brought another."""
    version = shipped_version()
    added(TriageModel, version=version, base=version, state=SHIPPED, made_at=now, figures={})
    return db.session.scalars(select(TriageModel).where(TriageModel.version == version)).one()
