"""Periods: whole days on the shop's own calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.reports.period import ImpossiblePeriod, Period, between, latest

RIYADH, CAIRO = ZoneInfo("Asia/Riyadh"), ZoneInfo("Africa/Cairo")
ZONES = st.sampled_from(
    [RIYADH, CAIRO, ZoneInfo("Africa/Casablanca"), ZoneInfo("Asia/Beirut"), ZoneInfo("UTC")]
)
TODAY = date(2026, 3, 2)


def test_the_last_seven_days_end_with_today() -> None:
    period = latest(7, today=TODAY, zone=RIYADH)
    assert (period.first, period.last, len(period.days)) == (date(2026, 2, 24), TODAY, 7)


def test_days_begin_at_the_shop_s_midnight() -> None:
    period = Period(TODAY, TODAY, RIYADH)
    assert period.since == datetime(2026, 3, 1, 21, tzinfo=UTC)
    assert period.until == datetime(2026, 3, 2, 21, tzinfo=UTC)


def test_the_day_on_which_clocks_are_put_forward_has_23_hours() -> None:
    spring = Period(date(2026, 4, 24), date(2026, 4, 24), CAIRO)
    assert spring.until - spring.since == timedelta(hours=23)


@given(
    ZONES,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 365),
    st.floats(0, 1, exclude_max=True),
)
def test_offsets_give_every_moment_its_day(
    zone: ZoneInfo, first: date, length: int, share: float
) -> None:
    period = Period(first, first + timedelta(days=length), zone)
    seconds = (period.until - period.since).total_seconds()
    moment = period.since + timedelta(seconds=int(seconds * share))
    ahead = next(ahead for until, ahead in period.offsets() if moment < until)
    assert (moment + timedelta(seconds=ahead)).date() == moment.astimezone(zone).date()


def test_dates_are_read_as_they_are_typed() -> None:
    period = between("2026-02-01", " 2026-02-28 ", today=TODAY, zone=RIYADH)
    assert (period.first, period.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_days_to_come_are_left_out() -> None:
    assert between("2026-03-01", "2026-03-31", today=TODAY, zone=RIYADH).last == TODAY


@pytest.mark.parametrize(
    "first, last, wrong",
    [
        ("2026-02-30", "2026-03-01", {"first": "not_a_date"}),
        ("2026-02-01", "", {"last": "not_a_date"}),
        ("soon", "later", {"first": "not_a_date", "last": "not_a_date"}),
        ("2026-03-01", "2026-02-01", {"last": "backwards"}),
        ("2026-03-03", "2026-03-04", {"first": "in_future"}),
        ("2025-03-01", "2026-03-02", {"first": "too_long"}),
    ],
)
def test_impossible_dates_are_refused_by_field(first: str, last: str, wrong: dict) -> None:
    with pytest.raises(ImpossiblePeriod) as refusal:
        between(first, last, today=TODAY, zone=RIYADH)
    assert refusal.value.wrong == wrong
