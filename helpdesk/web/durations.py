"""Spans of time, shares and days in words and digits of the page's language."""

from datetime import date, timedelta

from flask.sansio.app import App
from flask_babel import format_date, gettext, ngettext

from helpdesk.web.render import num

MINUTE, HOUR, DAY = 60, 3600, 86_400
# Up to here seconds still matter to somebody who watches a chat.
_SECONDS_MATTER = 10 * MINUTE


def connect(app: App) -> None:
    """Give templates the filters `day`, `duration`, `percent` and `fine_percent`."""
    app.jinja_env.filters.update(
        day=day, duration=duration, percent=percent, fine_percent=fine_percent
    )


def day(date: date) -> str:
    """A day without its year."""
    return num(format_date(date, "EEE d MMM"))


def duration(span: timedelta | int | None) -> str:
    """A span (or a count of seconds) in its two largest units, cut off: "1 h 35 min"."""
    if span is None:
        return "–"
    seconds = max(0, int(span.total_seconds() if isinstance(span, timedelta) else span))
    if seconds < MINUTE:
        return _seconds(seconds)
    if seconds < _SECONDS_MATTER:
        return _joined(_minutes(seconds // MINUTE), _seconds(seconds % MINUTE), seconds % MINUTE)
    if seconds < HOUR:
        return _minutes(seconds // MINUTE)
    if seconds < DAY:
        minutes = seconds % HOUR // MINUTE
        return _joined(_hours(seconds // HOUR), _minutes(minutes), minutes)
    hours = seconds % DAY // HOUR
    return _joined(_days(seconds // DAY), _hours(hours), hours)


def percent(share: float | None) -> str:
    """A share from 0 to 1 as whole per cents; 100 only where nothing is missing, 0 where all is."""
    if share is None:
        return "–"
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return num(whole) + ("%" if num(0) == "0" else "٪")


def fine_percent(share: float) -> str:
    """A share from 0 to 1 in per cents with one decimal, for what hangs on half a point."""
    return num(f"{share * 100:.1f}") + ("%" if num(0) == "0" else "٪")


def _joined(large: str, small: str, how_small: int) -> str:
    return gettext("%(large)s %(small)s", large=large, small=small) if how_small else large


def _days(count: int) -> str:
    return num(ngettext("%(num)d day", "%(num)d days", count))


def _hours(count: int) -> str:
    return num(ngettext("%(num)d h", "%(num)d h", count))


def _minutes(count: int) -> str:
    return num(ngettext("%(num)d min", "%(num)d min", count))


def _seconds(count: int) -> str:
    return num(ngettext("%(num)d s", "%(num)d s", count))
