"""Words as numbers: 64-bit fingerprints of words, of their letter grams, and of pairs.

The fingerprint of letters c₀ c₁ … is the sum of cₖ·Pᵏ⁺¹ modulo 2⁶⁴ (after Karp and Rabin 1987): the
same in every process, and quick over a whole message at once. A strange gram is taken for one of
100,000 known ones about once in 10¹⁴ times.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.intp]

_BLANK = 32
# Letters beyond the longest word that anybody writes count without their order.
_LONGEST = 64
_POWERS = np.cumprod(np.full(_LONGEST, 0x9E3779B97F4A7C15, np.uint64))
_FOLLOWED = np.uint64(0xD6E8FEB86659FD93)


def of_words(words: Sequence[str]) -> Keys:
    """The fingerprint of each word (or any other text)."""
    letters = _letters("\0".join([*words, ""]))
    lengths = np.fromiter(map(len, words), np.intp, len(words)) + 1
    starts = lengths.cumsum() - lengths
    places = np.arange(len(letters)) - starts.repeat(lengths)
    return np.add.reduceat(letters * _POWERS.take(places, mode="clip"), starts)


def of_pairs(ones: Keys, others: Keys) -> Keys:
    """The fingerprint of each pair, by those of its two parts in order."""
    return ones * _FOLLOWED + others


def of_letters(words: Sequence[str], sizes: tuple[int, int]) -> tuple[Keys, Numbers]:
    """The fingerprints of all words' letter grams, and the number of the word that each is of.

    The shortest and the longest gram have `sizes` letters (2 or more), of which the first and the
    last may be the blanks around the word, as in scikit-learn's char_wb.
    """
    letters = _letters(" ".join(["", *words, ""]))
    blank = letters == _BLANK
    word = blank.cumsum() - 1
    key, whole = letters * _POWERS[0], np.ones(len(letters), np.bool_)
    keys, owners = [], []
    for size in range(2, sizes[1] + 1):
        key = key[:-1] + letters[size - 1 :] * _POWERS[size - 1]
        whole = whole[:-1]
        if size > 2:
            whole = whole & ~blank[size - 2 : -1]
        if size >= sizes[0]:
            keys.append(key[whole])
            owners.append(word[: len(whole)][whole])
    return np.concatenate(keys), np.concatenate(owners)


def _letters(text: str) -> Keys:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
