"""The trained weights as plain arrays: reads them and weighs a message, without scikit-learn.

scikit-learn costs some 100 MiB of memory to import and this file a few; what it does is what
TfidfVectorizer (words and pairs of words; char_wb grams; concepts) and a linear classifier do, and
a test holds the two together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.chances import Chances
from triage.features import Traits
from triage.stack import First, Second, softmax

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
_MOST_SEEN = 8_000
BLOCKS = ("words", "letters", "concepts")
_SECOND = ("hidden", "hidden_bias", "outer", "outer_bias")


@dataclass(frozen=True)
class Grams:
    """Three vocabularies with their idf, and how to count them.

    `places` numbers the grams of each block of BLOCKS, one block after the other; `scales` is how
    much a block counts; `sizes` is the shortest and longest letter gram.
    """

    places: dict[str, dict[str, int]]
    scales: dict[str, float]
    idf: Floats
    sizes: tuple[int, int]
    _seen: dict[str, list[int]] = field(default_factory=dict)

    def weigh(self, traits: Traits) -> tuple[Places, Floats]:
        """The places and TF-IDF values of a message's grams (sublinear; each block of one norm)."""
        words, letters, concepts = (self.places[block] for block in BLOCKS)
        known = [words[form] for form in traits.words if form in words]
        known += [words[pair] for a, b in pairwise(traits.words) if (pair := f"{a} {b}") in words]
        lettered: list[int] = []
        for form in traits.words:
            lettered += self._seen.get(form) or self._letters_of(form, letters)
        meant = [concepts[gram] for gram in traits.concepts if gram in concepts]
        counted = [
            _counts(found, self.idf, self.scales[block])
            for block, found in zip(BLOCKS, (known, lettered, meant), strict=True)
        ]
        return (
            np.concatenate([places for places, _ in counted]),
            np.concatenate([values for _, values in counted]),
        )

    def _letters_of(self, form: str, letters: dict[str, int]) -> list[int]:
        """The known letter grams of a word; kept for the next time, up to a few MiB."""
        found = map(letters.get, letter_grams(form, self.sizes))
        known = [place for place in found if place is not None]
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen[form] = known
        return known


def letter_grams(form: str, sizes: tuple[int, int]) -> list[str]:
    """The grams of one word with a space at each end; a word shorter than a gram is one gram."""
    padded = f" {form} "
    length = len(padded)
    found = []
    for size in range(sizes[0], sizes[1] + 1):
        found += [padded[start : start + size] for start in range(max(1, length - size + 1))]
        if size >= length:
            break
    return found


def _counts(places: list[int], idf: Floats, scale: float) -> tuple[Places, Floats]:
    if not places:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    found, counts = np.unique(np.array(places, dtype=np.int64), return_counts=True)
    values = ((1 + np.log(counts)) * idf[found]).astype(np.float32)
    return found, values * np.float32(scale / np.sqrt(np.dot(values, values)))


@dataclass(frozen=True)
class Weights:
    """Everything that was learned: vocabulary, linear classifiers, and what joins them.

    `classes` holds what each head tells apart, in the order of the coefficients' columns.
    `temperature` makes confidence in a topic match how often it is right.
    """

    grams: Grams
    signal_scale: float
    coefficients: NDArray[np.float16]  # a row a feature (grams, then signals), a column a class
    intercepts: Floats
    classes: dict[str, tuple[Any, ...]]
    second: Second
    temperature: float
    version: str

    def weigh(self, messages: Sequence[Traits]) -> list[Chances]:
        """The chances of topics, levels and varieties for each message."""
        split = len(self.grams.idf)
        by_signal = self.coefficients[split:].astype(np.float32) * np.float32(self.signal_scale)
        margins = np.tile(self.intercepts, (len(messages), 1))
        # Row by row, so that a message is worth the same to the last bit alone and among others.
        for row, traits in enumerate(messages):
            places, values = self.grams.weigh(traits)
            kept = self.coefficients[places].astype(np.float32)
            margins[row] += values @ kept + traits.signals @ by_signal
        ends = np.cumsum([len(classes) for classes in self.classes.values()])[:-1]
        topic, urgency, matter, variety = np.split(margins, ends, axis=1)
        first = First(topic, urgency, matter)
        topics = softmax(np.log(first.topic_chances() + 1e-9) / np.float32(self.temperature))
        inputs = first.inputs(np.stack([traits.signals for traits in messages]))
        levels = [self.second.chances(row[None])[0] for row in inputs]
        return [
            Chances(
                dict(zip(self.classes["topic"], topic.tolist(), strict=True)),
                tuple(level.tolist()),
                dict(zip(self.classes["variety"], kinds.tolist(), strict=True)),
            )
            for topic, level, kinds in zip(topics, levels, softmax(variety), strict=True)
        ]

    def save(self, file: Path) -> None:
        """Writes the weights as arrays that hold no code."""
        facts = {
            "version": self.version,
            "classes": self.classes,
            "sizes": self.grams.sizes,
            "scales": self.grams.scales,
            "counts": {block: len(self.grams.places[block]) for block in BLOCKS},
            "signal_scale": self.signal_scale,
            "temperature": self.temperature,
        }
        vocabulary = "\n".join(gram for block in BLOCKS for gram in self.grams.places[block])
        np.savez(
            file,
            idf=self.grams.idf,
            coefficients=self.coefficients,
            intercepts=self.intercepts,
            **{name: getattr(self.second, name) for name in _SECOND},
            vocabulary=np.frombuffer(vocabulary.encode(), dtype=np.uint8),
            facts=np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
        )


def read(file: Path) -> Weights:
    """Reads what `save` wrote; raises FileNotFoundError or ValueError where it is not that."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        facts: dict[str, Any] = json.loads(stored["facts"].tobytes())
        listed = iter(stored["vocabulary"].tobytes().decode().split("\n"))
        numbered = iter(range(sum(facts["counts"].values())))
        grams = Grams(
            places={
                block: dict(zip(islice(listed, count), numbered, strict=False))
                for block, count in facts["counts"].items()
            },
            scales=facts["scales"],
            idf=stored["idf"],
            sizes=tuple(facts["sizes"]),
        )
        return Weights(
            grams=grams,
            signal_scale=facts["signal_scale"],
            coefficients=stored["coefficients"],
            intercepts=stored["intercepts"],
            temperature=facts["temperature"],
            second=Second(*(stored[name] for name in _SECOND)),
            classes={head: tuple(listed) for head, listed in facts["classes"].items()},
            version=facts["version"],
        )
