"""Turns a message into what the trained part weighs: words, concepts, and signals as numbers."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from triage.concepts import Named, concepts
from triage.labels import TOPICS
from triage.lexicon import meanings
from triage.signals import Reading

CHANNELS = ("email", "chat", "social")
_LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class Traits:
    """What is learnt from: a message's words, its concepts in their order, and its signals.

    `signals` is as long as `names()`. What only sets the tone ("urgent!!!") is in none of them:
    how a message is said must not teach what it is worth.
    """

    words: list[str]
    concepts: list[Named]
    signals: NDArray[np.float32]


def traits(reading: Reading, channel: str) -> Traits:
    """The traits of one message."""
    toned = _toned(reading)
    calm = [word.form for place, word in enumerate(reading.words) if place not in toned]
    return Traits(_words(reading, toned), concepts().sequence(calm), vector(reading, channel))


@cache
def names() -> tuple[str, ...]:
    """The name of each number, in order."""
    return (
        *meanings(),
        *(f"denied {name}" for name in meanings()),
        *(f"asked {name}" for name, meaning in meanings().items() if meaning.asked is not None),
        *(f"speaks for {topic}" for topic in TOPICS),
        *(f"level {level}" for level in _LEVELS),
        *(f"by {channel}" for channel in CHANNELS),
        "questions",
        "length",
        "says nothing known",
    )


@cache
def _places() -> dict[str, int]:
    return {name: place for place, name in enumerate(names())}


def vector(reading: Reading, channel: str) -> NDArray[np.float32]:
    """The signals of one message as numbers, as long as `names()`, each about 0 to 1."""
    places = _places()
    row = np.zeros(len(places), dtype=np.float32)
    told = [signal for signal in reading.signals if not signal.meaning.tone]
    for signal in told:
        name = signal.meaning.name
        asked = signal.asked and signal.meaning.asked is not None
        row[places[f"denied {name}" if signal.denied else f"asked {name}" if asked else name]] = 1
    for topic, weight in topic_weights(reading).items():
        row[places[f"speaks for {topic}"]] = math.tanh(weight / 4)
    for level in range(1, fact_level(reading) + 1):
        row[places[f"level {level}"]] = 1
    if f"by {channel}" in places:
        row[places[f"by {channel}"]] = 1
    row[places["questions"]] = min(1.0, reading.questions / 2)
    row[places["length"]] = min(1.0, math.log1p(len(reading.forms)) / 6)
    row[places["says nothing known"]] = 0 if told else 1
    return row


def topic_weights(reading: Reading) -> dict[str, float]:
    """How strongly the lexicon alone speaks for each topic; a meaning counts once."""
    weights = dict.fromkeys(TOPICS, 0.0)
    for meaning in {
        signal.meaning.name: signal.meaning
        for signal in reading.signals
        if not signal.denied and not signal.meaning.tone
    }.values():
        for topic, weight in meaning.topics.items():
            weights[topic] += weight
    return weights


def fact_level(reading: Reading) -> int:
    """The highest urgency that a fact in the message deserves, tone left out."""
    return max(
        (reading.level(signal) for signal in reading.signals if not signal.meaning.tone), default=0
    )


def _toned(reading: Reading) -> set[int]:
    """The places of the words that only set the tone."""
    return {
        place
        for signal in reading.signals
        if signal.meaning.tone
        for place in range(signal.first, signal.last + 1)
    }


def _words(reading: Reading, toned: set[int]) -> list[str]:
    """The words without tone; a fact stands as one word that names its kind.

    What matters is that there is an order number, not which.
    """
    stated = reading.stated
    kept = []
    for place, form in enumerate(reading.forms):
        if place in toned:
            continue
        if (kind := stated.get(place)) is None:
            kept.append(form)
        elif stated.get(place - 1) != kind:
            kept.append(f"_{kind}")
    return kept
