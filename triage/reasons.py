"""Why a verdict is what it is: the words that moved it, in plain words of both languages."""

from collections.abc import Callable
from typing import Literal

from triage.labels import TOPICS, URGENCIES
from triage.signals import Reading, Signal
from triage.urgency import URGENT, said
from triage.verdict import Reason

_MOST_REASONS = 5
_LONGEST_QUOTE = 60
_HARMED = 2

Telling = Callable[[Literal["topic", "urgency"], str | int], int | None]


def reasons(
    reading: Reading, subject: str, topic: str, found: int, telling: Telling
) -> tuple[Reason, ...]:
    """What raised the level, what speaks for the topic, what lowered it; one to five.

    Where no phrase of the lexicon says why, `telling` names the place of the word that the learnt
    part went by most, None where there is none.
    """
    told = _strongest(said(reading))
    # What would have raised the level, but did not, is no reason.
    raising = [s for s in told if found and (reading.level(s) >= 2 <= found or s.meaning.tone)]
    speaking = [s for s in told if topic in s.meaning.topics and s not in raising]
    lowering = [s for s in told if s.meaning.lowers and s not in speaking]
    denied = [s for s in _strongest(s for s in reading.signals if s.denied) if s.meaning.level >= 2]
    listed = [_reason(reading, subject, s, _weight(reading, s)) for s in raising[:3]]
    if found >= _HARMED and not any(reading.level(signal) >= 2 for signal in raising):
        listed += _learnt(reading, subject, telling("urgency", found), _of_level(found))
    by_topic = sorted(speaking, key=lambda s: -s.meaning.topics[topic])[:2]
    listed += [_reason(reading, subject, s, s.meaning.topics[topic]) for s in by_topic]
    if not by_topic and not any(topic in s.meaning.topics for s in raising):
        learnt = _learnt(reading, subject, telling("topic", topic), _of_topic(topic))
        listed += learnt or [_by_default(topic, found)]
    listed += [_denial(reading, subject, signal) for signal in denied[:1]]
    listed += [_reason(reading, subject, s, -s.meaning.lowers) for s in lowering[:1]]
    return tuple(listed[:_MOST_REASONS])


def _learnt(
    reading: Reading, subject: str, place: int | None, worded: tuple[str, str, str]
) -> list[Reason]:
    if place is None:
        return []
    code, ar, en = worded
    span, quote = _place(reading, subject, place, place)
    return [Reason(code, ar, en, span, quote, 0.5)]


def _of_topic(topic: str) -> tuple[str, str, str]:
    about = TOPICS[topic]
    return "learnt.topic", f"يُقال غالبًا في: {about.ar}", f"mostly said of: {about.en.lower()}"


def _of_level(level: int) -> tuple[str, str, str]:
    if level == URGENT:
        return "learnt.urgency", "يُقال غالبًا في ما هو عاجل", "mostly said when it is urgent"
    return "learnt.urgency", "يقوله غالبًا من تضرّر وينتظر", "mostly said by those harmed and waiting"


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
    span, quote = _place(reading, subject, signal.first, signal.last)
    meaning = signal.meaning
    return Reason(meaning.name, meaning.ar, meaning.en, span, quote, round(weight, 2))


def _denial(reading: Reading, subject: str, signal: Signal) -> Reason:
    span, quote = _place(reading, subject, signal.first, signal.last)
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


def _place(
    reading: Reading, subject: str, start: int, end: int
) -> tuple[tuple[int, int] | None, str]:
    """Where the words from `start` to `end` stand in the text (None: in the subject), quoted."""
    first, last = reading.words[start], reading.words[end]
    if start < reading.subject_words:
        last = reading.words[min(end, reading.subject_words - 1)]
        return None, subject[first.start : last.end][:_LONGEST_QUOTE]
    return (first.start, last.end), reading.text[first.start : last.end][:_LONGEST_QUOTE]
