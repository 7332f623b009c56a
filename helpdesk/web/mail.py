"""The owner's page of mailboxes: how each fares, and a form that sets one up."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.channels.email.checking import check
from helpdesk.channels.email.oauth import PROVIDERS, is_offered
from helpdesk.config import settings
from helpdesk.db import commit, now, rollback
from helpdesk.jobs import wake
from helpdesk.mailboxes import actions, turns
from helpdesk.mailboxes.models import PASSWORD, Mailbox
from helpdesk.mailboxes.queries import mailboxes, own_mailbox
from helpdesk.web import mail_form
from helpdesk.web.mail_words import asks_for_consent, next_try, state_of, step_name, what_to_do
from helpdesk.web.render import wants_part
from helpdesk.web.session import owner_only

mail_pages = Blueprint("mail_pages", __name__, url_prefix="/settings/mail")


@mail_pages.get("")
@owner_only
def page() -> Response:
    """Every mailbox and how it fares; the list alone where htmx asks for it."""
    shown: dict[str, Any] = {
        "boxes": mailboxes(),
        "chosen": settings(),
        "now": now(),
        "told": request.args.get("told"),
        "asks_for_consent": asks_for_consent,
        "next_try": next_try,
        "state_of": state_of,
        "what_to_do": what_to_do,
    }
    template = "settings/_mailboxes.html" if wants_part() else "settings/mail.html"
    return make_response(render_template(template, **shown))


@mail_pages.get("/new")
@owner_only
def blank() -> Response:
    """An empty form."""
    return _form(None, {**dict.fromkeys(mail_form.TEXTS, ""), **mail_form.BLANK})


@mail_pages.post("")
@owner_only
def add() -> AnyResponse:
    """Set up a new mailbox, or say beside the field what is wrong."""
    return _save(None)


@mail_pages.get("/<int:mailbox_id>")
@owner_only
def one(mailbox_id: int) -> Response:
    """A mailbox as it is set up, without its secrets."""
    mailbox = _found(mailbox_id)
    return _form(mailbox, mail_form.as_saved(mailbox))


@mail_pages.post("/<int:mailbox_id>")
@owner_only
def change(mailbox_id: int) -> AnyResponse:
    """Set it up anew."""
    return _save(_found(mailbox_id))


@mail_pages.post("/<int:mailbox_id>/remove")
@owner_only
def remove(mailbox_id: int) -> AnyResponse:
    """Forget a mailbox and its secrets; its tickets stay."""
    actions.remove(_found(mailbox_id))
    commit()
    return redirect(address_of(".page", told="removed"))


@mail_pages.post("/<int:mailbox_id>/try")
@owner_only
def try_now(mailbox_id: int) -> AnyResponse:
    """Have it looked into at once; also the settings file's."""
    turns.call(mailbox_id, now=now())
    commit()
    wake("poll_mail")
    return redirect(address_of(".page", told="tried"))


@mail_pages.post("/check")
@owner_only
def look() -> Response:
    """Try what is typed, step by step, and save nothing."""
    number = request.form.get("id", type=int)
    mailbox = _found(number) if number else None
    read = mail_form.read(request.form, mailbox, settings(), today=_today())
    rollback()
    if read.chosen is None:
        return _form(mailbox, mail_form.typed(request.form), wrong=read.wrong, status=422)
    steps = check(read.chosen, mailbox)
    return _form(mailbox, mail_form.typed(request.form), steps=steps)


def _save(mailbox: Mailbox | None) -> AnyResponse:
    read = mail_form.read(request.form, mailbox, settings(), today=_today())
    if read.chosen is None:
        rollback()
        return _form(mailbox, mail_form.typed(request.form), wrong=read.wrong, status=422)
    if mailbox is None:
        mailbox = actions.add(read.chosen, now=now())
    else:
        actions.change(mailbox, read.chosen, now=now())
    commit()
    wake("poll_mail")
    return redirect(address_of(".page", told="saved"))


def _form(mailbox: Mailbox | None, typed: dict[str, str], **named: Any) -> Response:
    status = named.pop("status", 200)
    shown: dict[str, Any] = {
        "mailbox": mailbox,
        "typed": typed,
        "wrong": {},
        "steps": [],
        "chosen": settings(),
        "offered": [name for name in PROVIDERS if is_offered(name, settings())],
        "by_password": PASSWORD,
        "step_name": step_name,
        "what_to_do": what_to_do,
        **named,
    }
    template = "settings/_mailbox_form.html" if wants_part() else "settings/mailbox.html"
    return make_response(render_template(template, **shown), status)


def _found(mailbox_id: int) -> Mailbox:
    return own_mailbox(mailbox_id) or abort(404)


def _today() -> date:
    return now().astimezone(settings().zone).date()
