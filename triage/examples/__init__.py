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

    Raises OSError, and ValueError, with the line, where a line is no JSON object with a text, a
    topic and an urgency that there are.
    """
    found = []
    # Not splitlines(): a text may hold U+2028, U+0085 and others that end no line of JSON.
    for number, line in enumerate(_text_of(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_example(_stated(line), f"{file.stem}-{number}"))
        except ValueError as error:
            raise ValueError(f"{file.name}, line {number}: {error}") from None
    return found


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file.name} is not in UTF-8: {error}") from None


def _stated(line: str) -> dict[str, Any]:
    """What a line states, where that is enough to measure by; raises ValueError where not."""
    stated = json.loads(line)
    if not isinstance(stated, dict):
        raise ValueError("no JSON object")
    for name in ("text", "topic", "urgency"):
        if name not in stated:
            raise ValueError(f"no {name!r}")
    for name, value in (("text", stated["text"]), ("subject", stated.get("subject") or "")):
        if not isinstance(value, str):
            raise ValueError(f"{name} {value!r} is no text")
    # A label that does not exist would be counted as neither right nor wrong.
    for name, known in (("topic", list(TOPICS)), ("urgency", list(map(str, URGENCIES)))):
        if str(stated[name]) not in known:
            raise ValueError(f"{name} {stated[name]!r} is none of {', '.join(known)}")
    return stated


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
