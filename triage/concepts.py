"""Reads words into concepts: what «باجر», "bokra" and "tmrw" have in common.

`lexicon/concepts/` lists, a concept a table, the forms that mean the same in English, Arabic of all
varieties and Arabizi, parted by commas. A form is one to four words, folded as `text.normalise`
folds; `*` at its end takes any ending. Learnt from a concept, a thing that was seen in one dialect
is known in all.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from triage.stems import stems
from triage.text import is_arabic, normalise

FOLDER = Path(__file__).parent / "lexicon" / "concepts"
_SHORTEST_START = 3
_WINDOW = 8
_MOST_SEEN = 20_000

Named = tuple[str, ...]


@dataclass(frozen=True)
class _Tail:
    """The words of a form after its second, and whether its last takes any ending."""

    words: Named
    open_end: bool
    concept: str


@dataclass(frozen=True)
class _First:
    """What a word stands for alone, and the forms it may begin, by their second word.

    `open` holds those of two words whose second takes any ending.
    """

    named: Named = ()
    seconds: dict[str, list[_Tail]] = field(default_factory=dict)
    open: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Concepts:
    """Every form, found by its first word."""

    exact: dict[str, Named]
    starts: dict[str, Named]
    firsts: dict[str, _First]
    _seen: dict[str, _First] = field(default_factory=dict)

    def sequence(self, forms: Sequence[str]) -> list[Named]:
        """The concepts of a row of words, in order; words that none covers are left out.

        Where forms of several lengths fit, the longest counts.
        """
        found: list[Named] = []
        place = 0
        while place < len(forms):
            first = self._first(forms[place])
            length, phrase = _longest(first, forms, place)
            if named := phrase or first.named:
                found.append(named)
            place += length
        return found

    def _first(self, form: str) -> _First:
        """All that a word, with and without the little words written on it, may begin."""
        if (known := self._seen.get(form)) is not None:
            return known
        named: set[str] = set()
        seconds: dict[str, list[_Tail]] = {}
        open_ends: list[tuple[str, str]] = []
        for variant in _variants(form):
            named.update(self.exact.get(variant, ()))
            for end in range(_SHORTEST_START, len(variant) + 1):
                named.update(self.starts.get(variant[:end], ()))
            if (begun := self.firsts.get(variant)) is not None:
                open_ends += begun.open
                for second, tails in begun.seconds.items():
                    seconds.setdefault(second, []).extend(tails)
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen[form] = known = _First(tuple(sorted(named)), seconds, open_ends)
        return known


def _variants(form: str) -> Sequence[str]:
    return stems(form) if is_arabic(form) else (form,)


def grams(sequence: Sequence[Named]) -> list[str]:
    """The concepts of a message, and each pair of them that stands near ("cancel~order")."""
    found: list[str] = []
    for place, named in enumerate(sequence):
        found += named
        for near in sequence[place + 1 : place + _WINDOW]:
            found += [f"{one}~{other}" for one in named for other in near]
    return found


def _longest(first: _First, forms: Sequence[str], place: int) -> tuple[int, Named]:
    """How many words the longest form that begins here has (1 where none), and its concepts."""
    length, named = 1, set[str]()
    if place + 1 >= len(forms):
        return length, ()
    for second, concept in first.open:
        if any(variant.startswith(second) for variant in _variants(forms[place + 1])):
            length, named = 2, named | {concept}
    for variant in _variants(forms[place + 1]):
        for tail in first.seconds.get(variant, ()):
            reach = 2 + len(tail.words)
            if reach >= length and _follows(tail, forms, place + 2):
                named = named | {tail.concept} if reach == length else {tail.concept}
                length = reach
    return length, tuple(sorted(named))


def _follows(tail: _Tail, forms: Sequence[str], start: int) -> bool:
    last = start + len(tail.words) - 1
    return last < len(forms) and all(
        word in _variants(forms[place])
        or (tail.open_end and place == last and forms[place].startswith(word))
        for place, word in enumerate(tail.words, start)
    )


@cache
def concepts() -> Concepts:
    """The shipped dictionary, read once; raises ValueError where a form holds no word."""
    exact: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    firsts: dict[str, _First] = {}
    for concept, form in _listed():
        words = form.rstrip("*").replace("-", " ").replace("'", "").split()
        open_end = form.endswith("*")
        if not words:
            raise ValueError(f"{concept}: a form without a word")
        if len(words) == 1:
            (starts if open_end else exact).setdefault(words[0], set()).add(concept)
        elif len(words) == 2 and open_end:
            firsts.setdefault(words[0], _First()).open.append((words[1], concept))
        else:
            tail = _Tail(tuple(words[2:]), open_end, concept)
            firsts.setdefault(words[0], _First()).seconds.setdefault(words[1], []).append(tail)
    return Concepts(
        {form: tuple(sorted(named)) for form, named in exact.items()},
        {form: tuple(sorted(named)) for form, named in starts.items()},
        firsts,
    )


def files() -> list[Path]:
    """The files of the dictionary, in a fixed order."""
    return sorted(FOLDER.glob("*.toml"))


def _listed() -> list[tuple[str, str]]:
    return [
        (concept, form)
        for file in files()
        for concept, lists in tomllib.loads(file.read_text("utf-8")).items()
        for listed in lists.values()
        for form in map(str.strip, normalise(listed).split(","))
        if form
    ]
