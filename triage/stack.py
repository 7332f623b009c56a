"""The second step of learning: what the first step says of topic, level and both, seen together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# How sharply a margin of the first step is taken; chosen by cross-validation (docs/triage.md).
_SHARP = np.float32(3.0)
_SHARPER = np.float32(4.0)
# At how many words both readings of a message count alike, and how fast that changes.
_SHORT = np.float32(7.0)
_SLOPE = np.float32(1.5)


@dataclass(frozen=True)
class First:
    """The first step's margins for n messages.

    `topics` is n × 10 and `levels` n × 4; `matters` is n × 40, a column a topic and level, the
    level changing fastest.
    """

    topics: Floats
    levels: Floats
    matters: Floats

    def topic_chances(self) -> Floats:
        """n × 10: the mean of what the topics' own margins say and what the matters' say."""
        by_topic, _ = self._by_matter
        return (self._by_topic + by_topic) * np.float32(0.5)

    def inputs(self, signals: Floats) -> Floats:
        """What the second step weighs of each message, with its signals beside it."""
        by_topic, by_level = self._by_matter
        return np.hstack(
            [
                self._by_topic,
                softmax(self.levels * _SHARP),
                by_level,
                by_topic,
                self.topics,
                self.levels,
                signals,
            ]
        ).astype(np.float32)

    @cached_property
    def _by_topic(self) -> Floats:
        return softmax(self.topics * _SHARP)

    @cached_property
    def _by_matter(self) -> tuple[Floats, Floats]:
        chances = softmax(self.matters * _SHARPER)
        by_both = chances.reshape(len(chances), self.topics.shape[1], self.levels.shape[1])
        return by_both.sum(axis=2), by_both.sum(axis=1)


@dataclass(frozen=True)
class Plain:
    """What the heads say of n messages that learnt the phrases of the word lists as well.

    They read the plain and short better, and the long and artful worse, so the shorter a message
    is, the more they count. `topics` is n × 10, `levels` n × 4; `lengths` are n numbers of words.
    """

    topics: Floats
    levels: Floats
    lengths: NDArray[np.int_]

    def topic_chances(self, first: Floats) -> Floats:
        """n × 10: the chances of the first step joined with these."""
        return self._joined(first, self.topics)

    def level_chances(self, second: Floats) -> Floats:
        """n × 4: the chances of the second step joined with these."""
        return self._joined(second, self.levels)

    def _joined(self, chances: Floats, margins: Floats) -> Floats:
        share = 1 / (1 + np.exp((self.lengths[:, None] - _SHORT) / _SLOPE))
        return (share * softmax(margins * _SHARP) + (1 - share) * chances).astype(np.float32)


@dataclass(frozen=True)
class Second:
    """A small network from `First.inputs` to the four levels: one hidden layer, rectified."""

    hidden: Floats
    hidden_bias: Floats
    outer: Floats
    outer_bias: Floats

    def chances(self, inputs: Floats) -> Floats:
        """The chance of each level for one message's inputs, most of which are 0."""
        told = inputs.nonzero()[0]
        inside = np.maximum(inputs[told] @ self.hidden.take(told, axis=0) + self.hidden_bias, 0)
        return softmax((inside @ self.outer + self.outer_bias)[None])[0]


def softmax(margins: Floats) -> Floats:
    """Margins as chances that add up to 1 in each row."""
    raised = np.exp(margins - margins.max(axis=1, keepdims=True)).astype(np.float32)
    return raised / raised.sum(axis=1, keepdims=True)
