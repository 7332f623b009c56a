"""Reads the dictionary of concepts as people write it in `lexicon/concepts/`.

A file lists, a concept a table, the forms that mean the same in English, Arabic of all varieties
and Arabizi, parted by commas. A form is one to four words, folded as `text.normalise` folds; `*`
at its end takes any ending.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from triage.text import normalise

FOLDER = Path(__file__).parent / "lexicon" / "concepts"
PART = "concepts"


class Listed(TypedDict):
    """The forms in lines, under the names of their concepts with a blank between.

    `whole` are forms as they stand; `starts` single words and `open` phrases that take any ending.
    `begun` holds what phrases go on from (their words but the last, but the last two, and so on),
    each with the words that then follow, a blank between.
    """

    whole: dict[str, str]
    starts: dict[str, str]
    open: dict[str, str]
    begun: dict[str, str]


def files() -> list[Path]:
    """The files of the dictionary, in a fixed order."""
    return sorted(FOLDER.glob("*.toml"))


def listed() -> Listed:
    """The whole dictionary; raises ValueError where a form holds no word."""
    whole: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    open_ends: dict[str, set[str]] = {}
    begun: dict[str, dict[str, None]] = {}
    for concept, form in _written():
        words = form.rstrip("*").replace("-", " ").replace("'", "").split()
        if not words:
            raise ValueError(f"{concept}: a form without a word")
        kind = whole if not form.endswith("*") else open_ends if words[1:] else starts
        kind.setdefault(" ".join(words), set()).add(concept)
        for end in range(1, len(words)):
            begun.setdefault(" ".join(words[:end]), {})[words[end]] = None
    return Listed(
        whole=_by_names(whole),
        starts=_by_names(starts),
        open=_by_names(open_ends),
        begun={phrase: " ".join(following) for phrase, following in begun.items()},
    )


def _by_names(forms: dict[str, set[str]]) -> dict[str, str]:
    grouped: dict[str, list[str]] = {}
    for form, names in forms.items():
        grouped.setdefault(" ".join(sorted(names)), []).append(form)
    return {names: "\n".join(together) for names, together in grouped.items()}


def _written() -> Iterator[tuple[str, str]]:
    """Each concept with each of its forms."""
    for file in files():
        for concept, lists in tomllib.loads(file.read_text("utf-8")).items():
            for forms in lists.values():
                for form in normalise(forms).split(","):
                    if form.strip():
                        yield concept, form.strip()
