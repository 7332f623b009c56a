"""Reads messages into verdicts: signals first, then the learnt weights, then the level."""

import json
import logging
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

import numpy as np

from triage import features, own, signals, urgency, weights
from triage.chances import Chances, by_words
from triage.labels import TOPICS
from triage.own import OwnWord
from triage.reasons import reasons
from triage.signals import Reading
from triage.urgency import URGENT, is_by_fact
from triage.variety import variety
from triage.verdict import Reason, Verdict

log = logging.getLogger(__name__)

MODEL = Path(__file__).parent / "model" / "weights.npz"
BY_WORDS = "words"
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile)
_AT_ONCE = 64
# Above this, nine topics in ten are right on messages kept apart (docs/triage.md).
_SURE = 0.8
_SECONDARY = 0.2


@dataclass(frozen=True)
class Triage:
    """A reader of messages; made by `load()`.

    `learnt` is None where there is no model that can be read: the word lists then decide alone,
    and `trouble` says what is wrong.
    """

    learnt: weights.Weights | None
    trouble: str = ""

    @property
    def version(self) -> str:
        """The trained version's name, or that there is none."""
        return self.learnt.version if self.learnt else BY_WORDS

    def read(
        self, text: str, *, channel: str = "email", subject: str = "", words: Sequence[OwnWord] = ()
    ) -> Verdict:
        """What one message is about and how soon it must be looked at.

        Looks at the first 4,000 characters of subject and text together, without quoted mail and
        signatures. `words` are the shop's own, which go before what was learnt.
        """
        return self.read_all([(text, channel, subject)], words)[0]

    def read_all(
        self, messages: Sequence[tuple[str, str, str]], words: Sequence[OwnWord] = ()
    ) -> list[Verdict]:
        """The verdicts of many messages, each (text, channel, subject); cheaper than one by one."""
        return [
            verdict
            for start in range(0, len(messages), _AT_ONCE)
            for verdict in self._read_some(messages[start : start + _AT_ONCE], words)
        ]

    def _read_some(
        self, messages: Sequence[tuple[str, str, str]], listed: Sequence[OwnWord]
    ) -> list[Verdict]:
        readings = [signals.read(text, subject) for text, _, subject in messages]
        chances = self._weigh(readings, [channel for _, channel, _ in messages])
        return [
            own.applied(self._verdict(reading, subject, chance), listed, text, subject)
            for reading, (text, _, subject), chance in zip(readings, messages, chances, strict=True)
        ]

    def _weigh(self, readings: list[Reading], channels: list[str]) -> list[Chances]:
        if self.learnt is None:
            return [by_words(reading) for reading in readings]
        return self.learnt.weigh(
            [features.traits(r, channel) for r, channel in zip(readings, channels, strict=True)]
        )

    def _verdict(self, reading: Reading, subject: str, chances: Chances) -> Verdict:
        if not any(_says_something(form) for form in reading.forms):
            return self._empty(reading)
        ranked = sorted(chances.topics.items(), key=lambda pair: -pair[1])
        (topic, confidence), (runner_up, second) = ranked[:2]
        level = urgency.level(reading, topic, chances.urgencies)
        return Verdict(
            topic=topic,
            secondary=runner_up if second >= _SECONDARY else None,
            topics=chances.topics,
            urgency=level,
            urgencies=chances.urgencies,
            by_fact=level == URGENT and is_by_fact(reading, topic),
            score=urgency.score(reading, level, chances.urgencies),
            confidence=round(confidence, 3),
            sure=self.learnt is not None and confidence >= _SURE,
            language=reading.language,
            variety=variety(reading, chances.varieties),
            facts=reading.facts,
            reasons=reasons(reading, subject, topic, level, partial(self._telling, reading)),
            model=self.version,
        )

    def _telling(
        self, reading: Reading, head: Literal["topic", "urgency"], label: str | int
    ) -> int | None:
        return self.learnt.telling(reading.forms, head, label) if self.learnt else None

    def _empty(self, reading: Reading) -> Verdict:
        nothing = Reason("empty", "لا كلمات فيها", "holds no words", None, "", -1.0)
        return Verdict(
            topic="other",
            secondary=None,
            topics=dict.fromkeys(TOPICS, 0.0) | {"other": 1.0},
            urgency=0,
            urgencies=(1.0, 0.0, 0.0, 0.0),
            by_fact=False,
            score=1.0,
            confidence=0.5,
            sure=False,
            language=reading.language,
            variety=variety(reading, {}),
            facts=reading.facts,
            reasons=(nothing,),
            model=self.version,
        )


def _says_something(form: str) -> bool:
    """Whether a word is more than figures: a letter or an emoji stands in it."""
    return not form.isdigit()


def load(file: Path | None = None) -> Triage:
    """The reader with the model at `file` (the shipped one by default), loaded once.

    Where the file is missing or cannot be read, the word lists decide alone: the reader's
    `trouble` says why, and the log has it.
    """
    chosen = file or MODEL
    try:
        written = chosen.stat().st_mtime_ns
    except OSError:
        written = 0
    return _loaded(chosen, written)


def shipped_version() -> str:
    """The version of the model that came with the house, without loading it; "words" without."""
    try:
        return _version(MODEL, MODEL.stat().st_mtime_ns)
    except OSError:
        return BY_WORDS


@lru_cache(maxsize=2)
def _version(file: Path, _written: int) -> str:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            return str(json.loads(stored["facts"].tobytes())["version"])
    except _UNREADABLE:
        return BY_WORDS


@lru_cache(maxsize=4)
def _loaded(file: Path, _written: int) -> Triage:
    try:
        return Triage(weights.read(file))
    except FileNotFoundError:
        trouble = f"there is no trained model at {file}: run `python -m triage train`"
    except _UNREADABLE as error:
        trouble = f"the trained model at {file} cannot be read ({error}): train it anew"
    log.warning("triage reads by its word lists alone: %s", trouble)
    return Triage(None, trouble)
