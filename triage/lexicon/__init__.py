"""Words that speak for a topic or an urgency: reads the word files beside it.

`meanings.toml` lists what can be said; `ar/` and `en/` list how people say it, a file a topic or
kind of urgency. In a word file, phrases are parted by commas; in a phrase

    word      is that word, with or without و ف ب ل ال before it
    word*     any ending; *word any beginning; *word* both
    a|b       either
    ..        up to three words between
    NOT x     x where it is denied ("not working", «ما وصل», «موصلش»)

Every key of an entry but `not` adds phrases (the keys name the variety: msa, gulf, egyptian,
levantine, maghrebi, arabizi, or just words); `not` lists senses that are not meant.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from triage.text import normalise

_HERE = Path(__file__).parent
LANGUAGES = ("ar", "en")


@dataclass(frozen=True)
class Meaning:
    """Something a message can say, and what follows from it (see the head of meanings.toml)."""

    name: str
    ar: str
    en: str
    weight: float = 0.0
    speaks: dict[str, float] = field(default_factory=dict)
    level: int = 0
    when: tuple[str, ...] = ()
    eased: tuple[str, ...] = ()
    asked: int | None = None
    denied: str | None = None
    lowers: float = 0.0
    tone: float = 0.0

    @cached_property
    def topics(self) -> dict[str, float]:
        """The topics it speaks for, each with a weight."""
        kind = self.name.split(".")[0]
        return {kind: self.weight, **self.speaks} if self.weight else self.speaks


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a phrase: the words that may stand there, and how far they may be away."""

    alternatives: tuple[str, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to say a meaning: its steps, and whether it counts only where it is denied."""

    meaning: str
    steps: tuple[Step, ...]
    denied: bool = False
    excludes: bool = False


@cache
def meanings() -> dict[str, Meaning]:
    """Every meaning by its name ("broken.damaged"), in the order of the file."""
    table = tomllib.loads((_HERE / "meanings.toml").read_text("utf-8"))
    found = {}
    for kind, entries in table.items():
        for entry, facts in entries.items():
            name = f"{kind}.{entry}"
            when, eased = (tuple(facts.pop(key, ())) for key in ("when", "eased"))
            found[name] = Meaning(name=name, when=when, eased=eased, **facts)
    return found


def phrases() -> tuple[Phrase, ...]:
    """Every phrase of every word file, read anew."""
    return tuple(phrase for file in word_files() for phrase in _read(file))


def word_files() -> list[Path]:
    """The word files, in a fixed order."""
    return [file for language in LANGUAGES for file in sorted((_HERE / language).glob("*.toml"))]


def _read(file: Path) -> list[Phrase]:
    found = []
    for entry, lists in tomllib.loads(file.read_text("utf-8")).items():
        name = f"{file.stem}.{entry}"
        if name not in meanings():
            raise ValueError(f"{file.parent.name}/{file.name}: no meaning is named {name}")
        for key, listed in lists.items():
            parts = [part.strip() for part in listed.replace("\n", " ").split(",")]
            found += [parse(part, name, excludes=key == "not") for part in parts if part]
    return found


def parse(phrase: str, meaning: str, *, excludes: bool = False) -> Phrase:
    """Reads one phrase as the word files write it; raises ValueError on an empty one."""
    parts = phrase.split()
    denied = parts[0] == "NOT" if parts else False
    steps: list[Step] = []
    gap = 0
    for part in parts[denied:]:
        if part == "..":
            gap = 3
            continue
        steps.append(Step(tuple(_term(word) for word in part.split("|")), gap))
        gap = 0
    if not steps:
        raise ValueError(f"{meaning}: an empty phrase in {phrase!r}")
    return Phrase(meaning, tuple(steps), denied, excludes)


def _term(word: str) -> str:
    bare = normalise(word.strip("*")).replace("'", "").replace(" ", "")
    if not bare:
        raise ValueError(f"nothing to look for in {word!r}")
    return ("*" if word.startswith("*") else "") + bare + ("*" if word.endswith("*") else "")
