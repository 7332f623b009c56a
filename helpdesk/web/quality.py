"""The manager's page on triage: how right it was, what it learns, and which model reads."""

from collections.abc import Iterator
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
)
from flask_babel import gettext

from helpdesk.assist.models import TriageModel
from helpdesk.config import settings
from helpdesk.db import commit, db, now, rollback
from helpdesk.jobs import wake
from helpdesk.learning import actions
from helpdesk.learning.night import ENOUGH
from helpdesk.learning.queries import latest_training, standing
from helpdesk.reports import export, period
from helpdesk.reports.early import LISTED, LOOKED_AT, earliness
from helpdesk.reports.matrix import Matrix
from helpdesk.reports.period import Period
from helpdesk.reports.quality import quality as quality_of
from helpdesk.reports.telling import OTHERS, compared
from helpdesk.tickets.errors import Refusal
from helpdesk.web.period_choice import Choice, chosen_period, in_shop_time, title_of
from helpdesk.web.quality_words import (
    STAGE_NAMES,
    failure_text,
    how_far,
    refusal_text,
    switch_text,
)
from helpdesk.web.render import channel_name, topic_name, urgency_name, wants_part
from helpdesk.web.session import manager_only, me
from helpdesk.web.spreadsheet import download
from triage.labels import TOPICS

quality = Blueprint("quality", __name__)

ADDRESS = "/reports/quality"
URGENCIES = (3, 2, 1, 0)
# A cell of a matrix is shaded in so many steps.
SHADES = 5


@quality.app_template_filter("shade")
def shade(cell: tuple[Matrix, Any, Any]) -> int:
    """How deep a cell (matrix, left, said) is coloured, 0 to SHADES: its share of its row."""
    matrix, left, said = cell
    share = matrix.share_of_row(left, said)
    return min(SHADES, 1 + int(share * SHADES)) if share else 0


@quality.get("/reports/quality")
@manager_only
def page() -> Response:
    """Figures, drift, words, early sight, and the models."""
    return _page()


@quality.get("/reports/quality/training")
@manager_only
def training() -> Response:
    """How far the training is; the page is loaded anew when it has ended."""
    latest = latest_training()
    under_way = latest is not None and latest.slot is not None
    part = render_template("quality/_training.html", training=latest, **_words())
    return make_response(part, {} if under_way else {"HX-Refresh": "true"})


@quality.post("/reports/quality/train")
@manager_only
def train() -> Response:
    """Have a training begin now; where one is under way, that one stands."""
    try:
        actions.ask(by=me(), now=now())
    except actions.NothingToLearn:
        rollback()
        return _page(status=422, wrong=gettext("There is nothing to learn from yet."))
    commit()
    wake("learn")
    return _back("training")


@quality.post("/reports/quality/models/<int:model_id>")
@manager_only
def switch(model_id: int) -> Response:
    """Put another model in force."""
    chosen = db.session.get(TriageModel, model_id)
    if chosen is None:
        abort(404)
    try:
        actions.put_in_force(chosen, by=me(), why="person", now=now())
    except Refusal:
        rollback()
        wrong = gettext(
            "This model cannot read any more: its file is gone, or it belongs to an earlier "
            "version of Farz. Choose another, or train anew."
        )
        return _page(status=422, wrong=wrong)
    commit()
    return _back("models")


@quality.get("/reports/quality.csv")
@manager_only
def rows() -> Response:
    """Every correction made within the period as a row, in the shop's time."""
    chosen = chosen_period().period
    if chosen is None:
        return Response(status=422)
    return download(f"corrections-{chosen.first}-{chosen.last}", _lines(chosen))


def _page(*, status: int = 200, wrong: str = "") -> Response:
    choice = chosen_period()
    shown = {
        "address": ADDRESS,
        "choice": choice,
        "spans": period.SPANS,
        "topics": list(TOPICS),
        "urgencies": URGENCIES,
        "zone": settings().timezone,
        "standing": standing(),
        "learning": settings().learning,
        "hour": settings().learning_hour,
        "enough": ENOUGH,
        "others_compared": OTHERS,
        "urgent_looked_at": LOOKED_AT,
        "wrong_about": wrong,
        **_words(),
        **_figures(choice),
    }
    answer = render_template("quality/page.html", **shown)
    return make_response(answer, status if choice.period else 422)


def _figures(choice: Choice) -> dict[str, Any]:
    if choice.period is None:
        return {}
    moment = now()
    found = quality_of(choice.period)
    seen = earliness(choice.period, found.settled_by_people, now=moment)
    return {
        "title": title_of(choice.period),
        "quality": found,
        "words": compared(choice.period, found.settled_by_people) if found.corrected else None,
        "early": seen,
        "listed": seen.tickets[:LISTED],
        "export": "/reports/quality.csv" if found.settled_by_people else "",
    }


def _words() -> dict[str, Any]:
    return {
        "stages": STAGE_NAMES,
        "failure_text": failure_text,
        "how_far": how_far,
        "refusal_text": refusal_text,
        "switch_text": switch_text,
    }


def _back(place: str) -> Response:
    """The page again, at what was changed; htmx loads it whole, since its figures changed too."""
    address = f"{ADDRESS}?{chosen_period().query}#{place}"
    if wants_part():
        return make_response("", 204, {"HX-Redirect": address})
    return redirect(address, 303)  # type: ignore[return-value]


def _lines(chosen: Period) -> Iterator[list[Any]]:
    yield [
        gettext("Corrected at"),
        gettext("Ticket"),
        gettext("Subject"),
        gettext("Message"),
        gettext("Channel"),
        gettext("Language"),
        gettext("Variety"),
        gettext("What was corrected"),
        gettext("Before"),
        gettext("After"),
        gettext("Corrected by"),
        gettext("Model"),
    ]
    fields = {"topic": gettext("Topic"), "urgency": gettext("Urgency")}
    for each in export.corrections(chosen):
        yield [
            in_shop_time(each.at, chosen),
            each.ticket_id,
            each.subject,
            each.text,
            channel_name(each.channel),
            each.language,
            each.variety,
            fields[each.field],
            _label(each.field, each.was),
            _label(each.field, each.now),
            each.by,
            each.model,
        ]


def _label(field: str, value: str) -> str:
    return topic_name(value) if field == "topic" else urgency_name(int(value))
