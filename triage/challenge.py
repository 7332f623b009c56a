"""Trains a challenger on the examples and a shop's corrections, and measures it and the champion.

A process of its own: `python -m triage.challenge`, told its task by one JSON line on standard
input, telling how far it is by JSON lines on standard output. It ends when its input is closed, so
that nobody trains for a house that has gone.
"""

import json
import os
import re
import resource
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from triage import evaluate, train
from triage.examples import DIALECTS, Example, part
from triage.reader import Triage, load
from triage.urgency import URGENT

_NICE = 10
_STEPS = re.compile(r"(\d+) of (\d+)")
_STAGES = {"reading": "reading", "calibrating": "calibrating", "learning": "learning"}
Tell = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Task:
    """What to learn, what to measure with, against whom, and where the new model goes.

    `lessons` are learnt, `held` never. `champion` is the file that reads now, None for the shipped
    one. `base` and `test` are the house's own examples to learn from and to measure with.
    """

    lessons: Sequence[Example]
    held: Sequence[Example]
    champion: Path | None
    file: Path
    version: str
    base: Sequence[Example]
    test: Sequence[Example]

    @classmethod
    def told(cls, words: dict[str, Any]) -> "Task":
        """The task that a line of JSON describes, with the examples that stand in this house."""
        champion = words["champion"]
        return cls(
            lessons=[Example(**each) for each in words["lessons"]],
            held=[Example(**each) for each in words["held"]],
            champion=Path(champion) if champion else None,
            file=Path(words["file"]),
            version=words["version"],
            base=part("train"),
            test=part("test"),
        )


def run(task: Task, tell: Tell) -> dict[str, Any]:
    """Train, write the file, measure both sides; gives {"challenger": …, "champion": …}.

    Each side: {"corrections": …, "test": …}, as `figures` gives them.
    """
    learnt = [*task.base, *map(taught, task.lessons)]
    train.write(learnt, task.file, version=task.version, progress=lambda said: tell(progress(said)))
    tell({"stage": "measuring"})
    return {
        "challenger": _side(load(task.file), task),
        "champion": _side(load(task.champion), task),
    }


def taught(lesson: Example) -> Example:
    """A correction as it is learnt: without its variety, which triage said and nobody corrected.

    Each counts once: twice or more brought no more and cost calibration (docs/triage.md).
    """
    return replace(lesson, variety="" if lesson.variety in DIALECTS else lesson.variety)


def progress(said: str) -> dict[str, Any]:
    """A line of training as a stage, with its steps where it has some."""
    steps = _STEPS.search(said)
    stage = _STAGES.get(said.partition(" ")[0].strip(",").lower(), "learning")
    return {"stage": stage, **({"step": int(steps[1]), "steps": int(steps[2])} if steps else {})}


def figures(reader: Triage, examples: Sequence[Example]) -> dict[str, float] | None:
    """How a reader does on labelled messages; None without any.

    `right` counts labels, two a message; `urgent` the messages of level 3, `urgent_found` those of
    them called so. The rest are shares from 0 to 1 (see evaluate.Quality).
    """
    if not examples:
        return None
    judged = evaluate.judge(reader, examples)
    quality = evaluate.measure(judged)
    levels = [(one.example.urgency, one.verdict.urgency) for one in judged]
    topics_right = sum(one.example.topic == one.verdict.topic for one in judged)
    levels_right = sum(label == said for label, said in levels)
    return {
        "n": len(judged),
        "right": topics_right + levels_right,
        "topic": round(topics_right / len(judged), 4),
        "urgency": round(levels_right / len(judged), 4),
        "topic_f1": round(quality.topic_macro_f1, 4),
        "urgency_f1": round(quality.urgency_macro_f1, 4),
        "pairs": round(quality.pairwise_concordance, 4),
        "urgent": sum(label == URGENT for label, _ in levels),
        "urgent_found": sum(label == said == URGENT for label, said in levels),
    }


def _side(reader: Triage, task: Task) -> dict[str, Any]:
    return {"corrections": figures(reader, task.held), "test": figures(reader, task.test)}


def main() -> None:
    """Take the task, work it off in the background of the machine, say what came of it."""
    os.nice(_NICE)
    task = Task.told(json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_the_house, daemon=True).start()
    measured = run(task, _say)
    _say(
        {
            "stage": "done",
            "figures": measured,
            "examples": len(task.base),
            # Kibibytes on Linux; macOS counts in bytes, and nobody serves from there.
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _end_with_the_house() -> None:
    """Whoever asked holds our input open; when it closes, they are gone or want no more of it."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
