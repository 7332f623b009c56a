"""What a training leaves: a row for its model, the champion it may become, and a tidy folder."""

from datetime import datetime

import structlog
from sqlalchemy import select

from helpdesk.assist.champion import UPGRADED, file_of, folder
from helpdesk.assist.models import CHAMPION, FORMER, REFUSED, SHIPPED, TriageModel
from helpdesk.db import db
from helpdesk.learning import gate
from helpdesk.learning.actions import know_shipped, put_in_force
from helpdesk.learning.course import Course
from helpdesk.learning.models import ModelSwitch, Training
from helpdesk.runs.actions import end, put_back, still_ours
from helpdesk.runs.hearing import Outcome
from triage.reader import shipped_version

log = structlog.get_logger()

FILES_KEPT = 5


def settle(course: Course, outcome: Outcome, *, now: datetime) -> None:
    """Write down how a training ended; its model goes through the gate, a half one goes away.

    Where another worker has taken the training over, nothing is written.
    """
    training = still_ours(Training, course.training_id, course.fence)
    if training is not None and outcome.error == "leaving":
        put_back(training)
    elif training is not None:
        if outcome.told:
            training.peak_mib = outcome.told["peak_mib"]
            training.model = _judged(course, outcome, now=now)
        end(training, now=now, error=outcome.error, detail=outcome.detail)
    db.session.flush()
    tidy()


def tidy() -> None:
    """Keep the champion's file and those of the newest others, FILES_KEPT in all; no half ones."""
    newest = (
        select(TriageModel.version)
        .where(TriageModel.state != SHIPPED)
        .order_by((TriageModel.state == CHAMPION).desc(), TriageModel.id.desc())
        .limit(FILES_KEPT)
    )
    kept = {file_of(version).name for version in db.session.scalars(newest)}
    for file in folder().glob("*.npz"):
        if file.name not in kept:
            file.unlink(missing_ok=True)


def _judged(course: Course, outcome: Outcome, *, now: datetime) -> TriageModel:
    assert outcome.told is not None
    know_shipped(now=now)
    figures = outcome.told["figures"]
    refusal = gate.refusal(figures["challenger"], figures["champion"])
    model = TriageModel(
        version=course.version,
        base=shipped_version(),
        state=REFUSED if refusal else FORMER,
        made_at=now,
        examples=outcome.told["examples"],
        corrections=sum(not lesson.is_held_out for lesson in course.lessons),
        rival=course.rival.reader.version,
        figures=figures,
        refusal=refusal,
    )
    db.session.add(model)
    db.session.flush()
    if refusal is None:
        put_in_force(model, by=None, why="better", now=now)
    elif course.rival.trouble == UPGRADED:
        _retire(course.rival.champion, now=now)
    log.info("training done", model=model.version, refused=refusal["code"] if refusal else None)
    return model


def _retire(version: str, *, now: datetime) -> None:
    """What was trained beside another shipped model, and was not bettered, reads no more."""
    old = db.session.scalars(select(TriageModel).where(TriageModel.version == version)).one()
    old.state = FORMER
    db.session.add(ModelSwitch(at=now, was=version, now=shipped_version(), why="upgrade"))
