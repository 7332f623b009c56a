"""The shop's contact form, for anybody: articles that may answer first, then a ticket."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_babel import force_locale

from helpdesk.articles.deflection import note_helped
from helpdesk.assist.before_writing import likely_answers
from helpdesk.channels import intake
from helpdesk.channels.base import storable
from helpdesk.channels.form import FormChannel, pack
from helpdesk.channels.queries import is_stored, ticket_of
from helpdesk.config import LOCALES
from helpdesk.db import commit, now
from helpdesk.web import contact_form
from helpdesk.web.answers import ASKED
from helpdesk.web.contact_form import ContactForm
from helpdesk.web.form_key import NoKey, TooQuick, read_key
from helpdesk.web.session import csrf, limiter, locale

contact = Blueprint("contact", __name__, url_prefix="/contact")
# Visitors have no session; the form's own signed key shows that it is ours.
csrf.exempt(contact)

SENT = "10 per minute; 60 per hour"
LARGEST_TEXT = 4 * 1024 * 1024
SOURCE = FormChannel.name


View = TypeVar("View", bound=Callable[..., Any])


def in_its_language(view: View) -> View:
    """All that is said, also of what is wrong, in the language of the form."""

    @wraps(view)
    def spoken(*args: Any, **kwargs: Any) -> Any:
        with force_locale(_language()):
            return view(*args, **kwargs)

    return spoken  # type: ignore[return-value]


@in_its_language
def _too_many(_limit: Any) -> Response:
    """Nothing typed is lost to a limit: the form comes back with it."""
    return _shown(_typed(), status=429, too_many=True)


@contact.get("")
@in_its_language
def page() -> Response:
    """The form; it may open with words that were searched for in the help centre."""
    carried = storable(request.args.get("text", "")).strip()[: contact_form.CARRIED_LIMIT]
    return _shown(contact_form.empty(now=now(), text=carried))


@contact.get("/articles")
@limiter.limit(ASKED)
@in_its_language
def articles() -> Response:
    """The articles for what is being typed, as a part of the page."""
    return _rendered("contact/_answers.html", answers=_likely(request.args.get("q", "")))


@contact.post("")
@limiter.limit(SENT, on_breach=_too_many)
@in_its_language
def send() -> Response:
    """Show articles first, go back to the form, or take the message in, as the button says."""
    request.max_form_memory_size = LARGEST_TEXT
    step = request.form.get("step", "send")
    if step != "send":
        form = _typed()
        found = _likely(form.text) if step == "answers" else []
        return _shown(form, answers=found, asked=step == "answers")
    form = contact_form.checked(request.form, request.files.getlist("files"), now=now())
    if form.wrong:
        return _shown(form, status=422)
    return redirect(f"/contact/thanks/{_take_in(form)}?lang={_language()}", 303)  # type: ignore[return-value]


@contact.post("/helped")
@limiter.limit(SENT, on_breach=_too_many)
@in_its_language
def helped() -> Response:
    """An article was enough: that is counted once a form, and nothing is sent."""
    request.max_form_memory_size = LARGEST_TEXT
    form = _typed()
    number, _, lang = request.form.get("article", "").partition(":")
    try:
        key = read_key(form.signed, now=now())
    except (NoKey, TooQuick):
        key = ""
    if key and number.isascii() and number.isdigit() and len(number) < 10 and lang in LOCALES:
        note_helped(int(number), lang, place="form", key=f"form-{key}", now=now())
        commit()
    return _rendered("contact/helped.html", form=form)


@contact.get("/thanks/<key>")
@in_its_language
def thanks(key: str) -> Response:
    """What was sent is here, and under which number."""
    if not is_stored(f"form:{key}"):
        abort(404)
    return _rendered("contact/thanks.html", number=ticket_of(SOURCE, key))


def _typed() -> ContactForm:
    return contact_form.typed(request.form, request.files.getlist("files"), now=now())


def _take_in(form: ContactForm) -> str:
    """Store the form, then read it; gives the key of its message.

    The same form sent twice is one message; one that was changed in between is another.
    """
    facts: dict[str, Any] = {
        "name": " ".join(form.name.split()),
        "email": form.email.strip(),
        "order": " ".join(form.order.split()),
        "text": form.text.strip(),
        "lang": _language(),
        "files": form.files,
    }
    digest = hashlib.sha256(pack(key=form.key, **facts)).hexdigest()[:16]
    key = f"{form.key}-{digest}"
    intake.store(SOURCE, f"form:{key}", pack(key=key, **facts), now=now())
    commit()
    intake.read_at_once(f"form:{key}")
    return key


def _likely(question: str) -> list[Any]:
    return likely_answers(storable(question), page_lang=_language())


def _language() -> str:
    asked = request.args.get("lang")
    return asked if asked in LOCALES else locale()


def _shown(form: ContactForm, *, status: int = 200, **named: Any) -> Response:
    limits = {
        "bytes": contact_form.most_bytes(),
        "files": contact_form.MOST_FILES,
        "told": contact_form.too_much(),
    }
    return _rendered("contact/page.html", status=status, form=form, limits=limits, **named)


def _rendered(template: str, *, status: int = 200, **named: Any) -> Response:
    return make_response(render_template(template, language=_language(), **named), status)
