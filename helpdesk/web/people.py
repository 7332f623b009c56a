"""How a person likes the desk: language, colours, digits, marks."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from helpdesk.config import LOCALES
from helpdesk.db import commit
from helpdesk.people.actions import prefer
from helpdesk.web.session import LOCALE_COOKIE, me, signed_in

people = Blueprint("people", __name__)

A_YEAR = 365 * 24 * 3600


@people.post("/me/preferences")
@signed_in
def preferences() -> Response:
    """Keep what the person chose, and show the page they came from in it."""
    prefer(
        me(),
        locale=request.form.get("locale"),
        theme=request.form.get("theme"),
        digits=request.form.get("digits"),
        marks=request.form.get("marks"),
    )
    commit()
    return redirect(_back_to("/inbox"))


@people.post("/locale")
def language() -> Response:
    """The language of the sign-in page, kept in this browser."""
    response = redirect(_back_to("/login"))
    chosen = request.form.get("locale")
    if chosen in LOCALES:
        response.set_cookie(
            LOCALE_COOKIE,
            str(chosen),
            max_age=A_YEAR,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def _back_to(otherwise: str) -> str:
    """The page the form stood on, where it is one of ours."""
    asked = request.form.get("next", "").rstrip("?")
    parts = urlsplit(asked.replace("\\", "/"))
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return asked if ours and not asked.startswith("//") else otherwise
