"""The trained weights as plain arrays: reads them and weighs a message, without scikit-learn.

scikit-learn costs some 100 MiB of memory to import and this file a few; what it does is what a
linear classifier does over `grams`, and a test holds the two together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from triage.chances import Chances
from triage.features import Traits
from triage.grams import Grams
from triage.stack import First, Plain, Second, softmax
from triage.table import Floats, Table

_GRAMS = ("keys", "blocks", "idf")
_SECOND = ("hidden", "hidden_bias", "outer", "outer_bias")


@dataclass(frozen=True)
class Weights:
    """Everything that was learned: vocabulary, linear classifiers, and what joins them.

    `classes` holds what each head tells apart, in the order of the coefficients' columns.
    `temperature` makes confidence in a topic match how often it is right.
    """

    grams: Grams
    signal_scale: float
    coefficients: Table  # one row a feature (grams, then signals), one column a class
    intercepts: Floats
    classes: dict[str, tuple[Any, ...]]
    second: Second
    temperature: float
    version: str

    def weigh(self, messages: Sequence[Traits]) -> list[Chances]:
        """The chances of topics, levels and varieties for each message."""
        margins = self._margins(messages)
        topic, urgency, matter, variety, plain_topic, plain_urgency = (
            margins[:, columns] for columns in self._columns.values()
        )
        first = First(topic, urgency, matter)
        lengths = np.array([len(traits.words) for traits in messages])
        plain = Plain(plain_topic, plain_urgency, lengths)
        chances = plain.topic_chances(first.topic_chances())
        topics = softmax(np.log(chances + 1e-9) / np.float32(self.temperature))
        inputs = first.inputs(np.stack([traits.signals for traits in messages]))
        levels = plain.level_chances(np.stack([self.second.chances(row) for row in inputs]))
        return [
            Chances(
                dict(zip(self.classes["topic"], topic, strict=True)),
                tuple(level),
                dict(zip(self.classes["variety"], kinds, strict=True)),
            )
            for topic, level, kinds in zip(
                topics.tolist(), levels.tolist(), softmax(variety).tolist(), strict=True
            )
        ]

    def _margins(self, messages: Sequence[Traits]) -> Floats:
        """The margins of each message; few of its signals are not 0."""
        places, values, bounds = self.grams.weigh_all(messages)
        margins = []
        for traits, start, end in zip(messages, bounds, bounds[1:], strict=False):
            said = traits.signals.nonzero()[0]
            rows = np.concatenate([places[start:end], said + len(self.grams.idf)])
            signals = traits.signals[said] * np.float32(self.signal_scale)
            weights = np.concatenate([values[start:end], signals])
            margins.append(self.coefficients.total(rows, weights))
        return self.intercepts + np.stack(margins)

    def telling(self, forms: Sequence[str], head: str, label: str | int) -> int | None:
        """The place of the word that speaks most for a class of a head; None where none does.

        A word speaks by what its grams add to the class's margin over the mean of the classes.
        """
        places, owners = self.grams.of_each(forms)
        said = self.coefficients.part(places, self._columns[head])
        above = said[:, self.classes[head].index(label)] - said.mean(axis=1)
        by_word = np.bincount(owners, above * self.grams.idf[places], len(forms))
        most = int(by_word.argmax())
        return most if by_word[most] > 0 else None

    @cached_property
    def _columns(self) -> dict[str, slice]:
        """Where the columns of each head stand."""
        ends = np.cumsum([len(classes) for classes in self.classes.values()]).tolist()
        return dict(zip(self.classes, map(slice, [0, *ends], ends), strict=True))

    def save(self, file: Path) -> None:
        """Writes the weights as arrays that hold no code."""
        facts = {
            "version": self.version,
            "classes": self.classes,
            "sizes": self.grams.sizes,
            "scales": self.grams.scales,
            "signal_scale": self.signal_scale,
            "temperature": self.temperature,
        }
        arrays: dict[str, Any] = {
            **{name: getattr(self.grams, name) for name in _GRAMS},
            "coefficients": self.coefficients.counts,
            "steps": self.coefficients.steps,
            "intercepts": self.intercepts,
            **{name: getattr(self.second, name) for name in _SECOND},
            "facts": np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
        }
        np.savez(file, **arrays)


def read(file: Path) -> Weights:
    """Reads what `save` wrote; raises OSError, ValueError or KeyError where it is not that."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        facts: dict[str, Any] = json.loads(stored["facts"].tobytes())
        return Weights(
            grams=Grams(
                **{name: stored[name] for name in _GRAMS},
                scales=tuple(facts["scales"]),
                sizes=tuple(facts["sizes"]),
            ),
            signal_scale=facts["signal_scale"],
            coefficients=Table(stored["coefficients"], stored["steps"]),
            intercepts=stored["intercepts"],
            temperature=facts["temperature"],
            second=Second(*(stored[name] for name in _SECOND)),
            classes={head: tuple(listed) for head, listed in facts["classes"].items()},
            version=facts["version"],
        )
