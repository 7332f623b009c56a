"""The manager's page of response times, its list of misses, and the rows for a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from helpdesk.config import settings
from helpdesk.db import now
from helpdesk.reports import export, period
from helpdesk.reports.period import Period
from helpdesk.reports.queries import misses, response_times
from helpdesk.sla.targets import DEFAULTS
from helpdesk.web import durations
from helpdesk.web.period_choice import chosen_period, in_shop_time, title_of
from helpdesk.web.render import channel_name, urgency_name
from helpdesk.web.session import manager_only
from helpdesk.web.spreadsheet import download

reports = Blueprint("reports", __name__)
reports.record_once(lambda state: durations.connect(state.app))

URGENCIES = (3, 2, 1, 0)
# From these shares on a cell of the table is good, or fair; below it is poor.
GOOD, FAIR = 0.9, 0.7


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
    choice = chosen_period()
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
        title=title_of(choice.period),
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
    choice = chosen_period()
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
    chosen = chosen_period().period
    if chosen is None:
        return Response(status=422)
    return download(f"response-times-{chosen.first}-{chosen.last}", _lines(chosen, now=now()))


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
        gettext("Answered by an article"),
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
            *(in_shop_time(at, chosen) for at in (wait.started_at, wait.due_at, wait.met_at)),
            wait.met_by,
            in_shop_time(None if wait.by_article else wait.stopped_at, chosen),
            in_shop_time(wait.stopped_at if wait.by_article else None, chosen),
            wait.minutes,
            in_time[wait.in_time(now)],
        ]
