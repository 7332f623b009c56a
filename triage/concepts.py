"""Reads words into concepts: what «باجر», "bokra" and "tmrw" have in common.

Learnt from a concept, a thing that was seen in one dialect is known in all; `dictionary` lists the
forms of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from triage import dictionary, ready
from triage.stems import stems

WINDOW = 8
_MOST_WORDS = 4
_SHORTEST_START = 3
_MOST_SEEN = 5_000

Named = tuple[str, ...]
OpenEnds = tuple[tuple[str, Named], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, also without the little words written on it: what it stands for, what it begins.

    `goes_on` holds the words that may follow in what it begins, and `ends` their starts where they
    take any ending.
    """

    variants: Named
    named: Named
    begun: Named
    goes_on: tuple[frozenset[str], ...]
    ends: Named

    def goes_on_with(self, word: "_Word") -> bool:
        """Whether some form of several words begins with these two."""
        for following in self.goes_on:
            if not following.isdisjoint(word.variants):
                return True
        return bool(self.ends) and any(each.startswith(self.ends) for each in word.variants)


@dataclass(frozen=True)
class Concepts:
    """Every form of one word or more, whole or as the start of what takes any ending.

    `begun` holds what phrases go on from, with the words that follow; `ends` holds the starts of
    those last words that take any ending.
    """

    whole: dict[str, Named]
    starts: dict[str, Named]
    begun: dict[str, str]
    ends: dict[str, OpenEnds]
    _seen: dict[str, _Word] = field(default_factory=dict)

    def sequence(self, forms: Sequence[str]) -> list[Named]:
        """The concepts of a row of words, in order; words that none covers are left out.

        Where forms of several lengths fit, the longest counts.
        """
        seen = self._seen
        words = [seen.get(form) or self._word(form) for form in forms]
        found: list[Named] = []
        place = 0
        while place < len(words):
            word = words[place]
            length, named = 1, word.named
            # Most words that begin a longer form stand alone.
            if word.begun and place + 1 < len(words) and word.goes_on_with(words[place + 1]):
                length, named = self._longest(words, place)
            if named:
                found.append(named)
            place += length
        return found

    def _word(self, form: str) -> _Word:
        """All that one word tells, to be looked up once."""
        variants = stems(form)
        named: set[str] = set()
        for variant in variants:
            named.update(self.whole.get(variant, ()))
            for end in range(_SHORTEST_START, len(variant) + 1):
                if started := self.starts.get(variant[:end]):
                    named.update(started)
        begun = tuple(variant for variant in variants if variant in self.begun)
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        goes_on = tuple([_parted(self.begun[phrase]) for phrase in begun])
        ends = tuple([start for phrase in begun for start, _ in self.ends.get(phrase, ())])
        self._seen[form] = known = _Word(variants, tuple(sorted(named)), begun, goes_on, ends)
        return known

    def _longest(self, words: Sequence[_Word], place: int) -> tuple[int, Named]:
        """How many words the longest form that begins here has, and its concepts."""
        length, longest = 1, words[place].named
        begun = words[place].begun
        for reach, word in enumerate(words[place + 1 : place + _MOST_WORDS], 2):
            named: Named = ()
            longer = []
            for phrase in begun:
                for start, concepts in self.ends.get(phrase, ()):
                    if any(variant.startswith(start) for variant in word.variants):
                        named += concepts
                for variant in word.variants:
                    if (form := f"{phrase} {variant}") in self.begun:
                        longer.append(form)
                    if form in self.whole:
                        named += self.whole[form]
            if named:
                length, longest = reach, tuple(sorted(set(named)))
            if not longer:
                break
            begun = tuple(longer)
        return length, longest


def grams(sequence: Sequence[Named]) -> list[str]:
    """The concepts of a message, and each pair of them that stands near ("cancel~order")."""
    found: list[str] = []
    for place, named in enumerate(sequence):
        found += named
        for near in sequence[place + 1 : place + WINDOW]:
            found += [f"{one}~{other}" for one in named for other in near]
    return found


# Of some ten thousand phrases, few are met: the rest stay one text each.
@cache
def _parted(following: str) -> frozenset[str]:
    return frozenset(following.split())


@cache
def concepts() -> Concepts:
    """The shipped dictionary, ready to be looked up."""
    listed: dictionary.Listed = ready.part(dictionary.PART, dictionary.listed)
    starts = _by_form(listed["starts"])
    ends: dict[str, OpenEnds] = {}
    for phrase, named in _by_form(listed["open"]).items():
        first, _, last = phrase.rpartition(" ")
        ends[first] = (*ends.get(first, ()), (last, named))
    return Concepts(_by_form(listed["whole"]), starts, listed["begun"], ends)


def _by_form(listed: dict[str, str]) -> dict[str, Named]:
    """The concepts of each form, where forms are listed by their concepts."""
    return {
        form: named
        for names, forms in listed.items()
        for named in [tuple(names.split())]
        for form in forms.split("\n")
    }
