"""In words: why a ticket stands where it stands, what is in doubt, what comes in too often."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask.sansio.app import App
from flask_babel import format_date, format_datetime, gettext, ngettext, to_user_timezone

from helpdesk.assist.context import CONTEXT
from helpdesk.assist.models import Burst
from helpdesk.db import now
from helpdesk.web.durations import duration
from helpdesk.web.render import latin, num
from helpdesk.web.session import locale
from triage.labels import TOPICS

Figure = dict[str, Any]


def connect(app: App) -> None:
    """Give templates `burst_text`, `doubt_text`, `reason_text` and `row_reason`."""
    app.jinja_env.globals.update(
        burst_text=burst_text,
        doubt_text=doubt_text,
        reason_text=reason_text,
        row_reason=row_reason,
    )


def reason_text(reason: dict[str, Any], lang: str | None = None) -> str:
    """A reason in the page's language, or in `lang`; what surrounds a ticket as it is by now."""
    code = str(reason["code"])
    if code.startswith(CONTEXT):
        return _SURROUNDINGS[code.removeprefix(CONTEXT)](reason["figure"])
    return str(reason[lang or locale()])


def row_reason(why: list[dict[str, Any]], lang: str | None = None) -> str:
    """What one line of the list has room for: the first reason, and what surrounds the ticket."""
    around = [reason for reason in why[1:] if reason["code"].startswith(CONTEXT)]
    return " · ".join(reason_text(reason, lang) for reason in [*why[:1], *around[:1]])


def doubt_text(doubt: list[str], lang: str | None = None) -> str:
    """Between which two topics triage was not sure, in the page's language or in `lang`."""
    one, other = (getattr(TOPICS[key], lang or locale()) for key in doubt)
    if (lang or locale()) == "en":
        one, other = one.lower(), other.lower()
    return gettext("Not sure: %(one)s or %(other)s?", one=one, other=other)


def _again(figure: Figure) -> str:
    count = figure["count"]
    return num(
        ngettext("%(num)d message without an answer", "%(num)d messages without an answer", count)
    )


def _waits(figure: Figure) -> str:
    waited = duration(now() - datetime.fromisoformat(figure["since"]))
    return gettext("has waited for %(time)s", time=waited)


def _late_before(figure: Figure) -> str:
    day = num(latin(format_date(datetime.fromisoformat(figure["on"]), "d MMM")))
    return gettext("was answered late on %(day)s", day=day)


def _others(figure: Figure) -> str:
    count = figure["count"]
    return num(ngettext("%(num)d other open ticket", "%(num)d other open tickets", count))


def _channel(figure: Figure) -> str:
    minutes = figure["minutes"]
    return num(
        ngettext(
            "here people wait %(num)d minute at most",
            "here people wait %(num)d minutes at most",
            minutes,
        )
    )


_SURROUNDINGS: dict[str, Callable[[Figure], str]] = {
    "again": _again,
    "again_thrice": _again,
    "waits_half": _waits,
    "waits_whole": _waits,
    "late_before": _late_before,
    "others": _others,
    "channel": _channel,
}


def burst_text(burst: Burst) -> str:
    """What comes in, since when, against what is usual, and what it has in common."""
    since = _moment(burst.began_at)
    parts = [
        ngettext(
            "%(count)s ticket since %(moment)s",
            "%(count)s tickets since %(moment)s",
            burst.count,
            count=num(burst.count),
            moment=since,
        ),
        _usual(burst.usual),
        _in_common(burst.common),
    ]
    return " · ".join(part for part in parts if part)


def _usual(in_hour: float) -> str:
    if in_hour < 1:
        return gettext("usually fewer than one an hour")
    whole = round(in_hour)
    return ngettext(
        "usually %(count)s an hour", "usually %(count)s an hour", whole, count=num(whole)
    )


def _in_common(common: str) -> str:
    kind, _, name = common.partition(":")
    if kind == "courier":
        return gettext("courier: %(name)s", name=name)
    if kind == "orders":
        return gettext("order numbers beginning with %(head)s", head=num(name))
    return ""


def _moment(moment: datetime) -> str:
    """The time of day; with the day where that is not today in the shop's time zone."""
    today = to_user_timezone(now()).date() == to_user_timezone(moment).date()
    return num(latin(format_datetime(moment, "HH:mm" if today else "d MMM HH:mm")))
