"""Missing answers: what customers ask and no article says; accepted, merged or dismissed here."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.models import Article
from helpdesk.articles.placeholders import marked
from helpdesk.articles.wording import ImpossibleArticle
from helpdesk.config import settings
from helpdesk.db import commit, db, now, rollback
from helpdesk.jobs import wake
from helpdesk.mining import actions, candidates, queries
from helpdesk.mining.actions import AlreadyDecided, NotLive
from helpdesk.mining.models import (
    ACCEPTED,
    DISMISSED,
    FEWEST_CUSTOMERS,
    MERGED,
    OPEN,
    QuestionGroup,
)
from helpdesk.web.articles_words import complaint
from helpdesk.web.missing_words import (
    DECISIONS,
    STAGE_NAMES,
    decided_text,
    failure_text,
    how_far,
    trend_text,
)
from helpdesk.web.render import wants_part
from helpdesk.web.session import manager_only, me, signed_in

missing = Blueprint("missing", __name__)

ADDRESS = "/articles/missing"
STATES = (OPEN, ACCEPTED, MERGED, DISMISSED)
GROUP = f"{ADDRESS}/<int:group_id>"


@missing.get(ADDRESS)
@signed_in
def page() -> Response:
    """The groups that wait, or those that were dealt with in one way."""
    return _page()


@missing.get(f"{ADDRESS}/run")
@signed_in
def run() -> Response:
    """How far the run is; the page is loaded anew when it has ended."""
    latest = queries.latest_run()
    part = render_template("missing/_run.html", run=latest, **_words())
    under_way = latest is not None and latest.is_under_way
    return make_response(part, {} if under_way else {"HX-Refresh": "true"})


@missing.post(f"{ADDRESS}/run")
@manager_only
def look() -> AnyResponse:
    """Have a run begin now; where one is under way, that one stands."""
    actions.ask(by=me(), now=now())
    commit()
    wake("mine")
    return redirect(ADDRESS, 303)


@missing.post(f"{GROUP}/accept")
@signed_in
def accept(group_id: int) -> AnyResponse:
    """Make drafts of a group, and go on in the editor."""
    group = _group(group_id)
    try:
        article = actions.accept(group, by=me(), now=now())
    except AlreadyDecided as refusal:
        return _too_late(refusal)
    commit()
    return redirect(f"/articles/{article.id}?lang={_language(group)}", 303)


@missing.get(f"{GROUP}/merge")
@manager_only
def choose(group_id: int) -> AnyResponse:
    """Which article a group should go into."""
    return _choice(_group(group_id))


@missing.post(f"{GROUP}/merge")
@manager_only
def merge(group_id: int) -> AnyResponse:
    """Give an article the group's clearest questions as phrasings, live at once."""
    group = _group(group_id)
    article = db.session.get(Article, request.form.get("article", 0, type=int))
    try:
        if article is None:
            raise NotLive
        count = actions.merge(group, article, by=me(), now=now())
    except AlreadyDecided as refusal:
        return _too_late(refusal)
    except NotLive:
        rollback()
        wrong = gettext(
            "This article is not live in a language of these questions. Choose another."
        )
        return _choice(_group(group_id), wrong=wrong)
    except ImpossibleArticle:
        rollback()
        full = complaint("phrasings", "too_many")
        wrong = gettext("This article takes no more: %(why)s Remove some of them first.", why=full)
        return _choice(_group(group_id), wrong=wrong)
    commit()
    return redirect(f"{ADDRESS}?merged={group_id}&count={count}", 303)


@missing.post(f"{GROUP}/dismiss")
@signed_in
def dismiss(group_id: int) -> AnyResponse:
    """No article is wanted; htmx gets a line in the group's place, with the way back."""
    group = _group(group_id)
    try:
        actions.dismiss(group, by=me(), now=now())
    except AlreadyDecided as refusal:
        return _too_late(refusal)
    commit()
    if wants_part():
        return make_response(render_template("missing/_dismissed.html", group=group))
    return redirect(ADDRESS, 303)


@missing.post(f"{GROUP}/take-up")
@signed_in
def take_up(group_id: int) -> AnyResponse:
    """Think better of it: a dismissed group waits again."""
    group = _group(group_id)
    actions.take_up(group)
    commit()
    if wants_part():
        return make_response(
            render_template("missing/_group.html", listed=queries.listed(group), **_words())
        )
    return redirect(ADDRESS, 303)


def _page(*, status: int = 200, wrong: str = "", late: QuestionGroup | None = None) -> Response:
    asked = request.args.get("state", OPEN)
    state = asked if asked in STATES else OPEN
    shown = {
        "state": state,
        "states": STATES,
        "counts": queries.counts(),
        "groups": queries.waiting() if state == OPEN else queries.decided(state),
        "most": queries.SHOWN,
        "run": queries.latest_run(),
        "by_night": settings().mining,
        "hour": settings().learning_hour,
        "wrong_about": wrong,
        "late": late,
        "merged": _merged(),
        **_words(),
    }
    return make_response(render_template("missing/page.html", **shown), status)


def _merged() -> dict[str, Any] | None:
    """What was merged just now, to be told once the page is there."""
    group = queries.group_of(request.args.get("merged", 0, type=int))
    if group is None or group.state != MERGED:
        return None
    return {"listed": queries.listed(group), "count": request.args.get("count", 0, type=int)}


def _choice(group: QuestionGroup, *, wrong: str = "") -> Response:
    words = request.args.get("q", "").strip()[:200]
    shown = {
        "listed": queries.listed(group),
        "ways": actions.ways_to_add(group),
        "found": candidates.for_group(group, words),
        "q": words,
        "wrong_about": wrong,
        **_words(),
    }
    name = "missing/_candidates.html" if wants_part() else "missing/merge.html"
    return make_response(render_template(name, **shown), 422 if wrong else 200)


def _too_late(refusal: AlreadyDecided) -> Response:
    group = refusal.group
    rollback()
    return _page(status=409, late=queries.group_of(group.id))


def _group(group_id: int) -> QuestionGroup:
    return queries.group_of(group_id) or abort(
        _page(
            status=404,
            wrong=gettext(
                "This group is gone: its questions were answered meanwhile, or are too old by now."
            ),
        )
    )


def _language(group: QuestionGroup) -> str:
    """The language whose draft has an answer, to be opened first where only one is seen."""
    return next(iter(group.answers or group.ways), "ar")


def _words() -> dict[str, Any]:
    return {
        "fewest": FEWEST_CUSTOMERS,
        "stages": STAGE_NAMES,
        "decisions": DECISIONS,
        "how_far": how_far,
        "failure_text": failure_text,
        "trend_text": trend_text,
        "decided_text": decided_text,
        "marked": marked,
    }
