"""An inverted index in numpy: rows of counted terms in, similarities of a question to rows out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.floating]
Keys = NDArray[np.int64]
_K1, _B = 1.2, 0.75
_ROW = np.int64(32)  # bits of a key that number the row; the term stands above them


class Postings:
    """For each term the rows that hold it, and how often; rows can be put in the place of others.

    Takes the terms of each row by number, as often as they stand in it. `cosine` weighs a term by
    TF-IDF, each row of length 1; else it weighs by BM25.
    """

    def __init__(self, rows: Sequence[Ints], *, cosine: bool) -> None:
        self.rows = len(rows)
        self._cosine = cosine
        self._keep(*self._counted(rows))

    def put(self, first: int, last: int, rows: Sequence[Ints]) -> None:
        """Puts rows in the place of those from `first` to before `last`; later ones move."""
        moved = len(rows) - (last - first)
        stay = (self._row_of < first) | (self._row_of >= last)
        row_of = self._row_of[stay].astype(np.int64)
        row_of[row_of >= last] += moved
        terms = np.repeat(np.arange(len(self._first) - 1), np.diff(self._first))[stay]
        keys = (terms << _ROW) | row_of
        added, often = self._counted(rows)
        added += first
        at = keys.searchsorted(added)
        self.rows += moved
        self._keep(np.insert(keys, at, added), np.insert(self._often[stay], at, often))

    def held(self, terms: Ints) -> NDArray[np.bool_]:
        """Which terms stand in some row; -1, the number of a term never learned, does not."""
        last = len(self.rarity) - 1
        here: NDArray[np.bool_] = (terms >= 0) & (terms <= last)
        known = np.minimum(terms, last)
        return here & (self._first[known + 1] > self._first[known])

    def sums(self, terms: Ints, weights: Floats, piece: Ints, pieces: int) -> Floats:
        """What each row shares with each piece of a question: an array of pieces × rows.

        Takes the question's terms, what each weighs, and the piece that each stands in.
        """
        first, last = self._first[terms], self._first[terms + 1]
        lengths = last - first
        skip = np.repeat(first - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        at = np.arange(len(skip)) + skip
        row_of = self._row_of[at]
        cell = np.repeat(piece.astype(np.int64) * self.rows, lengths) + row_of
        share = self._share(at, row_of) * np.repeat(weights * self.rarity[terms], lengths)
        sums = np.bincount(cell, share, minlength=pieces * self.rows).reshape(pieces, self.rows)
        return (sums / self._scale).astype(np.float32)

    def _counted(self, rows: Sequence[Ints]) -> tuple[Keys, Floats]:
        """The distinct (term, row) of rows, ascending, as keys, and what each count comes to."""
        if not rows:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        row_of = np.repeat(np.arange(len(rows), dtype=np.int64), [len(row) for row in rows])
        keys = (np.concatenate(rows).astype(np.int64) << _ROW) | row_of
        distinct, counts = np.unique(keys, return_counts=True)
        return distinct, (1 + np.log(counts) if self._cosine else counts).astype(np.float32)

    def _keep(self, keys: Keys, often: Floats) -> None:
        """Takes the keys of all rows, ascending, and what the count of each comes to."""
        terms = keys >> _ROW
        self._row_of = (keys & ((1 << _ROW) - 1)).astype(np.int32)
        self._often = often
        frequency = np.bincount(terms, minlength=1)
        self._first = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)
        self.rarity = _rarity(frequency, self.rows)
        if self._cosine:
            self._scale = self._lengths(often * self.rarity[terms])
        else:
            self._scale = np.ones(self.rows, np.float32)
            self._dampers = _dampers(np.bincount(self._row_of, often, self.rows))

    def _lengths(self, weights: Floats) -> Floats:
        squares = np.bincount(self._row_of, weights * weights, self.rows)
        return np.sqrt(np.maximum(squares, 1e-18)).astype(np.float32)

    def _share(self, at: Keys, row_of: Ints) -> Floats:
        """What standing there as often as it does makes of a term."""
        often = self._often[at]
        if self._cosine:
            return often
        damped: Floats = often / (often + self._dampers[row_of])
        return damped


def _rarity(frequency: NDArray[Any], rows: int) -> Floats:
    """Inverse document frequency, smoothed as in scikit-learn: ln((1 + n) / (1 + df)) + 1."""
    return (np.log((1 + rows) / (1 + frequency)) + 1).astype(np.float32)


def _dampers(lengths: NDArray[Any]) -> Floats:
    """What BM25 adds to a count before it divides by it (Robertson and Zaragoza 2009)."""
    mean = max(float(lengths.mean()), 1e-9) if len(lengths) else 1.0
    return (_K1 * (1 - _B + _B * lengths / mean)).astype(np.float32)
