"""One training: what it learns from, and the process that it is handed to."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from helpdesk.assist.actions import SOCIAL
from helpdesk.assist.champion import Reading, file_of, folder, reading
from helpdesk.learning.lessons import Lesson, lessons
from helpdesk.learning.models import STAGES, Training
from helpdesk.runs.hearing import Held, Outcome, hear_out
from triage.examples import Example

# scikit-learn takes 100 MiB and minutes of a core: the web process must not give them.
COMMAND = (sys.executable, "-m", "triage.challenge")
TIME_LIMIT = timedelta(minutes=30)


@dataclass(frozen=True)
class Course:
    """A training that is ours by `fence`: what it learns from, the new model's name, the rival."""

    training_id: int
    fence: int
    version: str
    lessons: Sequence[Lesson]
    rival: Reading


def prepare(training_id: int, fence: int) -> Course:
    """All that a training needs of the database."""
    known = lessons()
    learnt = repr([(lesson.message_id, lesson.topic, lesson.urgency) for lesson in known])
    # A name that no other training has, with six digits of what it learnt from.
    version = f"shop-{training_id}-{sha256(learnt.encode()).hexdigest()[:6]}"
    return Course(training_id, fence, version, known, reading())


def hold(course: Course) -> Outcome:
    """Train and measure in a child process; takes minutes, and commits how far it is."""
    if not course.lessons:
        return Outcome(error="nothing", detail="")
    folder().mkdir(parents=True, exist_ok=True)
    return hear_out(
        Held(
            kind=Training,
            run_id=course.training_id,
            fence=course.fence,
            command=COMMAND,
            task=task_of(course),
            stages=STAGES,
            time_limit=TIME_LIMIT,
        )
    )


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
