"""Whose turn it is, as laws over any wait and any score."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.sla.turn import place_in_level, turn

MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=14))
LEVELS = st.integers(min_value=0, max_value=3)
SCORES = st.floats(min_value=-1, max_value=101)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_gravest_of_a_level_has_its_turn_at_half_its_time() -> None:
    due = NOON + timedelta(hours=4)
    assert turn(NOON, due, score=50.0, urgency=2) == due
    assert turn(NOON, due, score=62.5, urgency=2) == NOON + timedelta(hours=3)
    assert turn(NOON, due, score=75.0, urgency=2) == NOON + timedelta(hours=2)


@given(SCORES, LEVELS)
def test_a_place_is_a_share(score: float, urgency: int) -> None:
    assert 0 <= place_in_level(score, urgency) <= 1


@given(MOMENTS, SPANS, SCORES, LEVELS)
def test_a_turn_lies_in_the_second_half_of_the_wait(
    began: datetime, span: timedelta, score: float, urgency: int
) -> None:
    comes = turn(began, began + span, score=score, urgency=urgency)
    # A microsecond is the smallest step of a moment.
    assert began + span / 2 - timedelta(microseconds=1) <= comes <= began + span


@given(MOMENTS, SPANS, SCORES, SCORES, LEVELS)
def test_a_graver_matter_never_has_its_turn_later(
    began: datetime, span: timedelta, one: float, other: float, urgency: int
) -> None:
    graver, calmer = max(one, other), min(one, other)
    due = began + span
    assert turn(began, due, score=graver, urgency=urgency) <= turn(
        began, due, score=calmer, urgency=urgency
    )


@given(MOMENTS, SPANS, SPANS, SCORES, LEVELS)
def test_what_is_due_later_never_has_its_turn_earlier(
    began: datetime, one: timedelta, other: timedelta, score: float, urgency: int
) -> None:
    earlier, later = began + min(one, other), began + max(one, other)
    assert turn(began, earlier, score=score, urgency=urgency) <= turn(
        began, later, score=score, urgency=urgency
    )


@given(MOMENTS, SPANS, SPANS, SCORES, LEVELS)
def test_of_two_equal_promises_the_one_given_first_comes_first(
    began: datetime, after: timedelta, span: timedelta, score: float, urgency: int
) -> None:
    first = turn(began, began + span, score=score, urgency=urgency)
    assert first <= turn(began + after, began + after + span, score=score, urgency=urgency)


@given(MOMENTS, SPANS, SCORES, LEVELS)
def test_nobody_starves(began: datetime, span: timedelta, score: float, urgency: int) -> None:
    calm = turn(began, began + span, score=25.0 * urgency, urgency=urgency)
    came_after_that = began + span + timedelta(seconds=1)
    assert calm < turn(came_after_that, came_after_that + span, score=score, urgency=urgency)
