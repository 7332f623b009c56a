"""Learnt numbers in two bytes: near to what they were, column by column."""

import numpy as np

from triage.table import Table

NUMBERS = np.array([[3.0, 0.001, 0], [-1.2345, -0.0005, 0], [0.5, 0.00025, 0]], np.float32)


def test_each_column_is_as_fine_as_its_largest_number() -> None:
    kept = Table.of(NUMBERS).part(np.arange(3), slice(0, 3))
    assert (np.abs(kept - NUMBERS).max(axis=0) <= [3.0 / 65_000, 0.001 / 65_000, 0]).all()


def test_a_total_is_the_weighted_sum_of_rows() -> None:
    weights = np.array([2.0, 0.5], np.float32)
    total = Table.of(NUMBERS).total(np.array([0, 2]), weights)
    assert np.allclose(total, weights @ NUMBERS[[0, 2]], rtol=1e-4)
