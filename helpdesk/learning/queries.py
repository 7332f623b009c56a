"""What the page asks about learning: the models, the training under way, who switched."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from helpdesk.assist.champion import Reading, reading
from helpdesk.assist.models import CHAMPION, SHIPPED, Correction, TriageModel
from helpdesk.db import db
from helpdesk.learning.actions import can_read
from helpdesk.learning.lessons import corrected_since
from helpdesk.learning.models import ModelSwitch, Training
from helpdesk.people.models import Agent
from triage.reader import BY_WORDS, shipped_version

MODELS_SHOWN = 8
SWITCHES_SHOWN = 8


@dataclass(frozen=True)
class Standing:
    """The models, newest first, with the one in force, the switches, and the last training.

    `in_force` is the version that people or the gate put in force; `reading` who reads in fact.
    `shipped_is_gone` tells that the champion reads and the shipped model could not.
    `choosable` holds the ids of models that may be put in force instead.
    """

    models: list[TriageModel]
    in_force: str
    reading: Reading
    shipped_is_gone: bool
    choosable: set[int]
    switches: list[ModelSwitch]
    training: Training | None
    corrected: int
    new: int


def standing() -> Standing:
    """All of it, in a fixed number of queries."""
    who_reads = reading()
    models = _models()
    in_force = who_reads.champion or shipped_version()
    done = db.session.scalar(
        select(func.max(Training.upto)).where(
            Training.ended_at.is_not(None), Training.error.is_(None)
        )
    )
    return Standing(
        models=models,
        in_force=in_force,
        reading=who_reads,
        shipped_is_gone=not who_reads.without_model and shipped_version() == BY_WORDS,
        choosable={each.id for each in models if each.version != in_force and can_read(each)},
        switches=_switches(),
        training=latest_training(),
        corrected=db.session.scalar(select(func.count(Correction.ticket_id.distinct()))) or 0,
        new=corrected_since(done or 0),
    )


def latest_training() -> Training | None:
    """The training under way, else the one that ended last."""
    return db.session.scalar(
        select(Training)
        .options(joinedload(Training.asked_by).lazyload(Agent.roles), joinedload(Training.model))
        .order_by(Training.id.desc())
        .limit(1)
    )


def _models() -> list[TriageModel]:
    """The shipped one and the champion, however old, and the newest others."""
    shown = TriageModel.version == shipped_version()
    return list(
        db.session.scalars(
            select(TriageModel)
            .where(shown | (TriageModel.state != SHIPPED))
            .order_by(
                (TriageModel.state == CHAMPION).desc(),
                shown.desc(),
                TriageModel.id.desc(),
            )
            .limit(MODELS_SHOWN)
        )
    )


def _switches() -> list[ModelSwitch]:
    return list(
        db.session.scalars(
            select(ModelSwitch)
            .options(joinedload(ModelSwitch.by).lazyload(Agent.roles))
            .order_by(ModelSwitch.id.desc())
            .limit(SWITCHES_SHOWN)
        )
    )
