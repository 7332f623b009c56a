"""What a text is matched by: letter n-grams, stems, and the concepts of the bridge."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from faq.bridge import concepts, told
from faq.postings import Ints

_SIZES = (3, 4)


@lru_cache(maxsize=20_000)
def grams(form: str) -> tuple[str, ...]:
    """The letter n-grams of one word and its edges (scikit-learn's `char_wb`, 3 and 4)."""
    edged = f" {form} "
    return tuple(
        edged[at : at + size] for size in _SIZES for at in range(max(len(edged) - size + 1, 0))
    )


def stems(forms: Iterable[str]) -> list[str]:
    """The stems of the words that say something."""
    return [word.stem for word in map(told, forms) if not word.silent]


def meanings(forms: list[str]) -> list[str]:
    """The concepts that words speak for."""
    return [as_meaning(concept) for concept, _, _ in concepts(forms)]


def as_meaning(concept: str) -> str:
    """A concept as a term, marked so that it is never taken for a stem."""
    return f"={concept}"


class Numbers:
    """Gives each term a number, counted from 0, and knows it again."""

    def __init__(self) -> None:
        self._known: defaultdict[str, int] = defaultdict()
        self._known.default_factory = self._known.__len__

    def __len__(self) -> int:
        return len(self._known)

    def learn(self, terms: Iterable[str]) -> Ints:
        """The terms' numbers; new terms get the next ones."""
        return np.fromiter(map(self._known.__getitem__, terms), np.int32)

    def find(self, terms: Sequence[str]) -> Ints:
        """The terms' numbers, -1 for those never learned."""
        known = self._known
        return np.array([known.get(term, -1) for term in terms], dtype=np.int32)
