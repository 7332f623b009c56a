"""Weighs what speaks for each article: letters, words, meanings, with slips of typing mended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from rapidfuzz import fuzz, process

from faq.bridge import is_silent, stem
from faq.postings import Floats, Ints, Postings
from faq.reading import Vocabulary
from faq.shelf import Known, Shelf
from faq.terms import meanings, stems

# Weights of a logistic regression, see "How the weights were found" in docs/faq.md.
BIAS, LETTERS, MEANINGS, WORDS, WAYS = -7.5, 5.4, 6.8, 9.0, -1.1
UNKNOWN = 0.5  # what a term that no article has weighs, against the rarest that one has
DOUBT = 1.0  # unknown terms added to each piece, so that one lone word is never a sure sign
FLOOR = 0.05  # below it an answer is more often a nuisance than a help, see docs/faq.md

_MENDED = 40  # a longer message has words enough without the misspelled ones
_LIKE = 85  # per cent of letters that a misspelled word shares with the right one
_LONG_ENOUGH = 5  # shorter words are too like each other


@dataclass(frozen=True)
class Clues:
    """What speaks for each article: arrays of one number an article.

    `piece` is the number of the piece of the message that fits best; `letters`, `meanings` and
    `words` lie between 0 and 1; `ways` is the natural logarithm of how many ways of asking the
    article has: the more there are, the likelier one is alike by chance.
    """

    piece: Ints
    letters: Floats
    meanings: Floats
    words: Floats
    ways: Floats

    def logits(self) -> Floats:
        """How likely each article answers, by likeness alone."""
        alike = LETTERS * self.letters + MEANINGS * self.meanings + WORDS * self.words
        return BIAS + alike + WAYS * self.ways


def clues(shelf: Shelf, vocabulary: Vocabulary, pieces: Sequence[list[str]]) -> Clues:
    """What speaks for each article.

    Takes the message in pieces, at least one, each a list of words in the one spelling.
    """
    letters = shelf.best_of_rows(_cosines(shelf.grams, map(vocabulary.find_grams, pieces)))
    meant = [meanings(piece) for piece in pieces]
    means = shelf.best_of_rows(_cosines(shelf.concepts, map(vocabulary.concepts.find, meant)))
    said = [stems(piece) + more for piece, more in zip(pieces, meant, strict=True)]
    words = _covered(shelf.words, map(vocabulary.words.find, said))
    best = (LETTERS * letters + MEANINGS * means + WORDS * words).argmax(axis=0)
    at = (best, np.arange(len(best)))
    ways = np.log(np.diff(shelf.first_row))
    return Clues(best, letters[at], means[at], words[at], ways)


def told(shelf: Shelf, vocabulary: Vocabulary, forms: list[str]) -> Floats:
    """How alike in letters a whole message and each article's answer are, 0 to 1."""
    cosines = _cosines(shelf.answers, [vocabulary.find_grams(forms)])
    return shelf.best_of_answers(cosines)[0]


def mended(forms: list[str], known: Known) -> list[str]:
    """Words with the misspelled ones replaced by the known word that they are most like.

    Takes words in the one spelling. A long message is left alone.
    """
    if len(forms) > _MENDED:
        return forms
    return [_nearest(form, known.like(form)) or form for form in forms]


def _nearest(form: str, known: Mapping[str, int]) -> str | None:
    if len(form) < _LONG_ENOUGH or is_silent(form) or form in known or stem(form) in known:
        return None
    found = process.extractOne(form, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return found[0] if found else None


def _cosines(postings: Postings, pieces: Iterable[Ints]) -> Floats:
    """Cosine of each piece with each row."""
    terms, piece, unknown = _known(postings, pieces)
    count = len(unknown)
    weight = postings.rarity[terms]
    squares = np.bincount(piece, weight**2, count) + unknown * _rarest(postings) ** 2
    share = weight / np.sqrt(np.maximum(squares, 1e-9))[piece]
    return postings.sums(terms, share, piece, count)


def _covered(postings: Postings, pieces: Iterable[Ints]) -> Floats:
    """BM25 of each piece with each row, over the most that the piece could reach."""
    terms, piece, unknown = _known(postings, pieces)
    count = len(unknown)
    most = np.bincount(piece, postings.rarity[terms], count) + unknown * _rarest(postings)
    share = 1 / np.maximum(most, 1e-9)[piece]
    return postings.sums(terms, share, piece, count)


def _known(postings: Postings, pieces: Iterable[Ints]) -> tuple[Ints, Ints, Floats]:
    """The terms that some row holds, the piece each stands in, and how many others a piece has."""
    parts = list(pieces)
    terms = np.concatenate(parts)
    piece = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part) for part in parts])
    known = postings.held(terms)
    unknown = DOUBT + np.bincount(piece[~known], minlength=len(parts)).astype(np.float32)
    return terms[known], piece[known], unknown


def _rarest(postings: Postings) -> float:
    return UNKNOWN * (log(1 + postings.rows) + 1)
