"""Ranks articles by what they and a question are about, and by how alike they are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from faq.chances import chances
from triage.table import Floats

WEIGHTS = Path(__file__).parent / "ranking.json"  # written by `python -m faq fit`
# What speaks for an article, each a number an article: the logarithm of the chance that it and the
# question draw the same matter, the cosine of the chances' roots and that of the margins, and how
# alike they are, from 0 to 1.
SIGNS = ("same_matter", "roots", "margins", "letters", "words", "answer")
# What speaks for any article at all: the best one's rank, the most of three signs, how many matters
# the question could mean, how long it is, and how likely it is no matter of the help centre's.
HOPES = ("best", *SIGNS[:3], "spread", "length", "elsewhere")
FLOOR = 0.5  # below it an answer is more often a nuisance than a help, see docs/faq.md
BEHIND = 0.5  # how fast the others fall behind the best
# A question that stands, letter by letter, among an article's ways of asking needs no other sign:
# from how alike on that is an even bet, and how much surer it is when nothing differs, in logits.
# Set by hand: questions that were written to differ cannot tell it.
ECHOED, ECHO = 0.7, 4.0
_TINY = 1e-9


@dataclass(frozen=True)
class Likeness:
    """How alike a question and each article are: arrays of one number an article, 0 to 1."""

    letters: Floats
    words: Floats
    answer: Floats


@dataclass(frozen=True)
class Weights:
    """What each of SIGNS and of HOPES weighs, and what is hoped before anything is known."""

    signs: Floats
    hopes: Floats
    bias: float


@cache
def shipped() -> Weights:
    """The weights that were fitted last."""
    held = json.loads(WEIGHTS.read_text("utf-8"))
    signs = np.array([held["signs"][name] for name in SIGNS], np.float32)
    hopes = np.array([held["hopes"][name] for name in HOPES], np.float32)
    return Weights(signs, hopes, held["bias"])


class Profiles:
    """What each article is about, from the margins of its matters (articles × matters)."""

    def __init__(self, margins: Floats) -> None:
        about = chances(margins)[:, :-1]
        self._about = about.astype(np.float32)
        self._roots = _unit(np.sqrt(about))
        self._margins = _unit(_centred(margins))

    def signs(self, margins: Floats, likeness: Likeness) -> Floats:
        """The SIGNS of each article (pieces × articles × signs) for a question.

        Takes the margins of each of its pieces.
        """
        about = chances(margins)[:, :-1]
        same = np.log(_each(self._about, about) + 1e-4)
        roots = _each(self._roots, _unit(np.sqrt(about)))
        alike = _each(self._margins, _unit(_centred(margins)))
        like = [
            np.broadcast_to(each, same.shape)
            for each in (likeness.letters, likeness.words, likeness.answer)
        ]
        return np.stack([same, roots, alike, *like], axis=2)


def logits(
    profiles: Profiles,
    asked: Floats,
    likeness: Likeness,
    words: int,
    elsewhere: Sequence[int],
) -> Floats:
    """How likely each article answers, in logits.

    Takes the margins of the question, or of each piece of a long one (pieces × matters); its number
    of words; and the places of the matters that no help centre treats.
    """
    weights = shipped()
    rows = []
    for margins, signs in zip(asked, profiles.signs(asked, likeness), strict=True):
        rank = signs @ weights.signs
        hoped = weights.bias + hopes(margins, signs, rank, words, elsewhere) @ weights.hopes
        rows.append(hoped + BEHIND * (rank - rank.max()))
    echo = ECHO * (likeness.letters - ECHOED) / (1 - ECHOED)
    best: Floats = np.max([*rows, echo], axis=0)
    return best


def hopes(
    margins: Floats, signs: Floats, rank: Floats, words: int, elsewhere: Sequence[int]
) -> Floats:
    """The HOPES of a question: what speaks for any article, from the signs and ranks of all."""
    about = chances(margins[None])[0]
    spread = -(about * np.log(about + _TINY)).sum()
    other = np.log(about[list(elsewhere)].sum() + 0.01)
    return np.array([rank.max(), *signs[:, :3].max(axis=0), spread, np.log1p(words), other])


def _each(articles: Floats, pieces: Floats) -> Floats:
    """The product of each piece with each article, one piece after the other.

    All at once, the threads of a busy machine wait for each other many times as long as this takes.
    """
    return np.stack([articles @ piece for piece in pieces])


def _unit(rows: Floats) -> Floats:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    return (rows / lengths).astype(np.float32)


def _centred(rows: Floats) -> Floats:
    return rows - rows.mean(axis=1, keepdims=True)
