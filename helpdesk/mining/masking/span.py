"""A place in a text that says who somebody is."""

from typing import NamedTuple


class Span(NamedTuple):
    """Where it starts and ends, and its kind: a key of placeholders.NAMES."""

    start: int
    end: int
    kind: str
