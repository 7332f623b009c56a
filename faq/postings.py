"""An inverted index in numpy: rows of counted terms in, similarities of a question to rows out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.floating]


@dataclass(frozen=True)
class Row:
    """The distinct terms of one text, by number, and how often each stands in it."""

    terms: Ints
    counts: NDArray[np.uint8]

    @classmethod
    def of(cls, terms: Ints) -> "Row":
        """Counts terms."""
        distinct, counts = np.unique(terms, return_counts=True)
        return cls(distinct.astype(np.int32), np.minimum(counts, 255).astype(np.uint8))


class Postings:
    """For each term the rows that hold it, with a weight; made once from all rows, never changed.

    Takes the rows and the number of terms known. `cosine` weighs a term by TF-IDF, each row of
    length 1; else it weighs by BM25.
    """

    def __init__(self, rows: Sequence[Row], terms: int, *, cosine: bool) -> None:
        self.rows = len(rows)
        lengths = np.array([len(row.terms) for row in rows], dtype=np.int64)
        term = _joined([row.terms for row in rows], np.int32)
        count = _joined([row.counts for row in rows], np.uint8).astype(np.float32)
        row_of = np.repeat(np.arange(self.rows, dtype=np.int32), lengths)
        frequency = np.bincount(term, minlength=terms)
        self.rarity = _rarity(frequency, self.rows)
        if cosine:
            weight = _unit((1 + np.log(count)) * self.rarity[term], row_of, self.rows)
        else:
            weight = _bm25(count, row_of, self.rows) * self.rarity[term]
        order = np.argsort(term, kind="stable")
        self._row_of = row_of[order]
        self._weight = weight[order].astype(np.float32)
        self._first = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)

    def held(self, terms: Ints) -> NDArray[np.bool_]:
        """Which terms stand in some row; -1, the number of a term never learned, does not."""
        here: NDArray[np.bool_] = (terms >= 0) & (self._first[terms + 1] > self._first[terms])
        return here

    def sums(self, terms: Ints, weights: Floats, piece: Ints, pieces: int) -> Floats:
        """What each row shares with each piece of a question: an array of pieces × rows.

        Takes the question's terms, what each weighs, and the piece that each stands in.
        """
        first, last = self._first[terms], self._first[terms + 1]
        lengths = last - first
        skip = np.repeat(first - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        at = np.arange(len(skip)) + skip
        cell = np.repeat(piece.astype(np.int64) * self.rows, lengths) + self._row_of[at]
        shared = np.bincount(
            cell, self._weight[at] * np.repeat(weights, lengths), minlength=pieces * self.rows
        )
        return shared.reshape(pieces, self.rows).astype(np.float32)


def _joined(parts: Sequence[NDArray], kind: type) -> NDArray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


def _rarity(frequency: NDArray, rows: int) -> Floats:
    """Inverse document frequency, smoothed as in scikit-learn: ln((1 + n) / (1 + df)) + 1."""
    return (np.log((1 + rows) / (1 + frequency)) + 1).astype(np.float32)


def _unit(weight: Floats, row_of: Ints, rows: int) -> Floats:
    """Weights divided by the length of their row's vector."""
    lengths = np.sqrt(np.bincount(row_of, weight * weight, minlength=rows))
    return weight / np.maximum(lengths, 1e-9)[row_of]


def _bm25(count: Floats, row_of: Ints, rows: int, k1: float = 1.2, b: float = 0.75) -> Floats:
    """The count's part of BM25 (Robertson and Zaragoza 2009), scaled to lie between 0 and 1."""
    lengths = np.bincount(row_of, count, minlength=rows)
    mean = max(float(lengths.mean()), 1e-9) if rows else 1.0
    return count / (count + k1 * (1 - b + b * lengths[row_of] / mean))
