"""Figures: percentiles by nearest rank, and what counts as met."""

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.reports.figures import Figures, nearest_rank, together

WAITS = st.lists(st.integers(0, 10**6), min_size=1, max_size=50).map(sorted)
PERCENT = st.integers(1, 100)


def test_nearest_rank_of_ten() -> None:
    waits = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert [nearest_rank(waits, percent) for percent in (1, 50, 90, 91, 100)] == [
        10, 50, 90, 100, 100,
    ]  # fmt: skip


def test_nearest_rank_of_none() -> None:
    assert nearest_rank([], 50) is None


@given(WAITS, PERCENT)
def test_it_is_the_smallest_wait_that_so_many_do_not_exceed(waits: list[int], percent: int) -> None:
    found = nearest_rank(waits, percent)
    assert found in waits
    assert sum(wait <= found for wait in waits) * 100 >= percent * len(waits)
    assert sum(wait < found for wait in waits) * 100 < percent * len(waits)


@given(st.lists(WAITS, max_size=6))
def test_together_is_as_if_never_apart(piles: list[list[int]]) -> None:
    apart = [Figures(started=len(waits), answered=len(waits), waits=waits) for waits in piles]
    whole = together(apart)
    assert whole.waits == sorted(wait for waits in piles for wait in waits)
    assert whole.started == whole.answered == len(whole.waits)


def test_the_share_counts_only_those_about_whom_it_is_known() -> None:
    week = Figures(started=20, answered=10, in_time=9, closed=3, closed_late=1, overdue=4, waits=())
    assert week.missed == 1 + 1 + 4
    assert week.share_met == 9 / 15
    assert week.waiting == 7


def test_where_nothing_is_known_there_is_no_share() -> None:
    assert Figures(started=2).share_met is None
    assert Figures().median is None
