"""The help centre's pages: public, in the language of their address, the same for everybody."""

from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
)
from flask_babel import format_datetime, gettext
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.addresses import now_at
from helpdesk.articles.markdown import html, plain
from helpdesk.config import LOCALES, settings
from helpdesk.db import commit, now
from helpdesk.help import actions, queries
from helpdesk.help.search import LONGEST_SEARCH, search
from helpdesk.help.shelves import shelf, shelves
from helpdesk.web.help_reader import is_robot, remember_language, today
from helpdesk.web.help_told import address, article_data, described, other_language
from helpdesk.web.render import latin
from helpdesk.web.session import limiter, locale, speak

help_centre = Blueprint("help", __name__, url_prefix="/help")

LANG = "/<any(ar, en):lang>"
KEPT_SECONDS = 60
# Many readers share the one address of a phone company.
SEARCHES = "120 per minute; 2000 per hour"


@help_centre.url_value_preprocessor
def _speak(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    lang = (values or {}).get("lang")
    if lang:
        speak(lang)


@help_centre.before_request
def _choose() -> AnyResponse | None:
    """A reader who chose the other language keeps it; the address stays clean."""
    if "chosen" not in request.args or request.method != "GET":
        return None
    kept = {name: value for name, value in request.args.items() if name != "chosen"}
    place = f"{request.path}?{urlencode(kept)}" if kept else request.path
    return remember_language(redirect(place, 303), locale())


@help_centre.context_processor
def _names() -> dict[str, Any]:
    return {
        "address": address,
        "asked": asked(),
        "day": _day,
        "default_lang": settings().default_locale,
        "lang": locale(),
        "other": other_language(locale()),
        "write_to": _write_to(locale(), asked()),
    }


def _day(moment: datetime) -> Markup:
    """A day as its language writes it; the page's script tells it by the reader's own calendar."""
    return Markup('<time datetime="{}" data-day>{}</time>').format(
        moment.isoformat(timespec="seconds"), latin(format_datetime(moment, "d MMMM y"))
    )


@help_centre.get("", strict_slashes=False)
def start() -> AnyResponse:
    """To the help centre in the reader's own language."""
    answer = redirect(f"/help/{locale()}")
    answer.vary.update(["Accept-Language", "Cookie"])
    return answer


@help_centre.get(LANG, strict_slashes=False)
@limiter.limit(SEARCHES, exempt_when=lambda: not asked())
def home(lang: str) -> Response:
    """The search box, the shelves and what is read most; or what a search found."""
    if text := asked():
        return _found(text, lang)
    return _page(
        "help/home.html",
        shelves=shelves(lang),
        most_read=queries.most_read(lang, today=today()),
        languages=LOCALES,
    )


@help_centre.get(f"{LANG}/topics/<key>", strict_slashes=False)
def topic(lang: str, key: str) -> Response:
    """All articles of one shelf."""
    found = shelf(key, lang)
    if found is None:
        abort(404)
    return _page("help/shelf.html", shelf=found, languages=LOCALES)


@help_centre.get(f"{LANG}/<slug>", strict_slashes=False)
def article(lang: str, slug: str) -> AnyResponse:
    """One article, what is near it, and the question whether it helped."""
    found = queries.page(slug, lang)
    if found is None and (moved := now_at(slug)):
        return redirect(f"/help/{lang}/{moved}", 301)
    if found is None:
        abort(404)
    if found.is_withdrawn:
        abort(410)
    if found.text is None:
        return make_response(render_template("help/missing.html", article=found), 404)
    body = html(found.text.answer)
    return _page(
        "help/article.html",
        changed=found.updated_at,
        article=found,
        body=body,
        related=queries.related(found, lang),
        told=described(plain(found.text.answer)),
        data=article_data(found.text.question, body, found),
        languages=[text.lang for text in (found.text, found.other) if text],
        said=request.args.get("said"),
    )


@help_centre.get("/<path:_rest>")
def nowhere(_rest: str) -> Response:
    """An address that never was one of ours; in the language that it begins with."""
    first = _rest.partition("/")[0]
    if first in LOCALES:
        speak(first)
    abort(404)


@help_centre.errorhandler(404)
@help_centre.errorhandler(410)
@help_centre.errorhandler(429)
def _trouble(error: HTTPException) -> Response:
    return make_response(render_template("help/trouble.html", status=error.code), error.code)


def asked() -> str:
    """What the reader searched for: pages that a search led to have it in their address."""
    return request.values.get("q", "").strip()[:LONGEST_SEARCH]


def _found(text: str, lang: str) -> Response:
    found = search(text, lang)
    if not is_robot():
        actions.searched(text, lang, found=len(found), on=today())
        commit()
    return make_response(render_template("help/search.html", found=found))


def _page(template: str, *, changed: datetime | None = None, **named: Any) -> Response:
    """A page that may be kept for a minute, and is not sent again where it stayed the same."""
    response = make_response(render_template(template, **named))
    if request.args:  # a page that answers one reader, or knows what they searched for
        return response
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_SECONDS
    response.add_etag(weak=True)
    if changed:
        response.last_modified = min(changed, now())
    response.make_conditional(request)
    return response


def _write_to(lang: str, words: str) -> str:
    """Where a reader writes to the shop, with what they searched for: the form, else by mail."""
    if "contact" in current_app.blueprints:
        carried = {"lang": lang} | ({"text": words} if words else {})
        return f"/contact?{urlencode(carried)}"
    carried = {"subject": gettext("Question")} | ({"body": words} if words else {})
    return f"mailto:{settings().mail_address}?{urlencode(carried, quote_via=quote)}"
