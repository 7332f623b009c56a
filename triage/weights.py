"""The trained weights as plain arrays: reads them and weighs a message, without scikit-learn.

scikit-learn costs some 100 MiB of memory to import and this file a few; what it does is what
TfidfVectorizer (words and pairs of words; char_wb grams), and a linear classifier do, and a test
holds the two together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.chances import Chances

Floats = NDArray[np.float32]
_MOST_SEEN = 8_000


@dataclass(frozen=True)
class Grams:
    """A vocabulary of words, word pairs and letter grams with their idf, and how to count them.

    Word features come first, then letter features, `words` of the former; `sizes` is the shortest
    and longest letter gram.
    """

    places: dict[str, int]
    letters: dict[str, int]
    idf: Floats
    words: int
    sizes: tuple[int, int]
    _seen: dict[str, list[int]] = field(default_factory=dict)

    def weigh(self, forms: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """The places and TF-IDF values of a message's grams (sublinear; each block of norm 1)."""
        places = self.places
        known = [places[form] for form in forms if form in places]
        known += [places[pair] for a, b in pairwise(forms) if (pair := f"{a} {b}") in places]
        lettered: list[int] = []
        for form in forms:
            lettered += self._seen.get(form) or self._letters_of(form)
        by_word, by_letter = _counts(known, self.idf), _counts(lettered, self.idf)
        return (
            np.concatenate((by_word[0], by_letter[0])),
            np.concatenate((by_word[1], by_letter[1])),
        )

    def _letters_of(self, form: str) -> list[int]:
        """The known letter grams of a word; kept for the next time, up to a few MiB."""
        found = map(self.letters.get, letter_grams(form, self.sizes))
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


def _counts(places: list[int], idf: Floats) -> tuple[NDArray[np.int64], Floats]:
    if not places:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    found, counts = np.unique(np.array(places, dtype=np.int64), return_counts=True)
    values = ((1 + np.log(counts)) * idf[found]).astype(np.float32)
    return found, values / np.float32(np.sqrt(np.dot(values, values)))


@dataclass(frozen=True)
class Weights:
    """Everything that was learned: the vocabulary, and a linear classifier with a temperature each.

    `classes` holds what each head tells apart, in the order of the coefficients' columns.
    """

    grams: Grams
    signal_scale: float
    coefficients: Floats  # one row a feature (grams, then signals), one column a class
    intercepts: Floats
    temperatures: tuple[float, ...]
    classes: dict[str, tuple[Any, ...]]
    version: str

    def weigh(self, messages: Sequence[Sequence[str]], signals: Floats) -> list[Chances]:
        """The chances of topics, levels and varieties for n messages.

        `signals` holds one row a message, as `features.vector` gives.
        """
        split = len(self.grams.idf)
        by_signal = self.coefficients[split:] * np.float32(self.signal_scale)
        margins = np.tile(self.intercepts, (len(messages), 1))
        # Row by row, so that a message is worth the same to the last bit alone and among others.
        for row, forms in enumerate(messages):
            places, values = self.grams.weigh(forms)
            margins[row] += values @ self.coefficients[places] + signals[row] @ by_signal
        ends = np.cumsum([len(classes) for classes in self.classes.values()])[:-1]
        topics, levels, varieties = (
            _softmax(head / np.float32(temperature)).tolist()
            for head, temperature in zip(
                np.split(margins, ends, axis=1), self.temperatures, strict=True
            )
        )
        named = self.classes
        return [
            Chances(
                dict(zip(named["topic"], topic, strict=True)),
                tuple(level),
                dict(zip(named["variety"], kinds, strict=True)),
            )
            for topic, level, kinds in zip(topics, levels, varieties, strict=True)
        ]

    def save(self, file: Path) -> None:
        """Writes the weights as arrays that hold no code."""
        facts = {
            "version": self.version,
            "classes": self.classes,
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
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
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
            classes={head: tuple(listed) for head, listed in facts["classes"].items()},
            version=facts["version"],
        )


def _softmax(margins: NDArray[np.floating]) -> Floats:
    raised = np.exp(margins - margins.max(axis=1, keepdims=True)).astype(np.float32)
    return raised / raised.sum(axis=1, keepdims=True)
