"""The trained weights as plain arrays: reads them and weighs a message, without scikit-learn.

scikit-learn costs some 100 MiB of memory to import and this file a few; what it does is what
TfidfVectorizer (words and pairs of words; char_wb grams; concepts) and a linear classifier do, and
a test holds the two together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.chances import Chances
from triage.features import Traits
from triage.stack import First, Second, softmax

Floats = NDArray[np.float32]
Places = NDArray[np.int32]
_MOST_SEEN = 20_000
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
    _seen: dict[str, Places] = field(default_factory=dict)

    def weigh(self, traits: Traits) -> tuple[Places, Floats]:
        """The places and TF-IDF values of a message's grams (sublinear; each block of one norm)."""
        words, concepts = self.places["words"], self.places["concepts"]
        known = [words[pair] for a, b in pairwise(traits.words) if (pair := f"{a} {b}") in words]
        known += [concepts[gram] for gram in traits.concepts if gram in concepts]
        found = np.concatenate([np.array(known, dtype=np.int32), *map(self.of_word, traits.words)])
        places, counts = np.unique(found, return_counts=True)
        values = ((1 + np.log(counts)) * self.idf[places]).astype(np.float32)
        parts = np.split(values, places.searchsorted(self.ends))
        return places, np.concatenate(
            [_evened(part, self.scales[block]) for block, part in zip(BLOCKS, parts, strict=True)]
        )

    def of_word(self, form: str) -> Places:
        """The places of a word and of its letter grams; kept for the next time, up to a few MiB."""
        if (seen := self._seen.get(form)) is not None:
            return seen
        letters, words = self.places["letters"], self.places["words"]
        known = [letters[gram] for gram in letter_grams(form, self.sizes) if gram in letters]
        if form in words:
            known.append(words[form])
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen[form] = seen = np.array(known, dtype=np.int32)
        return seen

    @cached_property
    def ends(self) -> list[int]:
        """Where the second and the third block begin."""
        counts = [len(self.places[block]) for block in BLOCKS]
        return [counts[0], counts[0] + counts[1]]


def _evened(values: Floats, scale: float) -> Floats:
    """Values with the length `scale`, so that a long message weighs no more than a short one."""
    return values * np.float32(scale / np.sqrt(np.dot(values, values))) if len(values) else values


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


@dataclass(frozen=True)
class Weights:
    """Everything that was learned: vocabulary, linear classifiers, and what joins them.

    `classes` holds what each head tells apart, in the order of the coefficients' columns.
    `temperature` makes confidence in a topic match how often it is right.
    """

    grams: Grams
    signal_scale: float
    coefficients: Floats  # one row a feature (grams, then signals), one column a class
    intercepts: Floats
    classes: dict[str, tuple[Any, ...]]
    second: Second
    temperature: float
    version: str

    def weigh(self, messages: Sequence[Traits]) -> list[Chances]:
        """The chances of topics, levels and varieties for each message."""
        margins = np.stack([self._margins(traits) for traits in messages])
        topic, urgency, matter, variety = np.split(margins, self._ends, axis=1)
        first = First(topic, urgency, matter)
        topics = softmax(np.log(first.topic_chances() + 1e-9) / np.float32(self.temperature))
        inputs = first.inputs(np.stack([traits.signals for traits in messages]))
        levels = np.stack([self.second.chances(row) for row in inputs])
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

    def _margins(self, traits: Traits) -> Floats:
        """The margins of one message; few of its signals are not 0."""
        places, values = self.grams.weigh(traits)
        said = traits.signals.nonzero()[0]
        by_grams = values @ self.coefficients.take(places, axis=0)
        by_signals = traits.signals[said] @ self.coefficients.take(said + self._signals, axis=0)
        return self.intercepts + by_grams + by_signals * np.float32(self.signal_scale)

    def telling(self, forms: Sequence[str], head: str, label: str | int) -> int | None:
        """The place of the word that speaks most for a class of a head; None where none does.

        A word speaks by what its grams add to the class's margin over the mean of the classes.
        """
        columns = slice(*self._columns(head))
        wanted = self.classes[head].index(label)
        best, found = 0.0, None
        for place, form in enumerate(forms):
            if len(places := self.grams.of_word(form)):
                said = self.grams.idf[places] @ self.coefficients[places, columns]
                above = float(said[wanted] - said.mean())
                best, found = max((best, found), (above, place), key=lambda pair: pair[0])
        return found

    def _columns(self, head: str) -> tuple[int, int]:
        ends = [0, *self._ends, len(self.intercepts)]
        place = list(self.classes).index(head)
        return ends[place], ends[place + 1]

    @property
    def _signals(self) -> int:
        """Where the coefficients of the signals begin."""
        return len(self.grams.idf)

    @cached_property
    def _ends(self) -> list[int]:
        """Where the columns of one head end and those of the next begin."""
        counts = [len(classes) for classes in self.classes.values()]
        return [sum(counts[:place]) for place in range(1, len(counts))]

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
            # Half of the digits are enough, and half of the file.
            coefficients=self.coefficients.astype(np.float16),
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
            coefficients=stored["coefficients"].astype(np.float32),
            intercepts=stored["intercepts"],
            temperature=facts["temperature"],
            second=Second(*(stored[name] for name in _SECOND)),
            classes={head: tuple(listed) for head, listed in facts["classes"].items()},
            version=facts["version"],
        )
