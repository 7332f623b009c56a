"""The clearest questions of a group: short, near its middle, and asked as a question."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from faq.groups.likeness import Reader, Readings
from faq.groups.pleasantries import without_greeting
from triage.text import language, word_forms

LOOKED_AT = 30  # questions of a group, from its middle outwards
LONGEST = 120  # characters: a longer one is a story
_FEWEST, _MOST = 3, 16  # words of a clear question
_ASKING = 1.5  # what a question's form is worth, in logits of likeness
_TOO_LONG = 0.1  # what each word over eight costs
_SHORT = 8
_CUT = re.compile(r"(?<=[.!؟?…])\s+|\n+|(?<=[؟?])")
_ASKS = re.compile(
    r"(?:هل|كم|كيف|متي|وين|اين|ليش|لماذا|ايش|شو|شنو|واش|ممكن|فين|ازاي|امتي|بكم|بكام|شلون|كيفاش|فيه"
    r"|يمكن|عندكم|يوجد|how|what|when|where|can|do|does|is|are|could|which|why|will|may)\b"
)


class Way(NamedTuple):
    """A way of asking: the place of the question that it stands in, and its words."""

    place: int
    text: str


def clearest(texts: Sequence[str], group: Readings, reader: Reader) -> dict[str, list[Way]]:
    """By language: the clearest sentence of each question, the clearest of all first.

    Takes the questions of a group from its middle outwards, and their readings in this order.
    """
    looked = [
        (place, part) for place, text in enumerate(texts[:LOOKED_AT]) for part in _parts(text)
    ]
    if not looked:
        return {}
    near = reader.read([part for _, part in looked]).likeness(group).mean(axis=1)
    clear = near + np.array([_form(part) for _, part in looked])
    ways: dict[str, list[Way]] = {"ar": [], "en": []}
    seen: set[int | str] = set()
    for at in np.argsort(-clear, kind="stable").tolist():
        place, part = looked[at]
        spelled = " ".join(word_forms(part))
        if place not in seen and spelled not in seen:
            seen |= {place, spelled}
            ways[language(part)].append(Way(place, part))
    return {lang: listed for lang, listed in ways.items() if listed}


def _parts(text: str) -> list[str]:
    parts = (part.strip(" ,،-–") for part in _CUT.split(without_greeting(text)))
    return [
        part for part in parts if len(part) <= LONGEST and _FEWEST <= len(word_forms(part)) <= _MOST
    ]


def _form(part: str) -> float:
    said = word_forms(part)
    asks = part.rstrip().endswith(("?", "؟")) or any(map(_ASKS.fullmatch, said[:3]))
    return asks * _ASKING - _TOO_LONG * max(len(said) - _SHORT, 0)
