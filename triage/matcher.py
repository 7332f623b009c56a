"""Finds the phrases of the lexicon in a row of words."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from triage.lexicon import meanings
from triage.lexicon.numbered import Numbered, shipped
from triage.terms import Read, Terms

Step = tuple[int, ...]


class Sense(NamedTuple):
    """What a phrase says: a meaning, perhaps only where it is denied, or that it is not meant."""

    meaning: str
    denied: bool
    excludes: bool


Found = tuple[Sense, int, int]
# A sense, and the steps that follow a phrase's first: how far away, then the terms.
_Begun = tuple[Sense, tuple[Step, ...]]


class Matcher:
    """A list of phrases, ready to be run over words."""

    def __init__(self, listed: Numbered) -> None:
        self.terms = Terms(listed["terms"].split("\n"))
        self._alarming = {name for name, meaning in meanings().items() if meaning.level == 3}
        # By their first term, and where the second must follow at once, by that too: few of the
        # phrases that a word begins are then looked at.
        self._loose: dict[int, tuple[_Begun, ...]] = {}
        self._close: dict[tuple[int, int], tuple[_Begun, ...]] = {}
        # What is equal is kept once.
        once: dict[Any, Any] = {}
        for meaning, denied, excludes, steps in listed["phrases"]:
            sense = Sense(meaning, denied, excludes)
            rest = tuple(once.setdefault(step, step) for step in map(tuple, steps[1:]))
            self._file(steps[0][1:], (once.setdefault(sense, sense), rest))

    def _file(self, firsts: Sequence[int], begun: _Begun) -> None:
        _, rest = begun
        follows_at_once = bool(rest) and rest[0][0] == 0
        for first in firsts:
            if not follows_at_once:
                self._loose[first] = (*self._loose.get(first, ()), begun)
                continue
            for second in rest[0][1:]:
                pair = (first, second)
                self._close[pair] = (*self._close.get(pair, ()), begun)

    def find(self, forms: Sequence[str], romanised: bool) -> tuple[list[Found], list[bool]]:
        """Every phrase in a row of words, and which of the words deny themselves."""
        read = [self.terms.of(form, romanised=romanised) for form in forms]
        terms = [word.terms for word in read]
        found = []
        for start, (here, following) in enumerate(zip(terms, [*terms[1:], ()], strict=False)):
            for sense, rest in self._begun(here, following) if here else ():
                end = _end(terms, start, rest) if rest else start
                if end is not None and not self._is_rash(sense, read[start : end + 1]):
                    found.append((sense, start, end))
        return found, [word.denied for word in read]

    def _begun(self, here: Iterable[int], following: Iterable[int]) -> list[_Begun]:
        """The phrases that may begin with a word, by it and the one after it."""
        begun: list[_Begun] = []
        for first in here:
            begun += self._loose.get(first, ())
            for second in following:
                begun += self._close.get((first, second), ())
        return begun

    def _is_rash(self, sense: Sense, read: Sequence[Read]) -> bool:
        """Whether this would raise an alarm on a guess."""
        return sense.meaning in self._alarming and any(word.guess for word in read)


def _end(terms: Sequence[frozenset[int]], at: int, steps: Sequence[Step]) -> int | None:
    for gap, *wanted in steps:
        for place in range(at + 1, min(at + 2 + gap, len(terms))):
            if terms[place] and not terms[place].isdisjoint(wanted):
                at = place
                break
        else:
            return None
    return at


@cache
def matcher() -> Matcher:
    """The matcher over the shipped lexicon, built once."""
    return Matcher(shipped())
