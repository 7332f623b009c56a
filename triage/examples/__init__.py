"""Labelled messages: `train/` to learn from, `test/` to measure with, a JSON object a line.

The messages in `test/` were written by other hands in another sitting than those in `train/`, and
no word list, feature or number was chosen by looking at them.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from triage.labels import TOPICS, URGENCIES
from triage.text import language

HERE = Path(__file__).parent
DIALECTS = ("gulf", "egyptian", "levantine", "maghrebi", "iraqi", "msa")
VARIETIES = (*DIALECTS, "arabizi", "mixed", "en")
PARTS = ("train", "test")
CHANNELS = ("email", "chat", "social")


@dataclass(frozen=True)
class Example:
    """One message as a customer might send it, with the labels a person gave it."""

    id: str
    text: str
    channel: str
    lang: str
    variety: str
    topic: str
    urgency: int
    hard: bool
    subject: str = ""
    secondary: str | None = None

    def faults(self) -> list[str]:
        """What is wrong with its labels, in words; empty where all is well."""
        checks = {
            f"topic {self.topic!r}": self.topic in TOPICS,
            f"secondary {self.secondary!r}": self.secondary is None
            or (self.secondary in TOPICS and self.secondary != self.topic),
            f"urgency {self.urgency!r}": self.urgency in URGENCIES,
            f"channel {self.channel!r}": self.channel in CHANNELS,
            f"lang {self.lang!r}": self.lang in ("ar", "en"),
            f"variety {self.variety!r}": self.variety in VARIETIES,
        }
        return [f"{self.id}: {what}" for what, fine in checks.items() if not fine]


def files() -> list[Path]:
    """Every file of examples, in a fixed order."""
    return [file for name in PARTS for file in sorted((HERE / name).glob("*.jsonl"))]


def read(file: Path) -> list[Example]:
    """The examples of one file; facts it does not state (a variety, say) get their defaults.

    Raises ValueError, with the line, where a line is no JSON object with a text.
    """
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_example(json.loads(line), f"{file.stem}-{number}"))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{file.name}, line {number}: {error}") from None
    return found


def _example(stated: dict[str, Any], name: str) -> Example:
    lang = stated.get("lang") or language(stated["text"])
    return Example(
        id=str(stated.get("id", name)),
        text=stated["text"],
        channel=stated.get("channel") or "email",
        lang=lang,
        variety=stated.get("variety") or ("en" if lang == "en" else ""),
        topic=stated["topic"],
        urgency=int(stated["urgency"]),
        hard=bool(stated.get("hard")),
        subject=stated.get("subject") or "",
        secondary=stated.get("secondary") or None,
    )


@cache
def part(name: Literal["train", "test"]) -> tuple[Example, ...]:
    """The examples to learn from ("train") or to measure with ("test")."""
    return tuple(
        example for file in sorted((HERE / name).glob("*.jsonl")) for example in read(file)
    )


def examples() -> tuple[Example, ...]:
    """All of them."""
    return part("train") + part("test")
