"""What the network of matters reads in a text: words, neighbours, letter n-grams, concepts.

Each is weighed by TF-IDF, and each kind is as long as its scale says, so that a long text weighs no
more than a short one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from faq.terms import grams as letters
from triage import arabizi
from triage.concepts import concepts
from triage.table import Floats

Places = NDArray[np.intp]
Terms = tuple[list[str], list[str], list[str]]
KINDS = ("words", "letters", "concepts")
_SCALES = np.array([1.0, 1.0, 0.8])
_RARE = 5  # in fewer texts a gram teaches nothing
_REMEMBERED = 50_000
_TINY = 1e-12


class Grams:
    """The grams that were learnt, numbered through all KINDS, with the rarity (idf) of each."""

    def __init__(self, terms: Terms, idf: Floats) -> None:
        self.terms = terms
        self.idf = idf
        self._kinds = np.arange(len(KINDS)).repeat([len(listed) for listed in terms])
        starts = np.cumsum([0, *(len(listed) for listed in terms)]).tolist()
        self._words, self._letters, self._concepts = (
            {term: number for number, term in enumerate(listed, start)}
            for start, listed in zip(starts[:-1], terms, strict=True)
        )
        self._of_form = lru_cache(_REMEMBERED)(self._word_and_letters)

    def __len__(self) -> int:
        return len(self.idf)

    @classmethod
    def of(cls, texts: Sequence[list[str]]) -> "Grams":
        """The grams that stand in several of some texts, given as words in the one spelling."""
        counters = Counter[str](), Counter[str](), Counter[str]()
        for forms in texts:
            for counter, terms in zip(counters, _terms(_read(forms)), strict=True):
                counter.update(terms)
        words, of_letters, named = (
            sorted(term for term, count in counter.items() if count >= _RARE)
            for counter in counters
        )
        kept = words, of_letters, named
        frequency = np.array(
            [counter[t] for counter, terms in zip(counters, kept, strict=True) for t in terms]
        )
        idf = np.log((1 + len(texts)) / (1 + frequency)) + 1
        return cls(kept, idf.astype(np.float32))

    def weigh(self, texts: Iterable[list[str]]) -> list[tuple[Places, Floats]]:
        """The places of each text's grams, and what each weighs.

        Takes texts as their words in the one spelling.
        """
        # Step by step over all texts: what a step looks up then stays in the processor's cache.
        read = [_read(forms) for forms in texts]
        named = [_concepts(forms) for forms in read]
        several = [
            _known(chain(map(self._words.get, _pairs(forms)), map(self._concepts.get, names)))
            for forms, names in zip(read, named, strict=True)
        ]
        said = [
            np.concatenate([few, *map(self._of_form, forms)])
            for forms, few in zip(read, several, strict=True)
        ]
        return [self._weighed(places) for places in said]

    def _weighed(self, said: Places) -> tuple[Places, Floats]:
        places, counts = np.unique(said, return_counts=True)
        values = (1 + np.log(counts)) * self.idf[places]
        kinds = self._kinds[places]
        squares = np.bincount(kinds, values * values, len(KINDS))
        evened = _SCALES / np.sqrt(np.maximum(squares, _TINY))
        return places, (values * evened[kinds]).astype(np.float32)

    def _word_and_letters(self, form: str) -> Places:
        return _known([self._words.get(form), *map(self._letters.get, letters(form))])


def _known(places: Iterable[int | None]) -> Places:
    return np.array([place for place in places if place is not None], np.intp)


def _read(forms: list[str]) -> list[str]:
    return [arabizi.reading(form) for form in forms] if arabizi.is_arabizi(forms) else forms


def _terms(forms: list[str]) -> tuple[set[str], set[str], set[str]]:
    of_letters = {gram for form in forms for gram in letters(form)}
    return {*forms, *_pairs(forms)}, of_letters, set(_concepts(forms))


def _pairs(forms: list[str]) -> Iterable[str]:
    return map(" ".join, pairwise(forms))


def _concepts(forms: list[str]) -> Iterable[str]:
    return chain.from_iterable(concepts().sequence(forms))
