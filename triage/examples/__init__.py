"""Labelled messages: one JSON object a line in the files beside this one, and how to read them."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from triage.labels import TOPICS, URGENCIES

HERE = Path(__file__).parent
VARIETIES = (
    "gulf", "egyptian", "levantine", "maghrebi", "msa", "arabizi", "mixed", "en",
)  # fmt: skip
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

    @property
    def part(self) -> Literal["train", "test"]:
        """A fixed fifth, by a hash of the id, is kept for measuring and never learnt from."""
        digest = sha256(self.id.encode()).digest()
        return "test" if int.from_bytes(digest[:4], "big") % 5 == 0 else "train"

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


@cache
def examples() -> tuple[Example, ...]:
    """Every example of every file, in the order of file names and lines."""
    return tuple(
        Example(**json.loads(line))
        for file in sorted(HERE.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    )


def part(name: Literal["train", "test"]) -> list[Example]:
    """The examples to learn from ("train") or to measure with ("test")."""
    return [example for example in examples() if example.part == name]
