"""The gate: better gets in, equal and worse stay outside, and each refusal says why."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.learning.gate import TOLERANCE, refusal


def side(right: int, n: int = 20, **test: Any) -> dict[str, Any]:
    """One side's figures: labels right on the corrections kept apart, and the test messages."""
    on_test = {"topic_f1": 0.80, "pairs": 0.90, "urgent": 40, "urgent_found": 30}
    return {
        "corrections": {"n": n, "right": right},
        "test": on_test | test if test != {"none": True} else None,
    }


def test_better_on_the_corrections_and_no_worse_on_the_test_gets_in() -> None:
    assert refusal(side(21), side(20)) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "code"),
    [
        (side(20), side(20), "equal"),
        (side(19), side(20), "worse_on_corrections"),
        (side(30, topic_f1=0.794), side(20), "topic_f1"),
        (side(30, pairs=0.894), side(20), "pairs"),
        (side(30, urgent_found=28), side(20), "urgent"),
    ],
)
def test_whoever_is_not_better_stays_outside_and_hears_why(
    ours: dict[str, Any], theirs: dict[str, Any], code: str
) -> None:
    refused = refusal(ours, theirs)
    assert refused is not None
    assert refused["code"] == code


def test_a_hair_less_and_one_urgent_message_less_are_forgiven() -> None:
    ours = side(30, topic_f1=0.795, pairs=0.895, urgent_found=29)
    assert refusal(ours, side(20)) is None


def test_without_test_messages_the_corrections_decide() -> None:
    assert refusal(side(21, none=True), side(20, none=True)) is None


def test_without_corrections_kept_apart_nothing_can_be_shown() -> None:
    nothing = {"corrections": None, "test": None}
    assert refusal(nothing, nothing) == {"code": "none_held"}


@given(right=st.integers(0, 40), ours=st.floats(0, 1), theirs=st.floats(0, 1))
def test_nobody_ever_beats_themselves_or_gets_in_by_losing_on_the_test(
    right: int, ours: float, theirs: float
) -> None:
    assert refusal(side(right), side(right)) is not None
    if refusal(side(right + 1, topic_f1=ours), side(right, topic_f1=theirs)) is None:
        assert ours >= theirs - TOLERANCE - 1e-6
