"""From signals and learnt chances to a level and a score inside it."""

from collections.abc import Sequence

from triage.features import fact_level
from triage.signals import Reading, Signal

# What a topic deserves where nothing else is known.
DEFAULTS = {
    "order": 1, "broken": 2, "shipment": 1, "return": 1, "claim": 2, "payment": 1, "account": 1,
    "product": 0, "feedback": 0, "other": 0,
}  # fmt: skip
URGENT = 3
_CALM_TOPICS = ("feedback", "other")
# From this chance on a message is called urgent: a false alarm costs a minute, a missed one harm.
# Chosen by cross-validation, where it finds nine in ten and calls one in six (docs/triage.md).
_URGENT_FROM = 0.27


def level(reading: Reading, topic: str, chances: Sequence[float]) -> int:
    """The urgency from 0 to 3, by the chance of each level (`chances`).

    The facts of the level-3 list are among what the chances were learnt from. Fury lifts an
    ordinary message by one level, and nothing where the customer asks for nothing.
    """
    if chances[URGENT] >= _URGENT_FROM:
        return URGENT
    found = max(range(URGENT), key=lambda number: chances[number])
    return raised_by_tone(reading, found) if topic not in _CALM_TOPICS else found


def raised_by_tone(reading: Reading, found: int) -> int:
    """A level after tone: fury lifts an ordinary message by one, and nothing beyond."""
    return 2 if found == 1 and any(s.meaning.tone >= 1 for s in said(reading)) else found


def score(reading: Reading, found: int, chances: Sequence[float]) -> float:
    """Ranks inside a level: 25 points a level, moved by the odds and, a little, by the tone."""
    expected = sum(number * chance for number, chance in enumerate(chances))
    tone = max((signal.meaning.tone for signal in said(reading)), default=0.0)
    inside = chances[URGENT] if found == URGENT else expected - found + 0.5
    return round(25 * (found + min(max(inside + 0.02 * tone, 0.01), 0.99)), 2)


def moved(score: float, urgency: int) -> float:
    """The same fine place inside the band of another level (bands are 25 wide)."""
    return round(25 * urgency + min(score, 99.99) % 25, 2)


def is_by_fact(reading: Reading, topic: str) -> bool:
    """Whether a fact of the level-3 list stands in the message, told and not taken back."""
    return fact_level(reading) == URGENT and topic not in _CALM_TOPICS


def said(reading: Reading) -> list[Signal]:
    """The signals that are told or asked, not denied."""
    return [signal for signal in reading.signals if not signal.denied]
