"""Cuts a customer's message into pieces short enough to be one question each."""

import re
from collections.abc import Iterator, Sequence

from faq.bridge import is_silent
from triage.text import Word

_READ = 3_000  # characters looked at: of a longer message, the first and the last half of that
_LONG = 16  # words in one piece at most
_OVERLAP = 4
# How many telling words a piece needs before it may end there: a question may be short.
_ENDS = ((re.compile(r"[?؟]"), 1), (re.compile(r"[.!…\n]"), 2))
_COMMA = 4


def shortened(text: str) -> str:
    """A text no longer than what is looked at."""
    if len(text) <= _READ:
        return text
    half = _READ // 2
    return f"{text[:half]}\n{text[-half:]}"


def pieces(text: str, message: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the pieces lie: (first word, one past the last), in order, none without words.

    Takes a text and its words.
    """
    return [window for clause in _clauses(text, message) for window in _windows(*clause)]


def _clauses(text: str, message: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Clauses by punctuation; one that says too little is joined to what follows."""
    start = telling = 0
    for place, word in enumerate(message):
        if word.breaks and telling >= _needed(text[message[place - 1].end : word.start]):
            yield start, place
            start, telling = place, 0
        telling += not is_silent(word.form)
    if start < len(message):
        yield start, len(message)


def _needed(gap: str) -> int:
    return next((enough for mark, enough in _ENDS if mark.search(gap)), _COMMA)


def _windows(start: int, end: int) -> list[tuple[int, int]]:
    """A clause whole, or, where nobody set a comma, windows over it that overlap."""
    step = _LONG - _OVERLAP
    last = max(end - _OVERLAP, start + 1)
    return [(at, min(at + _LONG, end)) for at in range(start, last, step)]
