"""Reads messages into verdicts: signals first, then the learnt weights, then the level."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from triage import features, signals, urgency, weights
from triage.labels import TOPICS
from triage.signals import Reading
from triage.verdict import Reason, Verdict

MODEL = Path(__file__).parent / "model" / "weights.npz"
# Above this, nine topics in ten are right on messages kept apart (docs/triage.md).
_SURE = 0.8
_SECONDARY = 0.2


class Triage:
    """A reader of messages; made by `load()`."""

    def __init__(self, learnt: weights.Weights) -> None:
        self._weights = learnt

    def read(self, text: str, *, channel: str = "email", subject: str = "") -> Verdict:
        """What one message is about and how soon it must be looked at.

        Looks at the first 2,000 characters of subject and text together.
        """
        return self.read_all([(text, channel, subject)])[0]

    def read_all(self, messages: Sequence[tuple[str, str, str]]) -> list[Verdict]:
        """The verdicts of many messages, each (text, channel, subject); cheaper than one by one."""
        if not messages:
            return []
        readings = [signals.read(text, subject) for text, _, subject in messages]
        vectors = np.stack(
            [
                features.vector(reading, channel)
                for reading, (_, channel, _) in zip(readings, messages, strict=True)
            ]
        )
        topics, levels = self._weights.weigh(
            [features.toneless(reading) for reading in readings], vectors
        )
        return [
            self._verdict(reading, subject, topic, level)
            for reading, (_, _, subject), topic, level in zip(
                readings, messages, topics.tolist(), levels.tolist(), strict=True
            )
        ]

    def _verdict(
        self, reading: Reading, subject: str, topics: list[float], levels: list[float]
    ) -> Verdict:
        if not any(any(c.isalpha() for c in form) for form in reading.forms):
            return self._empty(reading)
        ranked = sorted(zip(topics, self._weights.topics, strict=True), reverse=True)
        (confidence, topic), (second, runner_up) = ranked[:2]
        level = urgency.level(reading, topic, levels)
        return Verdict(
            topic=topic,
            secondary=runner_up if second >= _SECONDARY else None,
            urgency=level,
            score=urgency.score(reading, level, levels),
            confidence=round(confidence, 3),
            language=reading.language,
            reasons=urgency.reasons(reading, subject, topic, level),
            sure=confidence >= _SURE,
            model=self._weights.version,
        )

    def _empty(self, reading: Reading) -> Verdict:
        nothing = Reason("empty", "لا كلمات فيها", "holds no words", None, "", -1.0)
        return Verdict(
            "other", None, 0, 1.0, 0.5, reading.language, (nothing,), False, self._weights.version
        )


@cache
def load() -> Triage:
    """The trained reader, loaded once; raises FileNotFoundError where it was not trained yet."""
    try:
        learnt = weights.read(MODEL)
    except FileNotFoundError:
        raise FileNotFoundError(
            f"There is no trained model at {MODEL}: run `python -m triage train` first."
        ) from None
    if learnt.topics != tuple(sorted(TOPICS, key=list(TOPICS).index)):
        raise ValueError("The trained model is of another version: run `python -m triage train`.")
    return Triage(learnt)
