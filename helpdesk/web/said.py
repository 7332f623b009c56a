"""A customer's message in passages: which words moved its verdict and why, what are figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from helpdesk.assist.models import Verdict
from helpdesk.web.stated import KINDS, Span, span_in


@dataclass(frozen=True)
class Mark:
    """Words that moved the verdict: their id on the page, the reasons, and which way they moved.

    `places` are the reasons' places in the verdict's list; where reasons of both ways share the
    words, the weightiest decides how they look.
    """

    id: str
    start: int
    end: int
    places: tuple[int, ...]
    reasons: tuple[dict[str, Any], ...]

    @property
    def raises(self) -> bool:
        """Whether the words speak for the verdict, rather than against it."""
        return bool(max((reason["weight"] for reason in self.reasons), key=abs) > 0)


@dataclass(frozen=True)
class Passage:
    """A stretch of the text, marked or not, as runs: words, and whether they state a figure."""

    runs: list[tuple[str, bool]]
    mark: Mark | None = None


def marks(verdict: Verdict, text: str) -> list[Mark]:
    """What of a message moved its verdict, in the order it stands; overlapping words are one mark.

    A span that the text does not have is passed over.
    """
    found = sorted(
        (span, place)
        for place, reason in enumerate(verdict.reasons)
        if (span := span_in(text, reason.get("span")))
    )
    merged: list[tuple[int, int, list[int]]] = []
    for (start, end), place in found:
        if merged and start < merged[-1][1]:
            begun, ended, places = merged[-1]
            merged[-1] = (begun, max(ended, end), [*places, place])
        else:
            merged.append((start, end, [place]))
    return [
        Mark(
            id=f"said-{verdict.message_id}-{number}",
            start=start,
            end=end,
            places=tuple(sorted(places)),
            reasons=tuple(verdict.reasons[place] for place in sorted(places)),
        )
        for number, (start, end, places) in enumerate(merged)
    ]


def passages(verdict: Verdict, text: str) -> list[Passage]:
    """The whole of `text`, letter for letter, as passages in their order."""
    figures = [
        span
        for fact in verdict.facts
        if fact["kind"] in KINDS and (span := span_in(text, (fact["start"], fact["end"])))
    ]
    told: list[Passage] = []
    here = 0
    for mark in marks(verdict, text):
        told.append(Passage(_runs(text, here, mark.start, figures)))
        told.append(Passage(_runs(text, mark.start, mark.end, figures), mark))
        here = mark.end
    told.append(Passage(_runs(text, here, len(text), figures)))
    return [passage for passage in told if passage.runs]


def places(verdict: Verdict, text: str) -> dict[int, str]:
    """Where each reason's words stand on the page: its place in the list → the mark's id."""
    return {place: mark.id for mark in marks(verdict, text) for place in mark.places}


def _runs(text: str, start: int, end: int, figures: Iterable[Span]) -> list[tuple[str, bool]]:
    """The stretch cut at each figure's ends; a figure that reaches out of it is cut off there."""
    inside = [(max(a, start), min(b, end)) for a, b in figures if a < end and b > start]
    cuts = sorted({start, end, *(edge for span in inside for edge in span)})
    return [(text[a:b], any(c <= a < d for c, d in inside)) for a, b in pairwise(cuts)]
