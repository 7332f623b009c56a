"""Finds examples that say nearly the same, among many thousands in a few seconds."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from triage.examples import Example
from triage.text import normalise

MOST_ALIKE = 82
BLOCK = 200
# Triples of letters are counted in so many kinds; more would sift finer and take longer.
KINDS = 1024
ROUNDING = np.float32(0.01)
Floats = npt.NDArray[np.float32]


def nearly_the_same(examples: Sequence[Example]) -> list[set[str]]:
    """The ids of each two whose words, in alphabetical order, are more than MOST_ALIKE alike."""
    worded = [(_words(each), each.id) for each in examples if any(map(str.isalpha, each.text))]
    worded.sort(key=lambda pair: len(pair[0]))
    texts, ids = [text for text, _ in worded], [id_ for _, id_ in worded]
    return [{ids[a], ids[b]} for a, others in _candidates(texts) for b in _alike(texts, a, others)]


def _words(example: Example) -> str:
    return " ".join(sorted(normalise(f"{example.subject} {example.text}").split()))


def _alike(texts: list[str], one: int, others: list[int]) -> list[int]:
    [scores] = process.cdist(
        [texts[one]], [texts[b] for b in others], scorer=fuzz.ratio, score_cutoff=MOST_ALIKE
    )
    return [b for b, score in zip(others, scores, strict=True) if score > MOST_ALIKE]


def _candidates(texts: list[str]) -> Iterator[tuple[int, list[int]]]:
    """For each of the texts, which stand by length, those after it that share enough with it.

    Of two texts that are MOST_ALIKE, at most 18% of all letters are put in or left out, and the
    longer one is at most so much longer. A changed letter (one left out, one put in), or two put
    in beside each other, spoil three triples for each; the other triples stand in both. Only
    where single letters are dropped all over the text could a pair slip through.
    """
    lengths = np.array([len(text) for text in texts], np.float32)
    roots = _roots(texts)
    share = np.float32((1 - 3 * (1 - MOST_ALIKE / 100)) / 2)
    for start in range(0, len(texts), BLOCK):
        block = slice(start, start + BLOCK)
        longest = lengths[block][-1] * (200 - MOST_ALIKE) / MOST_ALIKE
        rest = slice(start, int(np.searchsorted(lengths, longest, "right")))
        needed = share * np.add.outer(lengths[block], lengths[rest]) - 2
        enough = roots[block] @ roots[rest].T > needed - ROUNDING
        for row, found in enumerate(enough):
            others = np.flatnonzero(found[row + 1 :])
            if others.size:
                yield start + row, (start + row + 1 + others).tolist()


def _roots(texts: list[str]) -> Floats:
    """Per text the square root of how often each kind of three letters in a row stands in it.

    The product of two rows is never less than what both share: sqrt(a * b) >= min(a, b).
    """
    roots = np.zeros((len(texts), KINDS), np.float32)
    for row, text in zip(roots, texts, strict=True):
        letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        kinds = (letters[:-2] * 31 + letters[1:-1] * 1009 + letters[2:] * 9176) % KINDS
        row[:] = np.sqrt(np.bincount(kinds, minlength=KINDS))
    return roots
