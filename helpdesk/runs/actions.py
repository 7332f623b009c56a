"""What happens to long work: a worker takes it, says how far it is, puts it back, ends it."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import or_, select, update

from helpdesk.db import changed, db
from helpdesk.runs.models import UNDER_WAY, WAITING, Run

LEASE = timedelta(minutes=3)
# Work that two workers did not survive is not tried on a third.
MOST_TRIES = 2
Kind = TypeVar("Kind", bound=Run)


def take(kind: type[Kind], *, now: datetime) -> Kind | None:
    """Lease the run that is to be done; None where there is none, or another works on it."""
    found = db.session.scalar(
        select(kind).where(
            kind.slot == UNDER_WAY,
            or_(kind.lease_until.is_(None), kind.lease_until < now),
        )
    )
    if found is None:
        return None
    if found.tries >= MOST_TRIES:
        end(found, now=now, error="lost")
        return None
    ours = changed(
        update(kind)
        .where(kind.id == found.id, kind.fence == found.fence)
        .values(
            fence=kind.fence + 1,
            tries=kind.tries + 1,
            lease_until=now + LEASE,
            started_at=now,
        )
    )
    if not ours:
        return None
    db.session.refresh(found)
    return found


def note_progress(
    kind: type[Run], run_id: int, fence: int, *, now: datetime, stage: str, step: int, steps: int
) -> bool:
    """Renew the lease and say how far it is; gives whether the run is still ours."""
    ours = (kind.id == run_id, kind.fence == fence, kind.slot == UNDER_WAY)
    told = {"lease_until": now + LEASE, "stage": stage, "step": step, "steps": steps}
    return changed(update(kind).where(*ours).values(told)) == 1


def still_ours(kind: type[Kind], run_id: int, fence: int) -> Kind | None:
    """The run as long as no other worker has taken it over and it has not ended."""
    return db.session.scalar(
        select(kind).where(kind.id == run_id, kind.fence == fence, kind.slot.is_not(None))
    )


def put_back(run: Run) -> None:
    """Leave it to be begun anew, as if it had not been tried: this process was asked to go."""
    run.lease_until = None
    run.tries -= 1
    run.stage, run.step, run.steps = WAITING, 0, 0


def end(run: Run, *, now: datetime, error: str | None = None, detail: str | None = None) -> None:
    """It is over: done, or with `error` (a name) and `detail` (what was said)."""
    run.slot = None
    run.lease_until = None
    run.ended_at = now
    run.error = error
    run.detail = detail
    if run.started_at:
        run.seconds = int((now - run.started_at).total_seconds())
