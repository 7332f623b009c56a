"""The owner's pages: response targets, channels, and the people of the shop."""

import secrets
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from helpdesk.assist.champion import reading
from helpdesk.channels.base import Channel
from helpdesk.channels.registry import channels
from helpdesk.config import settings
from helpdesk.db import commit, now, rollback
from helpdesk.mailboxes.queries import mailboxes
from helpdesk.people.actions import hire
from helpdesk.people.models import ROLES
from helpdesk.people.queries import is_on_the_team, team
from helpdesk.sla.targets import DEFAULTS
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.reopening import MOST_DAYS, choose_days, days_to_reopen
from helpdesk.web import target_form
from helpdesk.web.render import num
from helpdesk.web.session import owner_only

settings_pages = Blueprint("settings_pages", __name__)

URGENCIES = (3, 2, 1, 0)
NAME_LIMIT = 120


@settings_pages.get("/settings")
@owner_only
def page() -> Response:
    """Everything that is set up, as it stands."""
    return _page(saved=request.args.get("saved"))


@settings_pages.post("/settings")
@owner_only
def save_targets() -> Response:
    """Keep the response targets, all of them or, where one is wrong, none."""
    fields = target_form.save(request.form)
    if not target_form.is_fine(fields):
        rollback()
        return _page(fields=fields, status=422)
    commit()
    return redirect(url_for(".page", saved="targets"))  # type: ignore[return-value]


@settings_pages.post("/settings/reopening")
@owner_only
def save_reopening() -> Response:
    """Keep for how many days a reply reopens a closed ticket."""
    typed = request.form.get("days", "").strip()
    try:
        # int() reads the digits of any alphabet, ١٤ as well as 14.
        choose_days(int(typed))
    except (ValueError, NoSuchChoice):
        rollback()
        limit = num(MOST_DAYS)
        wrong = gettext("Write a whole number of days from 0 to %(limit)s.", limit=limit)
        return _page(reopening=typed, wrong={"days": wrong}, status=422)
    commit()
    return redirect(url_for(".page", saved="reopening", _anchor="reopening"))  # type: ignore[return-value]


@settings_pages.post("/settings/team")
@owner_only
def add_person() -> Response:
    """Let a person sign in, with a first password that is shown this once."""
    typed = {field: request.form.get(field, "").strip() for field in ("name", "email", "role")}
    wrong = _wrong_about(typed)
    if wrong:
        return _page(typed=typed, wrong=wrong, status=422)
    password = secrets.token_urlsafe(9)
    person = hire(
        typed["email"],
        name=typed["name"],
        password=password,
        roles=list(ROLES[: ROLES.index(typed["role"]) + 1]),
        now=now(),
    )
    commit()
    answer = _page(hired=person, password=password, status=201)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(*, status: int = 200, **named: Any) -> Response:
    chosen = settings()
    shown: dict[str, Any] = {
        "fields": target_form.as_saved(),
        "typed": {},
        "wrong": {},
        "reopening": days_to_reopen(),
        **named,
        "channels": DEFAULTS,
        "urgencies": URGENCIES,
        "reading": reading(),
        "roads": channels(),
        "missing": {road.name: _missing(road) for road in channels()},
        "mailboxes": mailboxes(),
        "team": team(),
        "roles": ROLES,
        "chosen": chosen,
        "address": chosen.public_url.rstrip("/"),
    }
    return make_response(render_template("settings/page.html", **shown), status)


def _missing(road: Channel) -> list[str]:
    """The settings a channel uses that are not there, by their names in the environment."""
    return [name.upper() for name in road.settings_used if not getattr(settings(), name)]


def _wrong_about(typed: dict[str, str]) -> dict[str, str]:
    wrong = {}
    if not 0 < len(typed["name"]) <= NAME_LIMIT:
        limit = num(NAME_LIMIT)
        wrong["name"] = gettext(
            "Write the name customers will see, up to %(limit)s characters.", limit=limit
        )
    if typed["role"] not in ROLES:
        wrong["role"] = gettext("Choose a role.")
    try:
        typed["email"] = validate_email(
            typed["email"], check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError:
        wrong["email"] = gettext("Write an email address, such as sara@shop.example.")
    else:
        if is_on_the_team(typed["email"]):
            wrong["email"] = gettext("Somebody already signs in with this address.")
    return wrong
