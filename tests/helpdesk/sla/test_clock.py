"""The arithmetic of response times, as laws over any moment and any target."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.sla.clock import due, is_breached, is_met

MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)
MINUTES = st.integers(min_value=1, max_value=14 * 24 * 60)
SECONDS = st.integers(min_value=-(10**7), max_value=10**7)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_mail_that_came_at_noon_with_four_hours_is_due_at_four() -> None:
    assert due(NOON, 240) == datetime(2026, 3, 2, 16, tzinfo=UTC)


@given(MOMENTS, MINUTES, MINUTES)
def test_more_minutes_are_due_later_by_just_as_much(
    started: datetime, fewer: int, more: int
) -> None:
    assert due(started, more) - due(started, fewer) == timedelta(minutes=more - fewer)


@given(MOMENTS, MINUTES, SECONDS)
def test_an_answer_either_met_the_target_or_breached_it(
    started: datetime, minutes: int, seconds: int
) -> None:
    due_at = due(started, minutes)
    answered = due_at + timedelta(seconds=seconds)
    assert is_met(due_at, answered) is not is_breached(due_at, answered, now=answered)
    assert is_met(due_at, answered) is (seconds <= 0)


@given(MOMENTS, SECONDS, SECONDS)
def test_once_answered_the_present_changes_nothing(
    due_at: datetime, answered: int, later: int
) -> None:
    met_at = due_at + timedelta(seconds=answered)
    now = due_at + timedelta(seconds=later)
    assert is_breached(due_at, met_at, now) is is_breached(due_at, met_at, met_at)


@given(MOMENTS, SECONDS)
def test_without_an_answer_nothing_is_met_and_the_present_decides(
    due_at: datetime, seconds: int
) -> None:
    assert not is_met(due_at, None)
    assert is_breached(due_at, None, due_at + timedelta(seconds=seconds)) is (seconds > 0)
