"""The worker's task: by night, or when somebody asked, look what the help centre lacks."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.config import settings
from helpdesk.db import commit, db, now
from helpdesk.mining.actions import ask_by_night
from helpdesk.mining.models import Mining
from helpdesk.mining.outcome import settle
from helpdesk.mining.work import hold, prepare
from helpdesk.runs.actions import take


def mine() -> None:
    """Begin this night's run if it is due, and do the one that waits, if one does."""
    begin_night(now=now())
    commit()
    mining = take(Mining, now=now())
    commit()
    if mining is not None:
        work = prepare(mining.id, mining.fence, now=now())
        settle(work, hold(work), now=now())
        commit()


def begin_night(*, now: datetime) -> bool:
    """Ask for this night's run; gives whether that was this call.

    It is due once a night, in the hour in which triage learns too.
    """
    chosen = settings()
    local = now.astimezone(chosen.zone)
    if not chosen.mining or local.hour != chosen.learning_hour or _had(local):
        return False
    return ask_by_night(local.date(), now=now)


def _had(local: datetime) -> bool:
    return db.session.scalar(select(Mining.id).where(Mining.night == local.date())) is not None
