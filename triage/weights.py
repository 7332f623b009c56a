"""The trained weights as plain arrays: reads them and weighs a message, without scikit-learn.

scikit-learn costs some 100 MiB of memory to import and this file a few; what it does is what
TfidfVectorizer (words and pairs of words; char_wb grams), and a linear classifier do, and a test
holds the two together.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Grams:
    """A vocabulary of words, word pairs and letter grams with their idf, and how to count them.

    Word features come first, then letter features; `words` is where the letters begin.
    """

    places: dict[str, int]
    letters: dict[str, int]
    idf: Floats
    words: int
    sizes: tuple[int, int]

    def weigh(self, forms: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """The places and TF-IDF values of a message's grams (sublinear; each block of norm 1)."""
        places, letters = self.places, self.letters
        known = [places[form] for form in forms if form in places]
        known += [places[pair] for a, b in pairwise(forms) if (pair := f"{a} {b}") in places]
        counted = _counts(known, self.idf)
        grams = [letters[gram] for gram in self._letter_grams(forms) if gram in letters]
        lettered = _counts(grams, self.idf)
        return (
            np.concatenate((counted[0], lettered[0])),
            np.concatenate((counted[1], lettered[1])),
        )

    def _letter_grams(self, forms: Iterable[str]) -> Iterable[str]:
        shortest, longest = self.sizes
        for form in forms:
            padded = f" {form} "
            length = len(padded)
            for size in range(shortest, longest + 1):
                for start in range(max(1, length - size + 1)):
                    yield padded[start : start + size]
                if size >= length:  # a short word is one gram, counted once
                    break


def _counts(places: list[int], idf: Floats) -> tuple[NDArray[np.int64], Floats]:
    if not places:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    found, counts = np.unique(np.array(places, dtype=np.int64), return_counts=True)
    values = ((1 + np.log(counts)) * idf[found]).astype(np.float32)
    return found, values / np.float32(np.sqrt(np.dot(values, values)))


@dataclass(frozen=True)
class Weights:
    """Everything that was learned: the vocabulary, two linear classifiers, two temperatures."""

    grams: Grams
    signal_scale: float
    coefficients: Floats  # one row a feature (grams, then signals), one column a class
    intercepts: Floats
    temperatures: tuple[float, float]
    topics: tuple[str, ...]
    version: str

    def weigh(self, messages: Sequence[Sequence[str]], signals: Floats) -> tuple[Floats, Floats]:
        """Probabilities of each topic (n × 10) and urgency (n × 4) for n messages.

        `signals` holds one row a message, as `features.vector` gives.
        """
        split = len(self.grams.idf)
        margins = signals @ (self.coefficients[split:] * np.float32(self.signal_scale))
        margins += self.intercepts
        for row, forms in enumerate(messages):
            places, values = self.grams.weigh(forms)
            margins[row] += values @ self.coefficients[places]
        topics = len(self.topics)
        return (
            _softmax(margins[:, :topics] / self.temperatures[0]),
            _softmax(margins[:, topics:] / self.temperatures[1]),
        )

    def save(self, file: Path) -> None:
        """Writes the weights as arrays that hold no code."""
        facts = {
            "version": self.version,
            "topics": self.topics,
            "sizes": self.grams.sizes,
            "words": self.grams.words,
            "signal_scale": self.signal_scale,
            "temperatures": self.temperatures,
        }
        vocabulary = "\n".join([*self.grams.places, *self.grams.letters])
        np.savez(
            file,
            idf=self.grams.idf,
            coefficients=self.coefficients,
            intercepts=self.intercepts,
            vocabulary=np.frombuffer(vocabulary.encode(), dtype=np.uint8),
            facts=np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
        )


def read(file: Path) -> Weights:
    """Reads what `save` wrote; raises FileNotFoundError or ValueError where it is not that."""
    with np.load(file, allow_pickle=False) as stored:
        facts: dict[str, Any] = json.loads(stored["facts"].tobytes())
        listed = stored["vocabulary"].tobytes().decode().split("\n")
        words = facts["words"]
        grams = Grams(
            places={gram: place for place, gram in enumerate(listed[:words])},
            letters={gram: place for place, gram in enumerate(listed[words:], words)},
            idf=stored["idf"],
            words=words,
            sizes=tuple(facts["sizes"]),
        )
        return Weights(
            grams=grams,
            signal_scale=facts["signal_scale"],
            coefficients=np.ascontiguousarray(stored["coefficients"], dtype=np.float32),
            intercepts=stored["intercepts"],
            temperatures=tuple(facts["temperatures"]),
            topics=tuple(facts["topics"]),
            version=facts["version"],
        )


def _softmax(margins: Floats) -> Floats:
    raised = np.exp(margins - margins.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
