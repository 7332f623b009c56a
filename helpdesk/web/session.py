"""Who is asking: signing in, guards for views, the language a page is in."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request, session
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import Security, SQLAlchemyUserDatastore, current_user
from flask_wtf.csrf import CSRFProtect

from helpdesk.config import LOCALES, Settings, settings
from helpdesk.db import db
from helpdesk.people.models import Agent, Role

View = TypeVar("View", bound=Callable[..., Any])

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=True)
security = Security(datastore=SQLAlchemyUserDatastore(db, Agent, Role))

LOCALE_COOKIE = "locale"
_PERSON = "farz.person"
_LOCALE = "farz.locale"
# Wrong tries only: a shop's people come from one address, and all at once in the morning.
WRONG_TRIES_OF_AN_ADDRESS = "10 per minute; 50 per hour"
# From anywhere; who is shut out by somebody's guessing waits an hour at most.
WRONG_TRIES_OF_AN_ACCOUNT = "30 per hour"


def connect(app: Flask, settings: Settings) -> None:
    """Sign-in, CSRF, rate limits and languages for `app`."""
    # What comes first here runs last: after all that may still leave a cookie.
    app.after_request(_keep_no_page)
    app.config.update(_sign_in_config(settings))
    app.config.update(
        BABEL_DEFAULT_LOCALE=settings.default_locale,
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
    )
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=locale, timezone_selector=lambda: settings.timezone)
    security.init_app(app, datastore=SQLAlchemyUserDatastore(db, Agent, Role))
    app.view_functions["security.login"] = _few_wrong_tries(app.view_functions["security.login"])


def signed_in(view: View) -> View:
    """Only people of the shop; others are shown the sign-in page."""
    return _guarded(view, lambda person: True)


def manager_only(view: View) -> View:
    """Only managers and owners."""
    return _guarded(view, lambda person: person.is_manager)


def owner_only(view: View) -> View:
    """Only owners."""
    return _guarded(view, lambda person: person.is_owner)


def person() -> Agent | None:
    """The person of the shop who is signed in, or none; found once a request.

    A page asks some two hundred times, since its language and digits are this person's.
    """
    if _PERSON not in request.environ:
        known = current_user and current_user.is_authenticated
        request.environ[_PERSON] = current_user._get_current_object() if known else None
    found: Agent | None = request.environ[_PERSON]
    return found


def me() -> Agent:
    """The person who is signed in; for views behind a guard."""
    found = person()
    if found is None:
        abort(401)
    return found


def speak(language: str) -> None:
    """Have this page in `language`, whoever asks: its address says so."""
    request.environ[_LOCALE] = language


def locale() -> str:
    """The language of this page: the one its address names, else the reader's own."""
    said: str = request.environ.get(_LOCALE) or own_locale()
    return said


def own_locale() -> str:
    """The reader's language: the person's choice, the cookie's, the browser's, the shop's."""
    someone = person()
    if someone is not None and someone.locale in LOCALES:
        return str(someone.locale)
    chosen = request.cookies.get(LOCALE_COOKIE)
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES) or settings().default_locale


def _keep_no_page(response: Response) -> Response:
    """No browser stores a page, so that going back after signing out shows nothing.

    What may be stored (the scripts, the styles, what is for everybody) says so itself.
    """
    for_everybody = response.cache_control.public and not _leaves_a_cookie(response)
    if for_everybody:
        # What is the same for everybody depends on no session, though libraries look into it.
        session.accessed = False
    elif response.cache_control.public or (
        response.mimetype == "text/html" or "Cache-Control" not in response.headers
    ):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _leaves_a_cookie(response: Response) -> bool:
    """Whether a cookie goes with it, which a cache between must not hand to others."""
    return "Set-Cookie" in response.headers or session.modified or session.permanent


# Once for each view: limits are kept by a view's name, and a second app would count twice.
@cache
def _few_wrong_tries(view: Any) -> Any:
    wrong: dict[str, Any] = {
        "methods": ["POST"],
        "deduct_when": lambda answer: answer.status_code != 302,
    }
    by_account = limiter.limit(WRONG_TRIES_OF_AN_ACCOUNT, key_func=_account, **wrong)
    return limiter.limit(WRONG_TRIES_OF_AN_ADDRESS, **wrong)(by_account(view))


def _account() -> str:
    return "account:" + request.form.get("email", "").strip().casefold()[:254]


def _guarded(view: View, allows: Callable[[Agent], bool]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        someone = person()
        if someone is None:
            return current_app.extensions["security"]._unauthn_handler(["session"])
        if not allows(someone):
            abort(403)
        return view(*args, **kwargs)

    return guarded  # type: ignore[return-value]


def _sign_in_config(settings: Settings) -> dict[str, Any]:
    over_tls = settings.public_url.startswith("https:")
    return {
        "SECRET_KEY": settings.secret_key,
        "SECURITY_PASSWORD_SALT": settings.secret_key,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_UNIFIED_SIGNIN": False,
        "SECURITY_REGISTERABLE": False,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_POST_LOGIN_VIEW": "/inbox",
        "SECURITY_POST_LOGOUT_VIEW": "/login",
        "SECURITY_LOGIN_USER_TEMPLATE": "security/login_user.html",
        "SECURITY_FLASH_MESSAGES": False,
        # The same answer for an unknown address and a wrong password.
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "SESSION_COOKIE_SECURE": over_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": over_tls,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
    }
