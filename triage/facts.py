"""Finds what a message states in figures: orders, phones, money, dates, parcels, addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from triage.figures import patterns
from triage.text import DIGITS, normalise

KINDS = ("link", "email", "tracking", "money", "phone", "date", "time", "order")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a message states in figures.

    `kind` is one of KINDS; `value` is it in one spelling (western digits, no blanks in phones);
    `start` and `end` are where it stands in the text it was found in.
    """

    kind: str
    value: str
    start: int
    end: int


def find(text: str) -> tuple[Fact, ...]:
    """Every fact of a text, in the order they stand; none overlaps another.

    Reads what it is given whole, in time that grows with its length alone.
    """
    plain = text.translate(_PLAIN)
    small = plain.translate(_SMALL)
    if not _TELLING.search(small):
        return ()
    taken: list[Fact] = []
    for kind, sign, pattern in patterns():
        if sign.search(small):
            found = _found(kind, pattern, small, plain)
            taken += [fact for fact in found if not _clashes(fact, taken)]
    return tuple(sorted(taken, key=lambda fact: fact.start))


_PLAIN = DIGITS | {ord("٬"): ",", ord("٫"): "."}
# Patterns that must look at each letter in both its cases take five times as long.
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_TELLING = re.compile(r"\d|https?:|www\.|@")


def _found(kind: str, pattern: re.Pattern[str], small: str, plain: str) -> Iterator[Fact]:
    for match in pattern.finditer(small):
        start, end = match.span("value" if "value" in pattern.groupindex else 0)
        if kind != "order" or not _is_year(plain[start:end]):
            yield Fact(kind, _value(kind, plain[start:end]), start, end)


def _clashes(fact: Fact, taken: list[Fact]) -> bool:
    return any(fact.start < other.end and other.start < fact.end for other in taken)


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and figures[:2] in ("19", "20", "14")


def _value(kind: str, found: str) -> str:
    if kind == "phone":
        return "".join(letter for letter in found if letter.isdigit() or letter == "+")
    if kind in ("link", "email"):
        return found.rstrip(".,;:!?)")
    return normalise(found).upper() if kind in ("order", "tracking") else normalise(found)
