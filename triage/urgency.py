"""From signals and learnt probabilities to a level, a score inside it, and the reasons in words."""

from collections.abc import Sequence

from triage.features import fact_level
from triage.labels import TOPICS, URGENCIES
from triage.signals import Reading, Signal
from triage.verdict import Reason

# What a topic deserves where nothing else is known.
DEFAULTS = {
    "order": 1, "broken": 2, "shipment": 1, "return": 1, "claim": 2, "payment": 1, "account": 1,
    "product": 0, "feedback": 0, "other": 0,
}  # fmt: skip
URGENT = 3
_CALM_TOPICS = ("feedback", "other")
_MOST_REASONS = 5
_LONGEST_QUOTE = 60
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
    return 2 if found == 1 and any(s.meaning.tone >= 1 for s in _said(reading)) else found


def score(reading: Reading, found: int, chances: Sequence[float]) -> float:
    """Ranks inside a level: 25 points a level, moved by the odds and, a little, by the tone."""
    expected = sum(number * chance for number, chance in enumerate(chances))
    tone = max((signal.meaning.tone for signal in _said(reading)), default=0.0)
    inside = chances[URGENT] if found == URGENT else expected - found + 0.5
    return round(25 * (found + min(max(inside + 0.02 * tone, 0.01), 0.99)), 2)


def moved(score: float, urgency: int) -> float:
    """The same fine place inside the band of another level (bands are 25 wide)."""
    return round(25 * urgency + min(score, 99.99) % 25, 2)


def is_by_fact(reading: Reading, topic: str) -> bool:
    """Whether a fact of the level-3 list stands in the message, told and not taken back."""
    return fact_level(reading) == URGENT and topic not in _CALM_TOPICS


def reasons(reading: Reading, subject: str, topic: str, found: int) -> tuple[Reason, ...]:
    """Why, in words: what raised the level, what speaks for the topic, what lowered it."""
    said = _strongest(_said(reading))
    # What would have raised the level, but did not, is no reason.
    raising = [s for s in said if found and (reading.level(s) >= 2 <= found or s.meaning.tone)]
    speaking = [s for s in said if topic in s.meaning.topics and s not in raising]
    lowering = [s for s in said if s.meaning.lowers and s not in speaking]
    denied = [s for s in _strongest(s for s in reading.signals if s.denied) if s.meaning.level >= 2]
    listed = [_reason(reading, subject, s, _weight(reading, s)) for s in raising[:3]]
    by_topic = sorted(speaking, key=lambda s: -s.meaning.topics[topic])[:2]
    listed += [_reason(reading, subject, s, s.meaning.topics[topic]) for s in by_topic]
    if not by_topic and not any(topic in s.meaning.topics for s in raising):
        listed.append(_by_default(topic, found))
    listed += [_denial(reading, subject, signal) for signal in denied[:1]]
    listed += [_reason(reading, subject, s, -s.meaning.lowers) for s in lowering[:1]]
    return tuple(listed[:_MOST_REASONS])


def _said(reading: Reading) -> list[Signal]:
    return [signal for signal in reading.signals if not signal.denied]


def _strongest(signals: object) -> list[Signal]:
    """Each meaning once, the highest level first, then the heaviest."""
    once: dict[str, Signal] = {}
    for signal in signals:  # type: ignore[attr-defined]
        once.setdefault(signal.meaning.name, signal)
    return sorted(
        once.values(),
        key=lambda s: (-s.level, -s.meaning.tone, -max(s.meaning.topics.values(), default=0.0)),
    )


def _weight(reading: Reading, signal: Signal) -> float:
    return float(reading.level(signal) or signal.meaning.tone)


def _reason(reading: Reading, subject: str, signal: Signal, weight: float) -> Reason:
    span, quote = _place(reading, subject, signal)
    meaning = signal.meaning
    return Reason(meaning.name, meaning.ar, meaning.en, span, quote, round(weight, 2))


def _denial(reading: Reading, subject: str, signal: Signal) -> Reason:
    span, quote = _place(reading, subject, signal)
    meaning = signal.meaning
    return Reason(
        f"not {meaning.name}", f"ينفي: {meaning.ar}", f"denies: {meaning.en}", span, quote, -1.0
    )


def _by_default(topic: str, found: int) -> Reason:
    about, soon = TOPICS[topic], URGENCIES[found]
    return Reason(
        f"topic.{topic}", f"الأرجح: {about.ar} ← {soon.ar}",
        f"looks like: {about.en.lower()} → {soon.en.lower()}", None, "", 0.5,
    )  # fmt: skip


def _place(reading: Reading, subject: str, signal: Signal) -> tuple[tuple[int, int] | None, str]:
    first, last = reading.words[signal.first], reading.words[signal.last]
    if signal.first < reading.subject_words:
        last = reading.words[min(signal.last, reading.subject_words - 1)]
        return None, subject[first.start : last.end][:_LONGEST_QUOTE]
    return (first.start, last.end), reading.text[first.start : last.end][:_LONGEST_QUOTE]
