"""Hears a process out: bounded in time, its progress kept, ended with us."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from helpdesk.db import commit, now, rollback
from helpdesk.jobs import is_leaving
from helpdesk.runs.actions import note_progress
from helpdesk.runs.child import Child
from helpdesk.runs.models import Run

log = structlog.get_logger()

_PAUSE_SECONDS = 1.0
# How often the lease is renewed while the process says nothing.
_RENEWED_SECONDS = 30.0
_DETAIL_LETTERS = 4000


class Ended(Exception):  # noqa: N818 (how a run ended, by name)
    """A run without a result: "time", "failed", "leaving" (this process goes), or a caller's."""


@dataclass(frozen=True)
class Held:
    """A run that is ours by `fence`: the process that does it, its stages, and its time."""

    kind: type[Run]
    run_id: int
    fence: int
    command: Sequence[str]
    task: dict[str, Any]
    stages: Sequence[str]
    time_limit: timedelta


@dataclass(frozen=True)
class Outcome:
    """What came of it: what the process told at its end, or what ended it (a name) and why."""

    told: dict[str, Any] | None = None
    error: str | None = None
    detail: str | None = None


def hear_out(held: Held) -> Outcome:
    """Have it done in a process of its own; takes long, and commits how far it is.

    The process says JSON lines with "stage", "step", "steps"; the last has the stage "done".
    """
    # The connection goes back to the pool meanwhile.
    rollback()
    try:
        return Outcome(told=_heard(held))
    except Ended as ended:
        why = str(ended.__cause__ or "")
        log.warning("run ended", kind=held.kind.__name__, run=held.run_id, how=str(ended), why=why)
        return Outcome(error=str(ended), detail=why[-_DETAIL_LETTERS:])
    except Exception as failure:
        log.exception("run failed", kind=held.kind.__name__, run=held.run_id)
        return Outcome(error="failed", detail=f"{type(failure).__name__}: {failure}")


def _heard(held: Held) -> dict[str, Any]:
    child = Child(held.command, held.task)
    begun = renewed = time.monotonic()
    told: dict[str, Any] = {}
    try:
        for line in child.told(pause=_PAUSE_SECONDS):
            told = line or told
            if told.get("stage") == "done":
                return told
            if is_leaving():
                raise Ended("leaving")
            if time.monotonic() - begun > held.time_limit.total_seconds():
                raise Ended("time")
            if line or time.monotonic() - renewed > _RENEWED_SECONDS:
                renewed = time.monotonic()
                _tell(held, told)
    finally:
        last_words = child.end()
    raise Ended("failed") from RuntimeError(last_words)


def _tell(held: Held, told: dict[str, Any]) -> None:
    said = told.get("stage", "")
    still_ours = note_progress(
        held.kind,
        held.run_id,
        held.fence,
        now=now(),
        stage=said if said in held.stages else held.stages[0],
        step=told.get("step", 0),
        steps=told.get("steps", 0),
    )
    commit()
    if not still_ours:
        # Another worker took it over while this one was thought dead.
        raise Ended("leaving")
