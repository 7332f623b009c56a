"""The manager's page of response times, its list of misses, and the rows for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask_babel import format_date, gettext, lazy_gettext

from helpdesk.config import settings
from helpdesk.db import now
from helpdesk.reports import export, period
from helpdesk.reports.period import ImpossiblePeriod, Period
from helpdesk.reports.queries import misses, response_times
from helpdesk.sla.targets import DEFAULTS
from helpdesk.web import durations
from helpdesk.web.render import channel_name, num, urgency_name
from helpdesk.web.session import manager_only

reports = Blueprint("reports", __name__)
reports.record_once(lambda state: durations.connect(state.app))

URGENCIES = (3, 2, 1, 0)
# From these shares on a cell of the table is good, or fair; below it is poor.
GOOD, FAIR = 0.9, 0.7
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


@reports.app_template_filter("grade")
def grade(share: float | None) -> str:
    """How a share looks: good, fair or poor; none where there is no share."""
    if share is None:
        return "none"
    if share >= GOOD:
        return "good"
    return "fair" if share >= FAIR else "poor"


@reports.get("/reports")
@manager_only
def times() -> tuple[str, int]:
    """Figures, plot, tables and the latest misses of a period."""
    choice = _choice()
    if choice.period is None:
        return render_template(
            "reports/page.html", choice=choice, spans=period.SPANS, zone=settings().timezone
        ), 422
    moment = now()
    found, more = misses(choice.period, now=moment)
    page = render_template(
        "reports/page.html",
        choice=choice,
        spans=period.SPANS,
        title=_title(choice.period),
        times=response_times(choice.period, now=moment),
        misses=found,
        more=more,
        channels=DEFAULTS,
        urgencies=URGENCIES,
        now=moment,
        zone=settings().timezone,
    )
    return page, 200


@reports.get("/reports/misses")
@manager_only
def more_misses() -> str | Response:
    """The next rows of the list of misses."""
    choice = _choice()
    if choice.period is None:
        return Response(status=422)
    moment = now()
    found, more = misses(choice.period, now=moment, after=request.args.get("after", type=int))
    return render_template(
        "reports/_misses.html", choice=choice, misses=found, more=more, now=moment
    )


@reports.get("/reports.csv")
@manager_only
def rows() -> Response:
    """Every wait of the period as a row, in the shop's time."""
    chosen = _choice().period
    if chosen is None:
        return Response(status=422)
    name = f"response-times-{chosen.first}-{chosen.last}.csv"
    return Response(
        stream_with_context(export.as_csv(_lines(chosen, now=now()))),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _choice() -> Choice:
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


def _title(chosen: Period) -> str:
    """The period in words: its first and last day."""
    first, last = (num(format_date(day, "d MMMM y")) for day in (chosen.first, chosen.last))
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def _lines(chosen: Period, *, now: datetime) -> Iterator[list[Any]]:
    yield [
        gettext("Ticket"),
        gettext("Subject"),
        gettext("Customer"),
        gettext("Channel"),
        gettext("Urgency"),
        gettext("Came"),
        gettext("Due"),
        gettext("Answered"),
        gettext("Answered by"),
        gettext("Closed without an answer"),
        gettext("Waited, in minutes"),
        gettext("In time"),
    ]
    # Names once: to ask for a word a hundred thousand times takes longer than the rows.
    channel_names = {key: channel_name(key) for key in DEFAULTS}
    urgency_names = {level: urgency_name(level) for level in URGENCIES}
    in_time = {True: gettext("yes"), False: gettext("no"), None: ""}
    for wait in export.waits(chosen):
        yield [
            wait.ticket_id,
            wait.subject,
            wait.customer,
            channel_names[wait.channel],
            urgency_names[wait.urgency],
            *(_in_shop_time(at, chosen) for at in (wait.started_at, wait.due_at, wait.met_at)),
            wait.met_by,
            _in_shop_time(wait.stopped_at, chosen),
            wait.minutes,
            in_time[wait.in_time(now)],
        ]


def _in_shop_time(moment: datetime | None, chosen: Period) -> str:
    return f"{moment.astimezone(chosen.zone):%Y-%m-%d %H:%M}" if moment else ""
