"""Precision, recall and how far off, on a worked case and as laws."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.reports.matrix import Matrix, counted

# What people left, what triage said, how many.
LEVELS = [(3, 3, 6), (3, 1, 2), (2, 3, 1), (2, 2, 9), (0, 1, 4)]
labels = st.integers(0, 3)
some = st.lists(st.tuples(labels, labels, st.integers(1, 9)), max_size=20)


def test_a_worked_case() -> None:
    table = counted(LEVELS)
    assert (table.total, table.right, table.share_right) == (22, 15, 15 / 22)
    assert (table.precision(3), table.recall(3)) == (6 / 7, 6 / 8)
    assert (table.precision(1), table.recall(1)) == (0.0, None)
    assert (table.precision(0), table.recall(0)) == (None, 0.0)
    assert table.off_by() == Counter({0: 15, -2: 2, 1: 5})
    assert table.share_of_row(3, 1) == 0.25


def test_of_nothing_there_are_no_shares() -> None:
    table = Matrix(Counter())
    assert (table.share_right, table.precision(1), table.share_of_row(1, 1)) == (None, None, 0.0)


@given(some)
def test_the_overall_share_is_the_recall_weighed_by_what_people_left(
    pairs: list[tuple[int, int, int]],
) -> None:
    table = counted(pairs)
    weighed = sum(table.left(label) * (table.recall(label) or 0) for label in range(4))
    assert abs(weighed - table.right) < 1e-6
    assert sum(table.off_by().values()) == table.total == sum(map(table.said, range(4)))
