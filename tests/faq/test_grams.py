"""What the network reads in a text: what stands in several texts, rarer things weighing more."""

import numpy as np
import pytest

from faq.grams import Grams
from faq.rows import Rows

TEXTS = [text.split() for text in ("where is it", "where is she", "it is he") * 3]
GRAMS = Grams.of(TEXTS)


def test_only_what_stands_in_several_texts_is_a_gram() -> None:
    words, letters, _ = GRAMS.terms
    assert words == ["is", "it", "where", "where is"]
    assert " wh" in letters
    assert "she" not in letters


def test_what_is_rarer_weighs_more() -> None:
    [(places, weights)] = GRAMS.weigh([["is", "it", "zzz"]])
    weight = dict(zip(places.tolist(), weights.tolist(), strict=True))
    assert weight[1] > weight[0] > 0


def test_a_long_text_weighs_no_more_than_a_short_one() -> None:
    texts = [["where", "is"] * times for times in (1, 9)]
    lengths = [np.linalg.norm(weights) for _, weights in GRAMS.weigh(texts)]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.05)


def test_a_text_of_nothing_known_weighs_nothing() -> None:
    for places, weights in GRAMS.weigh([[], ["zzz"]]):
        assert len(places) == len(weights) == 0


def test_a_text_is_weighed_beside_others_as_by_itself() -> None:
    texts = [["where", "is", "it"], [], ["zzz"], ["it", "it", "is"], ["where", "is", "it"]]
    for text, (places, weights) in zip(texts, GRAMS.weigh(texts), strict=True):
        [alone] = GRAMS.weigh([text])
        assert np.array_equal(places, alone[0])
        assert np.array_equal(weights, alone[1])


def test_a_byte_a_number_is_near_enough() -> None:
    numbers = np.random.default_rng(3).normal(size=(40, 6)).astype(np.float32)
    numbers[7] = 0
    rows, often = np.arange(0, 40, 2), np.ones(20, np.float32)
    told = Rows.of(numbers).total(rows, often)
    assert told == pytest.approx(numbers[rows].sum(axis=0), abs=0.15)
