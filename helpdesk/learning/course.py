"""One training: the lessons go to a child process, which is heard, bounded, and ended with us."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

import structlog

from helpdesk.assist.actions import SOCIAL
from helpdesk.assist.champion import Reading, file_of, folder, reading
from helpdesk.db import commit, now, rollback
from helpdesk.jobs import is_leaving
from helpdesk.learning.actions import note_progress
from helpdesk.learning.child import Child
from helpdesk.learning.lessons import Lesson, lessons
from triage.examples import Example

log = structlog.get_logger()

TIME_LIMIT = timedelta(minutes=30)
_PAUSE_SECONDS = 1.0
# How often the lease is renewed while the child says nothing.
_RENEWED_SECONDS = 30.0
_DETAIL_LETTERS = 4000


class Ended(Exception):  # noqa: N818 (how a training ended, by name)
    """A training without a model: "nothing", "time", "failed", or "leaving" (this process goes)."""


@dataclass(frozen=True)
class Course:
    """A training that is ours by `fence`: what it learns from, the new model's name, the rival."""

    training_id: int
    fence: int
    version: str
    lessons: Sequence[Lesson]
    rival: Reading


@dataclass(frozen=True)
class Outcome:
    """What came of it: what the child told at its end, or the name of what ended it and why."""

    told: dict[str, Any] | None = None
    error: str | None = None
    detail: str | None = None


def prepare(training_id: int, fence: int) -> Course:
    """All that a training needs of the database."""
    known = lessons()
    learnt = repr([(lesson.message_id, lesson.topic, lesson.urgency) for lesson in known])
    # A name that no other training has, with six digits of what it learnt from.
    version = f"shop-{training_id}-{sha256(learnt.encode()).hexdigest()[:6]}"
    return Course(training_id, fence, version, known, reading())


def hold(course: Course) -> Outcome:
    """Train and measure in a child process; takes minutes, and commits how far it is."""
    # The connection goes back to the pool meanwhile.
    rollback()
    try:
        return Outcome(told=_heard(course))
    except Ended as ended:
        why = str(ended.__cause__ or "")
        log.warning("training ended", training=course.training_id, how=str(ended), why=why)
        return Outcome(error=str(ended), detail=why[-_DETAIL_LETTERS:])
    except Exception as failure:
        log.exception("training failed", training=course.training_id)
        return Outcome(error="failed", detail=f"{type(failure).__name__}: {failure}")


def task_of(course: Course) -> dict[str, Any]:
    """The task as triage.challenge is told it."""
    own = course.rival.champion and not course.rival.trouble
    return {
        "lessons": [_example(lesson) for lesson in course.lessons if not lesson.is_held_out],
        "held": [_example(lesson) for lesson in course.lessons if lesson.is_held_out],
        "champion": str(file_of(course.rival.champion).resolve()) if own else None,
        "file": str(file_of(course.version).resolve()),
        "version": course.version,
    }


def _heard(course: Course) -> dict[str, Any]:
    if not course.lessons:
        raise Ended("nothing")
    folder().mkdir(parents=True, exist_ok=True)
    child = Child(task_of(course))
    begun = renewed = time.monotonic()
    told: dict[str, Any] = {}
    try:
        for line in child.told(pause=_PAUSE_SECONDS):
            told = line or told
            if told.get("stage") == "done":
                return told
            if is_leaving():
                raise Ended("leaving")
            if time.monotonic() - begun > TIME_LIMIT.total_seconds():
                raise Ended("time")
            if line or time.monotonic() - renewed > _RENEWED_SECONDS:
                renewed = time.monotonic()
                _tell(course, told)
    finally:
        last_words = child.end()
    raise Ended("failed") from RuntimeError(last_words)


def _tell(course: Course, told: dict[str, Any]) -> None:
    still_ours = note_progress(
        course.training_id,
        course.fence,
        now=now(),
        stage=told.get("stage", ""),
        step=told.get("step", 0),
        steps=told.get("steps", 0),
    )
    commit()
    if not still_ours:
        # Another worker took it over while this one was thought dead.
        raise Ended("leaving")


def _example(lesson: Lesson) -> dict[str, Any]:
    example = Example(
        id=f"shop-{lesson.message_id}",
        text=lesson.text,
        channel=SOCIAL.get(lesson.channel, lesson.channel),
        lang=lesson.language,
        variety=lesson.variety,
        topic=lesson.topic,
        urgency=lesson.urgency,
        hard=False,
        subject=lesson.subject,
    )
    return asdict(example)
