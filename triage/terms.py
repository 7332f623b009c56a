"""Finds single words of the lexicon in a word of a message, over clitics, endings and Arabizi."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from triage import arabizi
from triage.stems import stems
from triage.text import is_arabic

_SHORTEST_SKELETON = 3
_MOST_SEEN = 5_000


class Read(NamedTuple):
    """The terms that a word stands for; whether it denies itself («موصلش»); if it is a guess.

    A guess is an Arabizi word that only shares its consonants with a term.
    """

    terms: frozenset[int]
    denied: bool = False
    guess: bool = False


_NOTHING = Read(frozenset())


class Terms:
    """Every single word that the lexicon looks for, numbered, found by exact form or by part."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.exact: dict[str, int] = {}
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.inside: dict[str, int] = {}
        self.skeletons: dict[str, tuple[int, ...]] = {}
        for number, term in enumerate(listed):
            self._file(term, number)
        self._told = lru_cache(_MOST_SEEN)(self._arabic_or_english)
        self._guessed = lru_cache(_MOST_SEEN)(self._arabizi)

    def _file(self, term: str, number: int) -> None:
        bare = term.strip("*")
        before, after = term.startswith("*"), term.endswith("*")
        (self.exact, self.starts, self.ends, self.inside)[2 * before + after][bare] = number
        if is_arabic(bare):
            bones = arabizi.skeleton(bare)
            if len(bones) >= _SHORTEST_SKELETON:
                self.skeletons[bones] = (*self.skeletons.get(bones, ()), number)

    def of(self, form: str, *, romanised: bool) -> Read:
        """What a word says; `romanised` where the message is written in Arabizi."""
        return self._guessed(form) if romanised else self._told(form)

    def _arabic_or_english(self, form: str) -> Read:
        if found := self._look_up(stems(form)):
            return Read(frozenset(found))
        inner = undenied(form) if is_arabic(form) else None
        if inner and (found := self._look_up(stems(inner))):
            return Read(frozenset(found), denied=True)
        return _NOTHING

    def _arabizi(self, form: str) -> Read:
        if is_arabic(form) or self._look_up([form]):
            return self._arabic_or_english(form)
        reading = arabizi.reading(form)
        for variant in stems(reading):
            if hits := self.skeletons.get(arabizi.skeleton(variant)):
                return Read(frozenset(hits), guess=True)
        if inner := undenied(reading):
            hits = self.skeletons.get(arabizi.skeleton(inner), ())
            return Read(frozenset(hits), denied=True, guess=True)
        return Read(frozenset(), guess=True)

    def _look_up(self, variants: Iterable[str]) -> list[int]:
        found = []
        for form in variants:
            if (number := self.exact.get(form)) is not None:
                found.append(number)
            for end in range(2, len(form) + 1):
                if (number := self.starts.get(form[:end])) is not None:
                    found.append(number)
            found += self._inside(form)
        return found

    def _inside(self, form: str) -> list[int]:
        """The terms that take any beginning, of which there are few or none."""
        found = []
        if self.ends:
            found += [self.ends.get(form[start:]) for start in range(len(form) - 1)]
        if self.inside:
            found += [
                self.inside.get(form[start:end])
                for start in range(len(form) - 1)
                for end in range(start + 2, min(len(form), start + 8) + 1)
            ]
        return [number for number in found if number is not None]


def undenied(form: str) -> str | None:
    """What is denied inside one word: «موصلش», «ماوصل» → «وصل»; None where nothing is."""
    rest = form[1:] if len(form) > 4 and form[0] == "و" and form[1] == "م" else form
    if len(rest) >= 4 and rest[0] == "م" and rest[-1] == "ش":
        inner = rest[2:-1] if rest[1] == "ا" and len(rest) > 5 else rest[1:-1]
        return inner if len(inner) >= 2 else None
    if len(rest) >= 5 and rest.startswith("ما"):
        return rest[2:]
    return rest[:-1] if len(rest) >= 5 and rest[-1] == "ش" else None
