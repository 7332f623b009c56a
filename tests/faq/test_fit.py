"""Weights are fitted to what tells right articles from wrong ones, and to what tells of none."""

import numpy as np
import pytest

from faq import fit
from faq.ranking import HOPES, SIGNS, WEIGHTS, shipped

TELLING = SIGNS.index("words")


def case(chance: np.random.Generator, *, answered: bool) -> fit.Case:
    """Five articles of which the second is right, and has more of one sign than the others."""
    signs = chance.normal(size=(5, len(SIGNS)))
    right = np.zeros(5, bool)
    if answered:
        right[1] = True
        signs[1, TELLING] += 4
    return fit.Case("ar", signs, right, chance.normal(size=8), int(chance.integers(3, 30)), (0,))


@pytest.fixture(scope="module")
def cases() -> list[fit.Case]:
    chance = np.random.default_rng(5)
    return [case(chance, answered=bool(turn % 4)) for turn in range(200)]


def test_the_sign_that_tells_weighs_most(cases: list[fit.Case]) -> None:
    weights = fit.ranks([one for one in cases if one.right.any()])
    assert weights.argmax() == TELLING


def test_a_best_article_that_stands_out_gives_hope(cases: list[fit.Case]) -> None:
    weights = fit.ranks([one for one in cases if one.right.any()])
    hopes, _ = fit.hopes(cases, weights)
    assert hopes[HOPES.index("best")] > 0


def test_what_is_shipped_names_where_it_comes_from() -> None:
    assert len(shipped().signs) == len(SIGNS)
    assert "python -m faq fit" in WEIGHTS.read_text("utf-8")
