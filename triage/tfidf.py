"""TF-IDF over many texts at once, for grams of several kinds, each of a length of its own."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.table import Floats

Numbers = NDArray[np.intp]
_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1
_TINY = 1e-12


def weigh(
    said: Numbers,
    owners: Numbers,
    texts: int,
    *,
    idf: Floats,
    kinds: NDArray[Any],
    scales: Sequence[float],
) -> tuple[Numbers, Floats, Numbers]:
    """The grams of each text one after the other, their values, and the texts' bounds.

    Takes each gram that was said, by its place in the vocabulary, as often as it was; the number of
    the text that said it; how rare each gram of the vocabulary is (`idf`), the number of its kind,
    and how long a text is to be in each kind. Counts are sublinear, so with that a long text weighs
    no more than a short one. The grams of text k, ascending, stand from bounds[k] to before
    bounds[k + 1].
    """
    # One number for a gram of a text; the rest is arithmetic over all texts at once.
    of_text, counts = np.unique(owners << _PLACE_BITS | said, return_counts=True)
    owners, places = of_text >> _PLACE_BITS, of_text & _PLACE
    values = (1 + np.log(counts)) * idf[places]
    parts = owners * len(scales) + kinds[places]
    squares = np.bincount(parts, values * values, texts * len(scales))
    evened = np.tile(scales, texts) / np.sqrt(np.maximum(squares, _TINY))
    bounds = owners.searchsorted(np.arange(texts + 1))
    return places, (values * evened[parts]).astype(np.float32), bounds
