"""What the shop chose about acknowledgements, and choosing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpdesk.acknowledgement.models import AcknowledgementChoice
from helpdesk.db import db

LEAST_SCORE, MOST_SCORE = 50, 99
LONGEST_OPENING = 600
# The roads on which somebody who wrote has a mail address to be told at.
ROADS = ("email", "form")
_ROW = 1


class ImpossibleChoice(Exception):  # noqa: N818 (named as people say it)
    """A choice that cannot be kept; `wrong` tells by field: from_score, opening_ar, opening_en."""

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True, kw_only=True)
class Choice:
    """On which roads customers are told, whether with an article, and in which own words.

    `from_score` is the least score of such an article, in hundredths; `openings` are the shop's
    own first words by language, "" for ours.
    """

    roads: frozenset[str] = frozenset()
    carries_article: bool = False
    from_score: int = 90
    openings: Mapping[str, str] = field(default_factory=dict)


def chosen() -> Choice:
    """What is in force; until somebody chooses, nobody is told anything."""
    # Nothing of this waits to be saved with a message, so that can wait on.
    with db.session.no_autoflush:
        row = db.session.get(AcknowledgementChoice, _ROW)
    if row is None:
        return Choice()
    return Choice(
        roads=frozenset(road for road in ROADS if getattr(row, road)),
        carries_article=row.carries_article,
        from_score=row.from_score,
        openings={"ar": row.opening_ar, "en": row.opening_en},
    )


def choose(wanted: Choice) -> None:
    """Put `wanted` in force for all who write from now on. Raises ImpossibleChoice."""
    wrong = {}
    if not LEAST_SCORE <= wanted.from_score <= MOST_SCORE:
        wrong["from_score"] = "out_of_range"
    for lang, words in wanted.openings.items():
        if len(words) > LONGEST_OPENING:
            wrong[f"opening_{lang}"] = "too_long"
    if wrong:
        raise ImpossibleChoice(wrong)
    db.session.merge(
        AcknowledgementChoice(
            id=_ROW,
            **{road: road in wanted.roads for road in ROADS},
            carries_article=wanted.carries_article,
            from_score=wanted.from_score,
            opening_ar=wanted.openings.get("ar", ""),
            opening_en=wanted.openings.get("en", ""),
        )
    )
