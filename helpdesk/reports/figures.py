"""What a pile of waits comes to: counts, percentiles, the share that was met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The clocks of one pile, counted; what each count means stands in reports/queries.py.

    `waits` are the seconds each answered customer waited, in rising order.
    """

    started: int = 0
    answered: int = 0
    in_time: int = 0
    closed: int = 0
    by_article: int = 0
    closed_late: int = 0
    overdue: int = 0
    waits: Sequence[int] = ()

    @property
    def median(self) -> int | None:
        """Seconds within which half of those answered had their answer."""
        return nearest_rank(self.waits, 50)

    @property
    def p90(self) -> int | None:
        """Seconds within which nine of ten of those answered had their answer."""
        return nearest_rank(self.waits, 90)

    @property
    def missed(self) -> int:
        """Those whose time ran out: answered late, closed late, or waiting still."""
        return self.answered - self.in_time + self.closed_late + self.overdue

    @property
    def waiting(self) -> int:
        """Those who wait still, in time or not."""
        return self.started - self.answered - self.closed - self.by_article

    @property
    def share_met(self) -> float | None:
        """Of those about whom it is known, how many were answered in time: 0 to 1."""
        known = self.in_time + self.missed
        return self.in_time / known if known else None


def together(piles: Iterable[Figures]) -> Figures:
    """Several piles as one."""
    piles = list(piles)
    return Figures(
        started=sum(pile.started for pile in piles),
        answered=sum(pile.answered for pile in piles),
        in_time=sum(pile.in_time for pile in piles),
        closed=sum(pile.closed for pile in piles),
        by_article=sum(pile.by_article for pile in piles),
        closed_late=sum(pile.closed_late for pile in piles),
        overdue=sum(pile.overdue for pile in piles),
        # Runs that are in order already merge fast, so the order of piling up matters to no one.
        waits=sorted(chain.from_iterable(pile.waits for pile in piles)),
    )


def nearest_rank(values: Sequence[int], percent: int) -> int | None:
    """The smallest of the rising `values` that at least `percent` of them do not exceed.

    Nearest rank, definition 1 in Hyndman and Fan, "Sample Quantiles in Statistical Packages",
    The American Statistician 50 (1996): what it gives is always a wait that really happened.
    """
    rank = -(-percent * len(values) // 100)
    return values[max(rank, 1) - 1] if values else None
