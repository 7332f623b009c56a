"""Turns what scikit-learn's estimators learnt into the plain arrays that serving reads."""

from typing import Any

import numpy as np

from triage.fingerprints import Keys, of_pairs, of_words
from triage.grams import BLOCKS, Grams, in_block
from triage.heads import CLASSES, HEADS
from triage.stack import Second
from triage.table import Floats, Table
from triage.weights import Weights

# What parts the two halves of a pair in the vocabulary; letter grams may hold a blank of their own.
_BETWEEN = {"words": " ", "concepts": "~"}
# What was never seen is as unlikely as what surely is not meant.
_UNSEEN = -3.0


def weights(
    fitted: dict[str, Any],
    *,
    scales: dict[str, float],
    sizes: tuple[int, int],
    signal_scale: float,
    temperature: float,
    version: str,
) -> Weights:
    """The weights of fitted estimators: a vectoriser a block, a classifier a head, "second"."""
    keys = np.concatenate([_keys(block, fitted[block].vocabulary_) for block in BLOCKS])
    idf = np.concatenate([fitted[block].idf_ for block in BLOCKS]).astype(np.float32)
    blocks = np.arange(len(BLOCKS)).repeat([len(fitted[block].idf_) for block in BLOCKS])
    order = keys.argsort()
    heads = [columns(fitted[head], head) for head in HEADS]
    coefficients = np.hstack([numbers for numbers, _ in heads])
    grams, signals = coefficients[: len(order)], coefficients[len(order) :]
    return Weights(
        grams=Grams(
            keys=keys[order],
            blocks=blocks[order].astype(np.uint8),
            idf=idf[order],
            scales=tuple(scales[block] for block in BLOCKS),
            sizes=sizes,
        ),
        signal_scale=signal_scale,
        coefficients=Table.of(np.vstack([grams[order], signals])),
        intercepts=np.concatenate([intercepts for _, intercepts in heads]),
        classes={head: tuple(CLASSES[head]) for head in HEADS},
        second=_second(fitted["second"]),
        temperature=temperature,
        version=version,
    )


def columns(estimator: Any, head: str) -> tuple[Floats, Floats]:
    """A linear estimator's coefficients, a column a class of the head, and its intercepts."""
    rows, offsets = estimator.coef_, estimator.intercept_
    if len(estimator.classes_) == 2:
        rows, offsets = np.vstack([-rows, rows]), np.concatenate([-offsets, offsets])
    coefficients = np.zeros((rows.shape[1], len(CLASSES[head])), np.float32)
    intercepts = np.full(len(CLASSES[head]), _UNSEEN, np.float32)
    places = [CLASSES[head].index(one) for one in estimator.classes_.tolist()]
    coefficients[:, places], intercepts[places] = rows.T, offsets
    return coefficients, intercepts


def _keys(block: str, vocabulary: dict[str, int]) -> Keys:
    """The fingerprint of each gram of a vocabulary, in its order."""
    grams = sorted(vocabulary, key=vocabulary.__getitem__)
    if (between := _BETWEEN.get(block)) is None:
        return in_block(block, of_words(grams))
    halves = [gram.partition(between) for gram in grams]
    ones = of_words([one for one, _, _ in halves])
    pairs = of_pairs(ones, of_words([other for _, _, other in halves]))
    return in_block(block, np.where([bool(other) for _, _, other in halves], pairs, ones))


def _second(network: Any) -> Second:
    (hidden, outer), (hidden_bias, outer_bias) = network.coefs_, network.intercepts_
    return Second(*(part.astype(np.float32) for part in (hidden, hidden_bias, outer, outer_bias)))
