"""How likely each topic, level and variety is, and what the word lists alone make of a message."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from triage.features import fact_level, topic_weights
from triage.labels import TOPICS
from triage.signals import Reading
from triage.urgency import DEFAULTS


@dataclass(frozen=True)
class Chances:
    """The chance of each topic, of each level from 0 to 3, and of each Arabic variety."""

    topics: dict[str, float]
    urgencies: tuple[float, float, float, float]
    varieties: dict[str, float]


def by_words(reading: Reading) -> Chances:
    """What the word lists say where there is no model: crude, but never silent."""
    weights = topic_weights(reading)
    topics = dict(zip(weights, _shares(weights.values()), strict=True))
    if not any(weights.values()):
        topics = dict.fromkeys(TOPICS, 0.05) | {"other": 0.55}
    topic = max(topics, key=topics.__getitem__)
    expected = max(fact_level(reading), DEFAULTS[topic])
    found = [0.55 if level == expected else 0.15 for level in range(4)]
    return Chances(topics, (found[0], found[1], found[2], found[3]), {})


def _shares(weights: Iterable[float]) -> list[float]:
    raised = [math.exp(weight) for weight in weights]
    return [one / sum(raised) for one in raised]
