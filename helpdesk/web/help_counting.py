"""Counts what readers do, apart from the pages: those are the same for all and wait for nothing."""

import base64
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.db import commit
from helpdesk.help import actions, queries
from helpdesk.web.help import LANG, asked, help_centre
from helpdesk.web.help_reader import is_from_here, is_robot, remember, remembered, today
from helpdesk.web.session import csrf, limiter

help_counting = Blueprint("help_counting", __name__, url_prefix=help_centre.url_prefix)

VOICES = "20 per hour"
VIEWS = "120 per minute"
# The smallest picture there is: one point that nobody sees.
POINT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@help_counting.get(f"{LANG}/<slug>/seen.gif")
@limiter.limit(VIEWS)
def seen(lang: str, slug: str) -> Response:
    """The point at an article's end: whoever fetches it has the article open.

    Once a day for each browser; what robots fetch, or foreign pages show, is not counted.
    """
    answer = make_response(POINT)
    answer.mimetype = "image/gif"
    answer.headers["Cache-Control"] = "private, no-store"
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if is_robot() or site != "same-origin":
        return answer
    article, done = queries.page(slug, lang), remembered()
    if article is None or article.text is None:
        abort(404)
    if (key := f"{lang}{article.id}") in done.seen:
        return answer
    actions.seen(article.id, lang, on=today())
    commit()
    done.seen.append(key)
    return remember(answer, done)


def _uncounted(_limit: Any) -> Response:
    """From so many of one address no more are counted; that is said, and nobody is thanked."""
    return make_response(_told("uncounted"))


@help_counting.post(f"{LANG}/<slug>/voice")
@csrf.exempt
@limiter.limit(VOICES, on_breach=_uncounted)
def voice(lang: str, slug: str) -> AnyResponse:
    """Whether the article helped: one voice a day for each browser, cast from our own page only.

    Readers have no session whose token could prove that; the browser's own word on where the
    form stood does. Only who is counted is thanked.
    """
    said = request.form.get("helped")
    if said not in ("yes", "no") or not is_from_here():
        abort(400)
    article, done = queries.page(slug, lang), remembered()
    if article is None or article.text is None:  # its page says what became of it
        return redirect(f"/help/{lang}/{slug}", 303)
    if is_robot():
        return _told("uncounted")
    if (key := f"{lang}{article.id}") in done.voted:
        return _told("again")
    actions.voted(article.id, lang, helped=said == "yes", on=today())
    commit()
    done.voted.append(key)
    return remember(_told(said), done)


def _told(said: str) -> AnyResponse:
    """Back to the article, which says what became of the voice; a search behind it stays known."""
    kept = {"said": said} | ({"q": asked()} if asked() else {})
    return redirect(f"{request.path.removesuffix('/voice')}?{urlencode(kept)}#voice", 303)
