"""Page or part: turning rows into HTML, refusals into words, moments into the reader's time."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.units import format_unit
from flask import Flask, Response, make_response, render_template, request
from flask_babel import format_datetime, get_locale, gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from helpdesk.articles import markdown
from helpdesk.config import Settings
from helpdesk.db import rollback
from helpdesk.web import delivery_words
from helpdesk.web.session import locale, person
from triage.labels import TOPICS, URGENCIES, VARIETIES

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DIST = Path(__file__).parent.parent / "static" / "dist"
CHANNELS = {
    "email": lazy_gettext("Email"),
    "form": lazy_gettext("Contact form"),
    "chat": lazy_gettext("Chat"),
    "whatsapp": lazy_gettext("WhatsApp"),
}


def connect(app: Flask, settings: Settings) -> None:
    """Give templates their filters and names, and errors their pages."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(num=num, size=size, when=when)
    app.jinja_env.filters.update(answer_html=markdown.html, answer_text=markdown.plain)
    app.jinja_env.globals.update(
        asset=asset,
        channel_name=channel_name,
        direction=direction,
        locale=locale,
        person=person,
        shop_name=settings.shop_name,
        topic_name=topic_name,
        urgency_name=urgency_name,
        variety_name=variety_name,
    )
    delivery_words.connect(app)
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(CSRFError, _stale_page)
    app.register_error_handler(500, _error_page)
    # SQLite's driver says it in the one way, PostgreSQL in the other.
    for error in (OverflowError, DataError):
        app.register_error_handler(error, _no_such_value)


def page_or_part(page: str, part: str, **named: Any) -> str:
    """The whole page, or its part alone where htmx asks for that."""
    return render_template(part if wants_part() else page, **named)


def wants_part() -> bool:
    """Whether htmx asked, and not to restore a page from history."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in headers


def refused(part: str, *, status: int = 422, **named: Any) -> Response:
    """A part that says beside the field what is wrong, with a status that tells the browser."""
    return make_response(render_template(part, **named), status)


def num(value: Any) -> str:
    """A number in the digits the reader chose."""
    text = str(value)
    someone = person()
    arabic = someone is not None and someone.digits == "arab" and locale() == "ar"
    return text.translate(ARABIC_DIGITS) if arabic else text


def size(count: int) -> str:
    """So many bytes, in thousands or millions, in the words of the page's language."""
    unit, bytes_each = ("megabyte", 1_000_000) if count >= 1_000_000 else ("kilobyte", 1000)
    amount = max(round(count / bytes_each, 1), 0.1)
    return num(latin(format_unit(amount, f"digital-{unit}", length="short", locale=get_locale())))


def when(moment: datetime, shape: str = "d MMM, HH:mm") -> Markup:
    """A `<time>` element: machine-readable, shown in the shop's time zone and the page's language.

    `shape` is a Unicode date pattern, with English commas.
    """
    if locale() == "ar":
        shape = shape.replace(",", "،")
    return Markup('<time datetime="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), num(latin(format_datetime(moment, shape)))
    )


def direction() -> str:
    """Which way the page runs."""
    return "rtl" if locale() == "ar" else "ltr"


def asset(name: str) -> str:
    """The address of a built file, with its fingerprint, so that browsers may keep it for ever."""
    return f"/static/dist/{name}?v={_fingerprint(name)}"


def topic_name(key: str) -> str:
    """A topic in the page's language."""
    topic = TOPICS[key]
    return topic.ar if locale() == "ar" else topic.en


def urgency_name(level: int) -> str:
    """An urgency in the page's language."""
    urgency = URGENCIES[level]
    return urgency.ar if locale() == "ar" else urgency.en


def variety_name(key: str) -> str:
    """How somebody writes ("egyptian"), in the page's language."""
    variety = VARIETIES[key]
    return variety.ar if locale() == "ar" else variety.en


def channel_name(key: str) -> str:
    """A channel in the page's language."""
    return str(CHANNELS[key])


@cache
def _fingerprint(name: str) -> str:
    try:
        return hashlib.sha256((DIST / name).read_bytes()).hexdigest()[:12]
    except FileNotFoundError:
        return "missing"


def latin(text: str) -> str:
    """The same text with digits 0 to 9, whatever a locale made of them."""
    return text.translate({arabic: latin for latin, arabic in ARABIC_DIGITS.items()})


def _stale_page(error: CSRFError) -> Response:
    """The page is from before its person was signed out, or in: htmx is told to load it anew.

    The browser has kept what was typed, and shows the sign-in page where that is what it takes.
    """
    if wants_part():
        return make_response("", 400, {"HX-Refresh": "true"})
    return _error_page(error)


def _error_page(error: Exception) -> Response:
    """Errors say what happened and what to do; an API-like caller gets the plain words."""
    status = error.code if isinstance(error, HTTPException) and error.code else 500
    if isinstance(error, HTTPException) and error.response is not None:
        return error.response  # type: ignore[return-value]
    template = f"errors/{status}.html" if status in (403, 404, 429, 500) else "errors/other.html"
    if request.path.startswith("/hooks/"):
        return make_response(gettext("Refused."), status)
    return make_response(render_template(template, status=status), status)


def _no_such_value(_error: Exception) -> Response:
    """A number or a letter that no row can hold was asked for: nothing of ours has it."""
    rollback()
    return _error_page(NotFound() if request.method in ("GET", "HEAD") else BadRequest())
