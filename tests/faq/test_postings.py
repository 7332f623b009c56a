"""Rows in, likenesses out; rows put in the place of others leave no trace of those."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.postings import Postings


def row(*terms: int) -> np.ndarray:
    return np.array(terms, np.int32)


def shared(postings: Postings, *terms: int) -> list[float]:
    known = row(*terms)[postings.held(row(*terms))]
    piece = np.zeros(len(known), np.int32)
    return postings.sums(known, np.ones(len(known)), piece, 1)[0].tolist()


def test_a_term_speaks_for_the_rows_that_hold_it() -> None:
    found = shared(Postings([row(1, 2), row(2, 3)], cosine=True), 1)
    assert found[0] > 0
    assert found[1] == 0


def test_a_rarer_term_speaks_louder() -> None:
    postings = Postings([row(1, 2), row(2, 3), row(2, 4)], cosine=True)
    assert shared(postings, 1)[0] > shared(postings, 2)[0]


def test_a_term_that_no_row_holds_is_not_held() -> None:
    postings = Postings([row(1, 5)], cosine=False)
    assert postings.held(row(-1, 0, 1, 5, 9)).tolist() == [False, False, True, True, False]


rows = st.lists(st.lists(st.integers(0, 12), max_size=6).map(lambda terms: row(*terms)), max_size=5)


@given(rows, rows, st.data(), st.booleans())
def test_what_is_put_in_stands_as_if_it_had_always(before, new, data, cosine: bool) -> None:
    first = data.draw(st.integers(0, len(before)))
    last = data.draw(st.integers(first, len(before)))
    edited = Postings(before, cosine=cosine)
    edited.put(first, last, new)
    fresh = Postings([*before[:first], *new, *before[last:]], cosine=cosine)
    for term in range(13):
        assert shared(edited, term) == pytest.approx(shared(fresh, term), abs=1e-6)
