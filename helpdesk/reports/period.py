"""A stretch of whole days in the shop's time zone, as managers choose it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SPANS = (7, 30, 90)
USUAL_SPAN = 30
LONGEST_DAYS = 366


class ImpossiblePeriod(Exception):  # noqa: N818 (a refusal in words)
    """Dates that make no period; `wrong` gives for each field what is the matter with it."""

    def __init__(self, **wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, as the clocks in `zone` count them."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """The moment in UTC at which the first day begins."""
        return _midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """The moment in UTC at which the last day has ended."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def days(self) -> list[date]:
        """Every day of the period, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def offsets(self) -> list[tuple[datetime, int]]:
        """How far local clocks are ahead of UTC: (until when, seconds), in order.

        More than one only where the clocks were changed within the period.
        """
        found = []
        begin = self.since
        for day in self.days:
            end = _midnight(day + timedelta(days=1), self.zone)
            if self._offset(begin) != self._offset(end):
                found.append((self._change_between(begin, end), self._offset(begin)))
            begin = end
        return [*found, (self.until, self._offset(self.until - timedelta(seconds=1)))]

    def _change_between(self, begin: datetime, end: datetime) -> datetime:
        """The second at which the clocks are changed, by halving."""
        before = self._offset(begin)
        while end - begin > timedelta(seconds=1):
            middle = begin + timedelta(seconds=(end - begin).total_seconds() // 2)
            if self._offset(middle) == before:
                begin = middle
            else:
                end = middle
        return end

    def _offset(self, moment: datetime) -> int:
        local = moment.astimezone(self.zone).utcoffset()
        assert local is not None
        return int(local.total_seconds())


def latest(days: int, *, today: date, zone: ZoneInfo) -> Period:
    """The last `days` days up to and with today."""
    return Period(today - timedelta(days=days - 1), today, zone)


def between(first: str, last: str, *, today: date, zone: ZoneInfo) -> Period:
    """The period from `first` to `last`, each as YYYY-MM-DD.

    Raises ImpossiblePeriod with, for the fields "first" and "last", one of: not_a_date, in_future,
    backwards, too_long.
    """
    found = {name: _date(text) for name, text in (("first", first), ("last", last))}
    wrong = {name: "not_a_date" for name, day in found.items() if day is None}
    begin, end = found["first"], found["last"]
    if begin is None or end is None:
        raise ImpossiblePeriod(**wrong)
    if begin > today:
        raise ImpossiblePeriod(first="in_future")
    if end < begin:
        raise ImpossiblePeriod(last="backwards")
    if (end - begin).days >= LONGEST_DAYS:
        raise ImpossiblePeriod(first="too_long")
    return Period(begin, min(end, today), zone)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
