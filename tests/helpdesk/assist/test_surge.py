"""More than chance: Poisson's tail against its law, and the rule against plain cases."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.assist.surge import FLOOR, is_burst, is_over, tail, usual

MEANS = st.floats(min_value=0.01, max_value=300)
COUNTS = st.integers(min_value=0, max_value=400)
PAST = st.lists(st.integers(0, 40), min_size=3, max_size=28)


@pytest.mark.parametrize(
    ("count", "mean", "chance"),
    [
        (0, 2.0, 1.0),
        (1, 2.0, 1 - exp(-2)),
        (3, 0.0, 0.0),
        (11, 2.0, 8.308e-06),
        (27, 10.0, 6.423e-06),
    ],
)
def test_the_tail_is_that_of_the_tables(count, mean, chance):
    assert tail(count, mean) == pytest.approx(chance, rel=1e-2)


@given(COUNTS, MEANS)
def test_more_is_less_likely(count, mean):
    assert 0 <= tail(count + 1, mean) <= tail(count, mean) * (1 + 1e-9) <= 1 + 1e-9


@given(COUNTS, MEANS, MEANS)
def test_where_more_is_usual_many_are_likelier(count, one, other):
    low, high = sorted([one, other])
    assert tail(count, low) <= tail(count, high) * (1 + 1e-9)


def test_a_quiet_topic_bursts_at_the_floor_and_not_below():
    quiet = [0] * 28
    assert is_burst(FLOOR, quiet)
    assert not is_burst(FLOOR - 1, quiet)


def test_a_busy_topic_takes_far_more():
    busy = [10, 8, 12, 9] * 7
    assert not is_burst(20, busy)
    assert is_burst(40, busy)


def test_the_same_weekday_is_usual_too():
    sundays = [30 if day % 7 == 0 else 1 for day in range(1, 29)]
    assert usual(sundays) > 20
    assert not is_burst(32, sundays)
    assert is_burst(32, [1] * 28)


def test_a_young_shop_does_not_know_what_is_usual():
    assert not is_burst(50, [0, 0])


@given(COUNTS, PAST)
def test_one_more_ticket_never_ends_a_burst(count, past):
    assert is_burst(count + 1, past) or not is_burst(count, past)


@given(st.integers(FLOOR, 400), PAST)
def test_what_has_just_begun_is_not_over(count, past):
    assert not (is_burst(count, past) and is_over(count, usual(past)))
