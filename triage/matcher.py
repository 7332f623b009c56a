"""Finds the phrases of the lexicon in a row of words, over clitics, endings and Arabizi."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from triage import arabizi
from triage.lexicon import Phrase, meanings, phrases
from triage.stems import stems
from triage.text import is_arabic

_SHORTEST_SKELETON = 3


class Terms:
    """Every single word that the lexicon looks for, numbered, found by exact form or by part."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.exact: dict[str, list[int]] = {}
        self.starts: dict[str, list[int]] = {}
        self.ends: dict[str, list[int]] = {}
        self.inside: dict[str, list[int]] = {}
        self.skeletons: dict[str, list[int]] = {}
        for number, term in enumerate(listed):
            self._file(term, number)
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _file(self, term: str, number: int) -> None:
        bare = term.strip("*")
        before, after = term.startswith("*"), term.endswith("*")
        table = (self.exact, self.starts, self.ends, self.inside)[2 * before + after]
        table.setdefault(bare, []).append(number)
        if is_arabic(bare):
            bones = arabizi.skeleton(bare)
            if len(bones) >= _SHORTEST_SKELETON:
                self.skeletons.setdefault(bones, []).append(number)

    def _of(self, form: str, romanised: bool) -> tuple[frozenset[int], bool, bool]:
        """The terms a word stands for; whether it denies itself («موصلش»); whether it is a guess.

        A guess is an Arabizi word that only shares its consonants with a term.
        """
        found: set[int] = set()
        arabic = is_arabic(form)
        for variant in stems(form) if arabic else (form,):
            self._look_up(variant, found)
        if arabic and not found and (inner := undenied(form)):
            for variant in stems(inner):
                self._look_up(variant, found)
            return frozenset(found), bool(found), False
        if romanised and not arabic and not found:
            return (*self._romanised(form), True)
        return frozenset(found), False, False

    def _romanised(self, form: str) -> tuple[frozenset[int], bool]:
        reading = arabizi.reading(form)
        for variant in stems(reading):
            if hits := self.skeletons.get(arabizi.skeleton(variant)):
                return frozenset(hits), False
        if inner := undenied(reading):
            return frozenset(self.skeletons.get(arabizi.skeleton(inner), ())), True
        return frozenset(), False

    def _look_up(self, form: str, found: set[int]) -> None:
        if (hits := self.exact.get(form)) is not None:
            found.update(hits)
        starts = self.starts
        for end in range(2, len(form) + 1):
            if form[:end] in starts:
                found.update(starts[form[:end]])
        if self.ends:
            for start in range(len(form) - 1):
                found.update(self.ends.get(form[start:], ()))
        if self.inside:
            for start in range(len(form) - 1):
                for end in range(start + 2, min(len(form), start + 8) + 1):
                    found.update(self.inside.get(form[start:end], ()))


def undenied(form: str) -> str | None:
    """What is denied inside one word: «موصلش», «ماوصل» → «وصل»; None where nothing is."""
    rest = form[1:] if len(form) > 4 and form[0] == "و" and form[1] == "م" else form
    if len(rest) >= 4 and rest[0] == "م" and rest[-1] == "ش":
        inner = rest[2:-1] if rest[1] == "ا" and len(rest) > 5 else rest[1:-1]
        return inner if len(inner) >= 2 else None
    if len(rest) >= 5 and rest.startswith("ما"):
        return rest[2:]
    return rest[:-1] if len(rest) >= 5 and rest[-1] == "ش" else None


class Matcher:
    """The whole lexicon, ready to be run over words."""

    def __init__(self, listed: Sequence[Phrase]) -> None:
        numbers: dict[str, int] = {}
        for phrase in listed:
            for step in phrase.steps:
                for word in step.alternatives:
                    numbers.setdefault(word, len(numbers))
        self.terms = Terms(numbers)
        self._alarming = {name for name, meaning in meanings().items() if meaning.level == 3}
        # By their first term, and where the second must follow at once, by that too: few of the
        # phrases that a word begins are then looked at.
        self._loose: dict[int, list[tuple[Phrase, Steps]]] = {}
        self._close: dict[int, dict[int, list[tuple[Phrase, Steps]]]] = {}
        for phrase in listed:
            steps = tuple(
                (frozenset(numbers[word] for word in step.alternatives), step.gap)
                for step in phrase.steps
            )
            for first in steps[0][0]:
                self._file(first, phrase, steps[1:])

    def _file(self, first: int, phrase: Phrase, rest: "Steps") -> None:
        if not rest or rest[0][1]:
            self._loose.setdefault(first, []).append((phrase, rest))
            return
        for second in rest[0][0]:
            self._close.setdefault(first, {}).setdefault(second, []).append((phrase, rest))

    def find(self, forms: Sequence[str], romanised: bool) -> tuple[list["Found"], list[bool]]:
        """Every phrase in a row of words, and which of the words deny themselves."""
        read = [self.terms.of(form, romanised) for form in forms]
        sets = [terms for terms, _, _ in read]
        found = []
        for start, terms in enumerate(sets):
            for phrase, rest in self._begun(terms, sets[start + 1] if sets[start + 1 :] else ()):
                end = _end(sets, start, rest)
                if end is not None and not self._is_rash(phrase, read[start : end + 1]):
                    found.append((phrase, start, end))
        return found, [denied for _, denied, _ in read]

    def _begun(
        self, terms: Iterable[int], following: Iterable[int]
    ) -> list[tuple[Phrase, "Steps"]]:
        """The phrases that may begin with a word, by it and the one after it."""
        begun: list[tuple[Phrase, Steps]] = []
        for term in terms:
            if (loose := self._loose.get(term)) is not None:
                begun += loose
            if (close := self._close.get(term)) is not None:
                for second in following:
                    begun += close.get(second, ())
        return begun

    def _is_rash(self, phrase: Phrase, read: Sequence[tuple[frozenset[int], bool, bool]]) -> bool:
        """Whether this would raise an alarm on a guess."""
        return phrase.meaning in self._alarming and any(guess for _, _, guess in read)


Found = tuple[Phrase, int, int]
Steps = tuple[tuple[frozenset[int], int], ...]


def _end(sets: Sequence[frozenset[int]], at: int, steps: "Steps") -> int | None:
    for wanted, gap in steps:
        for place in range(at + 1, min(at + 2 + gap, len(sets))):
            if not wanted.isdisjoint(sets[place]):
                at = place
                break
        else:
            return None
    return at


@cache
def matcher() -> Matcher:
    """The matcher over the shipped lexicon, built once."""
    return Matcher(phrases())
