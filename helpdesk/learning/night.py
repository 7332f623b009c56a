"""The worker's task: by night, or when somebody asked, have a challenger trained and judged."""

from datetime import datetime

from sqlalchemy import func, select

from helpdesk.assist.champion import UPGRADED, reading
from helpdesk.config import settings
from helpdesk.db import commit, db, now
from helpdesk.learning.actions import ask_by_night
from helpdesk.learning.course import hold, prepare
from helpdesk.learning.lessons import corrected_since
from helpdesk.learning.models import Training
from helpdesk.learning.outcome import settle
from helpdesk.runs.actions import take

# Fewer would hardly move the weights, and one or two kept apart could decide nothing.
ENOUGH = 20


def learn() -> None:
    """Begin this night's training if it is due, and do the one that waits, if one does."""
    begin_night(now=now())
    commit()
    training = take(Training, now=now())
    commit()
    if training is not None:
        course = prepare(training.id, training.fence)
        settle(course, hold(course), now=now())
        commit()


def begin_night(*, now: datetime) -> bool:
    """Ask for this night's training; gives whether that was this call.

    It is due in the chosen hour of the shop's clocks, once a night, when ENOUGH tickets were
    corrected since the last one that came to an end, or when an upgrade put the champion out.
    """
    chosen = settings()
    local = now.astimezone(chosen.zone)
    if not chosen.learning or local.hour != chosen.learning_hour:
        return False
    if _had(local) or not _is_worth_it():
        return False
    return ask_by_night(local.date(), now=now)


def _had(local: datetime) -> bool:
    return db.session.scalar(select(Training.id).where(Training.night == local.date())) is not None


def _is_worth_it() -> bool:
    done = select(func.max(Training.upto)).where(
        Training.ended_at.is_not(None), Training.error.is_(None)
    )
    return corrected_since(db.session.scalar(done) or 0) >= ENOUGH or reading().trouble == UPGRADED
