"""Which days a report speaks of: what the address asks for, understood or refused in words."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from flask import request
from flask_babel import format_date, gettext, lazy_gettext

from helpdesk.config import settings
from helpdesk.db import now
from helpdesk.reports import period
from helpdesk.reports.period import ImpossiblePeriod, Period
from helpdesk.web.render import num

WRONG = {
    "not_a_date": lazy_gettext("Write a date that exists, as in 2026-03-31."),
    "in_future": lazy_gettext("This day is still to come. Choose today or an earlier one."),
    "backwards": lazy_gettext("The end lies before the beginning. Choose a later day."),
    "too_long": lazy_gettext("That is more than a year. Choose at most 366 days."),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The period somebody asked for, as asked and as understood; none where it is impossible."""

    period: Period | None
    span: int | None = None
    first: str = ""
    last: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """The same choice as part of an address."""
        asked = {"days": self.span} if self.span else {"from": self.first, "to": self.last}
        return urlencode(asked)


def chosen_period() -> Choice:
    """What the address asks for; the usual span where it asks for nothing."""
    zone = settings().zone
    today = now().astimezone(zone).date()
    asked = request.args
    if "from" not in asked and "to" not in asked:
        days = asked.get("days", type=int)
        span = days if days in period.SPANS else period.USUAL_SPAN
        usual = period.latest(span, today=today, zone=zone)
        return Choice(
            period=usual, span=span, first=usual.first.isoformat(), last=usual.last.isoformat()
        )
    first, last = asked.get("from", ""), asked.get("to", "")
    try:
        chosen = period.between(first, last, today=today, zone=zone)
    except ImpossiblePeriod as refusal:
        wrong = {name: str(WRONG[why]) for name, why in refusal.wrong.items()}
        return Choice(period=None, first=first, last=last, wrong=wrong)
    return Choice(period=chosen, first=first, last=last)


def title_of(chosen: Period) -> str:
    """The period in words: its first and last day."""
    first, last = (num(format_date(day, "d MMMM y")) for day in (chosen.first, chosen.last))
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def in_shop_time(moment: datetime | None, chosen: Period) -> str:
    """A moment as a cell of a spreadsheet, by the shop's clocks; "" for none."""
    return f"{moment.astimezone(chosen.zone):%Y-%m-%d %H:%M}" if moment else ""
