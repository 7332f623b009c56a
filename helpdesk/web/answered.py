"""Where the link of an acknowledgement leads: whether its article answered, for one press to say.

A link is followed by mail scanners too, so following it changes nothing: only the form that stands
on this page does, and only when the browser says that it stood here.
"""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.acknowledgement.customer_says import (
    Standing,
    asked_by,
    say_helped,
    say_unhelped,
    standing,
)
from helpdesk.acknowledgement.link import KEPT, NoLink, TooOld, named_by
from helpdesk.acknowledgement.models import Acknowledgement
from helpdesk.config import LOCALES
from helpdesk.db import commit, now
from helpdesk.help.queries import address_of
from helpdesk.web.help_reader import is_from_here, is_robot
from helpdesk.web.session import csrf, limiter, locale, speak

answered = Blueprint("answered", __name__, url_prefix="/answered")
# Customers have no session; where the form stood, and the signed address, show that it is ours.
csrf.exempt(answered)

SAID = "20 per minute; 100 per hour"
# How a page answers that asks for nothing any more: what was here once is gone.
STATUS = {"broken": 404, "old": 410, Standing.GONE: 410}


@answered.get("/<token>")
def page(token: str) -> AnyResponse:
    """How things stand, and the question where it is still open."""
    try:
        told = asked_by(named_by(token, now=now()))
    except NoLink:
        return _page("broken", None)
    except TooOld:
        return _page("old", None)
    return _page(standing(told), told)


@answered.post("/<token>")
@limiter.limit(SAID)
def say(token: str) -> AnyResponse:
    """The customer's word, cast once; whatever became of it is told by the page."""
    said = request.form.get("helped")
    try:
        told = asked_by(named_by(token, now=now()))
    except (NoLink, TooOld):
        return page(token)
    if told is None:
        return _page(Standing.GONE, None)
    if said not in ("yes", "no") or not is_from_here():
        return _page(standing(told), told, status=400, unproven=True)
    if not is_robot():
        _cast(told, said)
        commit()
    return redirect(f"{request.path}?lang={_language(told)}", 303)


def _cast(told: Acknowledgement, said: str) -> None:
    if said == "yes":
        say_helped(told, how="click", now=now())
    else:
        say_unhelped(told, now=now())


def _page(
    stands: str, told: Acknowledgement | None, *, status: int | None = None, **named: Any
) -> AnyResponse:
    language = _language(told)
    speak(language)
    shown: dict[str, Any] = {
        "stands": stands,
        "told": told,
        "article": address_of(told.article_id, told.lang) if told and told.article_id else None,
        "days": KEPT.days,
        "language": language,
        **named,
    }
    answer = make_response(render_template("answered/page.html", **shown))
    answer.status_code = status or STATUS.get(stands, 200)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _language(told: Acknowledgement | None) -> str:
    """The one asked for, else that of the mail, else the reader's own."""
    asked = request.args.get("lang", "")
    if asked in LOCALES:
        return asked
    return told.lang if told else locale()
