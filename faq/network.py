"""Fits the network of `faq.matters` by hand: scikit-learn's has no sparse first layer.

The outer layer learns by Adam (Kingma and Ba 2015), the inner by AdaGrad (Duchi and others 2011)
with one rate a gram, and only at those grams that a batch holds.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from faq.chances import chances
from triage.table import Floats

HIDDEN = 128
_ROUNDS = 6
_BATCH = 128
_RATE = 0.15
_OUTER_RATE = 2e-3
_DECAY = 1e-4
_GRAMS_DROPPED, _HIDDEN_DROPPED = 0.4, 0.3
_NETWORKS = 2
_UNTOUCHED = np.float32(1e-6)
Progress = Callable[[str], None]


class _Adam:
    """An array that is learnt, the running means of its gradient and of the gradient's square."""

    def __init__(self, numbers: Floats) -> None:
        self.numbers = numbers
        self._mean, self._square, self._steps = np.zeros_like(numbers), np.zeros_like(numbers), 0

    def step(self, gradient: Floats, rate: float) -> None:
        self._steps += 1
        self._mean += 0.1 * (gradient - self._mean)
        self._square += 0.001 * (gradient * gradient - self._square)
        mean = self._mean / (1 - 0.9**self._steps)
        square = self._square / (1 - 0.999**self._steps)
        self.numbers -= (rate * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)


class Layers(NamedTuple):
    """What a network learnt: a hidden layer (grams × hidden), what it speaks for, and biases."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats


class Network:
    """The layers while they are fitted; takes the number of grams and of what they speak for."""

    def __init__(self, grams: int, matters: int, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        outer = self._chance.normal(size=(HIDDEN, matters)) / np.sqrt(HIDDEN)
        self.inner = (self._chance.normal(size=(grams, HIDDEN)) * 0.05).astype(np.float32)
        self.inner_bias = _Adam(np.zeros(HIDDEN, np.float32))
        self.outer = _Adam(outer.astype(np.float32))
        self.outer_bias = _Adam(np.zeros(matters, np.float32))
        self._squares = np.full((grams, 1), _UNTOUCHED)

    def learn(self, texts: sp.csr_matrix, wanted: Floats, pace: float) -> None:
        """One round over all texts in small batches, in an order by chance."""
        order = self._chance.permutation(len(wanted))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            self._step(texts[batch], wanted[batch], pace)

    def learnt(self) -> Layers:
        """The layers; grams that no text held keep no weight from the beginning by chance."""
        inner = np.where(self._squares == _UNTOUCHED, np.float32(0), self.inner)
        return Layers(inner, self.inner_bias.numbers, self.outer.numbers, self.outer_bias.numbers)

    def _step(self, texts: sp.csr_matrix, wanted: Floats, pace: float) -> None:
        held, texts = self._held(texts)
        raw = texts @ self.inner[held] + self.inner_bias.numbers
        stay = self._chance.random(raw.shape) > _HIDDEN_DROPPED
        kept = (stay & (raw > 0)) / np.float32(1 - _HIDDEN_DROPPED)
        inside = raw * kept
        outer = self.outer.numbers
        off = (chances(inside @ outer + self.outer_bias.numbers) - wanted) / len(wanted)
        back = (off @ outer.T) * kept
        self.inner_bias.step(back.sum(axis=0), _OUTER_RATE * pace)
        self.outer.step(inside.T @ off + _DECAY * outer, _OUTER_RATE * pace)
        self.outer_bias.step(off.sum(axis=0), _OUTER_RATE * pace)
        gradient = texts.T @ back
        self._squares[held] += np.square(gradient).mean(axis=1, keepdims=True)
        self.inner[held] -= np.float32(_RATE * pace) * gradient / np.sqrt(self._squares[held])

    def _held(self, texts: sp.csr_matrix) -> tuple[NDArray[np.intp], sp.csr_matrix]:
        """The grams that some texts hold, and the texts over these alone, some grams dropped."""
        stay = self._chance.random(len(texts.data), np.float32) > _GRAMS_DROPPED
        held, places = np.unique(texts.indices[stay], return_inverse=True)
        data = texts.data[stay] / np.float32(1 - _GRAMS_DROPPED)
        ends = np.concatenate(([0], stay.cumsum()))[texts.indptr]
        return held, sp.csr_matrix((data, places, ends), shape=(texts.shape[0], len(held)))


def fit(texts: sp.csr_matrix, wanted: Floats, progress: Progress) -> Layers:
    """The layers that give `wanted` (rows of chances) for texts as rows of grams.

    Several networks, begun differently by chance, err differently: the mean of their margins is
    given, as one network with all their hidden units.
    """
    fitted = []
    for seed in range(1, _NETWORKS + 1):
        network = Network(texts.shape[1], wanted.shape[1], seed)
        for turn in range(_ROUNDS):
            progress(f"learning matters, network {seed} of {_NETWORKS}, {turn + 1} of {_ROUNDS}")
            network.learn(texts, wanted, 1 - turn / _ROUNDS)
        fitted.append(network.learnt())
    return Layers(
        np.hstack([layers.inner for layers in fitted]),
        np.concatenate([layers.inner_bias for layers in fitted]),
        np.vstack([layers.outer for layers in fitted]) / np.float32(_NETWORKS),
        np.mean([layers.outer_bias for layers in fitted], axis=0, dtype=np.float32),
    )
