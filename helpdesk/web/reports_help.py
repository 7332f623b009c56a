"""The manager's page on the help centre: what was read, what it spared, what is missing, stale."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext

from helpdesk.articles.deflection import PLACES
from helpdesk.config import settings
from helpdesk.db import now
from helpdesk.reports import period
from helpdesk.reports.help_centre import (
    FEWEST_VOICES,
    article_counts,
    titled,
    together,
    told_of,
)
from helpdesk.reports.period import Period
from helpdesk.reports.searches import all_searches, missing
from helpdesk.reports.stale import LOOK_BACK, OLD, stale
from helpdesk.web.help_reader import today
from helpdesk.web.period_choice import Choice, chosen_period, title_of
from helpdesk.web.session import locale, manager_only
from helpdesk.web.spreadsheet import download

help_report = Blueprint("help_report", __name__)

ADDRESS = "/reports/help"
SHOWN = 20


@help_report.get("/reports/help")
@manager_only
def page() -> Response:
    """Figures, articles, searches that found nothing, and what deserves another look."""
    choice = chosen_period()
    shown = {
        "address": ADDRESS,
        "choice": choice,
        "spans": period.SPANS,
        "zone": settings().timezone,
        "fewest": FEWEST_VOICES,
        "days": LOOK_BACK.days,
        "old_days": OLD.days,
        "most": SHOWN,
        **_figures(choice),
    }
    answer = render_template("help_report/page.html", **shown)
    return make_response(answer, 200 if choice.period else 422)


@help_report.get("/reports/help.csv")
@manager_only
def articles() -> Response:
    """Every article with its figures of the period, also those that nobody opened."""
    chosen = chosen_period().period
    if chosen is None:
        return Response(status=422)
    return download(f"help-centre-{chosen.first}-{chosen.last}", _article_lines(chosen))


@help_report.get("/reports/help/searches.csv")
@manager_only
def searches() -> Response:
    """Every search of the period, with how much it found last."""
    chosen = chosen_period().period
    if chosen is None:
        return Response(status=422)
    return download(f"help-searches-{chosen.first}-{chosen.last}", _search_lines(chosen))


def _figures(choice: Choice) -> dict[str, Any]:
    stales = stale(now=now(), today=today())
    if choice.period is None:
        return {"stales": stales}
    counts = article_counts(choice.period)
    lacking = missing(choice.period, limit=SHOWN)
    overall = together(counts.values())
    return {
        "title": title_of(choice.period),
        "overall": overall,
        "articles": titled(counts, locale()),
        "lacking": lacking,
        "told": told_of(choice.period),
        "stales": stales,
        "export": "" if overall.is_nothing else f"{ADDRESS}.csv",
        "is_empty": overall.is_nothing and not lacking.searches,
    }


def _article_lines(chosen: Period) -> Iterator[list[Any]]:
    yield [
        gettext("Address"),
        gettext("Article"),
        gettext("Article views"),
        gettext("Helped"),
        gettext("Did not help"),
        gettext("Taken into replies"),
        gettext("Sent as it stands"),
        gettext("Sent with changes"),
        gettext("Spared in the chat"),
        gettext("Spared in the contact form"),
        gettext("Closed after the acknowledgement"),
        gettext("Tickets spared"),
    ]
    for one in titled(article_counts(chosen), locale(), with_all=True):
        it = one.counts
        sent = (it.uses, it.kept, it.changed)
        spared = (*(getattr(it, place) for place in PLACES), it.mail, it.spared)
        title = gettext("%(title)s (deleted)", title=one.title) if one.is_deleted else one.title
        yield [one.slug, title, it.views, it.helped, it.unhelped, *sent, *spared]


def _search_lines(chosen: Period) -> Iterator[list[Any]]:
    yield [gettext("Search"), gettext("Language"), gettext("Times"), gettext("Found last")]
    yield from map(list, all_searches(chosen))
