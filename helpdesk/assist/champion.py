"""Which model reads the messages: the shop's champion where it can, else the shipped one."""

from dataclasses import dataclass
from pathlib import Path

import structlog
from flask import current_app
from sqlalchemy import select

import triage
from helpdesk.assist.models import CHAMPION, TriageModel
from helpdesk.config import settings
from helpdesk.db import db
from triage import reader as shipped
from triage.reader import BY_WORDS, shipped_version

log = structlog.get_logger()

# Why the champion does not read though it is in force.
UPGRADED, BROKEN = "upgraded", "broken"
# Why no model reads at all.
MISSING, DAMAGED = "missing", "damaged"
SHIPPED_INSTEAD = "the shipped model reads instead of the champion"
BY_WORDS_INSTEAD = "the word lists read instead of the champion"
_TOLD = "champion_trouble"


@dataclass(frozen=True)
class Reading:
    """Who reads, and whether that is who should.

    `champion` is the version of the shop's own model in force, "" where that is the shipped one;
    `trouble` is what keeps the champion from reading: "", UPGRADED or BROKEN.
    """

    reader: triage.Triage
    champion: str = ""
    trouble: str = ""

    @property
    def without_model(self) -> str:
        """Why the word lists decide alone: MISSING or DAMAGED; "" where a model reads."""
        if not self.reader.trouble:
            return ""
        return DAMAGED if shipped.MODEL.exists() else MISSING


def folder() -> Path:
    """Where the shop's own models lie."""
    return Path(settings().data_dir) / "triage"


def file_of(version: str) -> Path:
    """The file of one of the shop's own models."""
    return folder() / f"{version}.npz"


def reader() -> triage.Triage:
    """The reader in force; one small query each time, so that every process follows a change."""
    return reading().reader


def reading() -> Reading:
    """The reader in force, and what is the matter where it is not the one it should be.

    A champion was trained beside one shipped model. When an upgrade brings another, its words and
    features may no longer fit: the shipped one reads until the next training. A shipped model that
    is merely gone or damaged takes the champion with it no more than the champion takes it.
    """
    row = db.session.execute(
        select(TriageModel.version, TriageModel.base).where(TriageModel.state == CHAMPION)
    ).one_or_none()
    if row is None:
        return Reading(triage.load())
    trouble = "" if fits(row.base) else UPGRADED
    if not trouble:
        own = triage.load(file_of(row.version))
        if not own.trouble:
            return Reading(own, row.version)
        trouble = BROKEN
    instead = triage.load()
    _tell(row.version, trouble, BY_WORDS_INSTEAD if instead.trouble else SHIPPED_INSTEAD)
    return Reading(instead, row.version, trouble)


def fits(base: str) -> bool:
    """Whether a model that was trained beside the shipped model `base` may read here.

    Where no shipped model can be read, nothing speaks of an upgrade.
    """
    return shipped_version() in (base, BY_WORDS)


def _tell(version: str, trouble: str, what: str) -> None:
    """Log it once a process, not once a message."""
    if current_app.extensions.get(_TOLD) != (version, trouble, what):
        current_app.extensions[_TOLD] = (version, trouble, what)
        log.error(what, model=version, why=trouble)
