"""Phrases with numbers for their words: what the matcher works on, and what is kept ready."""

from collections.abc import Iterable
from typing import TypedDict

from triage import ready
from triage.lexicon import Phrase, phrases

PART = "phrases"


class Numbered(TypedDict):
    """Every single word that is looked for, in lines, and the phrases made of them.

    A phrase is what it means, whether it counts only where it is denied, whether it excludes, and
    its steps: how far each may be away, then the numbers of the words that may stand there.
    """

    terms: str
    phrases: list[tuple[str, bool, bool, list[list[int]]]]


def numbered(listed: Iterable[Phrase]) -> Numbered:
    """Phrases as the matcher wants them."""
    numbers: dict[str, int] = {}
    found = [
        (
            phrase.meaning,
            phrase.denied,
            phrase.excludes,
            [
                [step.gap, *(numbers.setdefault(word, len(numbers)) for word in step.alternatives)]
                for step in phrase.steps
            ],
        )
        for phrase in listed
    ]
    return Numbered(terms="\n".join(numbers), phrases=found)


def read() -> Numbered:
    """The phrases of every word file, read now."""
    return numbered(phrases())


def shipped() -> Numbered:
    """The phrases of every word file, as they were kept where that is of use."""
    kept: Numbered = ready.part(PART, read)
    return kept
