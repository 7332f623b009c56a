"""The figures of quality, on cases that can be worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import measures


@pytest.mark.parametrize(
    ("ranked", "share"),
    [
        ([(0, 1.0), (3, 9.0)], 1.0),
        ([(0, 9.0), (3, 1.0)], 0.0),
        ([(0, 5.0), (1, 5.0)], 0.5),
        ([(0, 1.0), (1, 2.0), (2, 0.0)], 1 / 3),
        ([(2, 1.0), (2, 7.0)], 1.0),
    ],
)
def test_pair_order(ranked: list[tuple[int, float]], share: float) -> None:
    assert measures.pair_order(ranked) == pytest.approx(share)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 100)), min_size=1))
def test_turning_all_scores_round_turns_the_order_round(ranked: list[tuple[int, float]]) -> None:
    turned = [(level, -score) for level, score in ranked]
    if len({level for level, _ in ranked}) > 1:
        both = measures.pair_order(ranked) + measures.pair_order(turned)
        assert both == pytest.approx(1)


def test_macro_f1_is_the_mean_over_labels() -> None:
    assert measures.macro_f1([("a", "a"), ("b", "a")], ["a", "b", "c"]) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([(0, 0), (1, 1), (3, 3)], 1.0),
        ([(0, 3), (3, 0)], -1.0),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], 0.0),
        ([(2, 2)], 1.0),
    ],
)
def test_quadratic_kappa(pairs: list[tuple[int, int]], kappa: float) -> None:
    assert measures.quadratic_kappa(pairs, 4) == pytest.approx(kappa)


@pytest.mark.parametrize(
    ("answers", "error"),
    [([(1.0, True)], 0.0), ([(0.9, False)], 0.9), ([(0.75, True), (0.75, False)], 0.25), ([], 0)],
)
def test_calibration_error(answers: list[tuple[float, bool]], error: float) -> None:
    assert measures.calibration_error(answers) == pytest.approx(error)
