"""Suspended mail: what waits for a person's word, with the reason; let in, deleted, or blocked."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session
from flask import url_for as address_of
from flask_babel import gettext
from werkzeug.wrappers import Response

from helpdesk.channels.suspension.actions import discard, put_back, release, senders_of
from helpdesk.channels.suspension.blocking import ImpossibleBlock, block
from helpdesk.channels.suspension.forgetting import days_kept
from helpdesk.channels.suspension.queue import LISTS, SHOWN, counts, doubtful_count, suspended
from helpdesk.db import commit, now
from helpdesk.web.session import me, signed_in

suspended_mail = Blueprint("suspended_mail", __name__, url_prefix="/suspended")
# The bar of every page shows how many wait.
suspended_mail.add_app_template_global(doubtful_count, "doubtful_count")

# What the next page tells once.
TOLD = "suspended_told"


@suspended_mail.get("")
@signed_in
def page() -> str:
    """One of the lists, newest first."""
    which = _which()
    return render_template(
        "suspended/page.html",
        which=which,
        mails=suspended(which),
        counts=counts(),
        most=SHOWN,
        days=days_kept(),
        told=session.pop(TOLD, None),
    )


@suspended_mail.post("/release")
@signed_in
def let_in() -> Response:
    """The chosen mails become tickets, waiting since they arrived."""
    tickets = release(_chosen(), by=me(), now=now())
    commit()
    return _told("released", tickets=[ticket.id for ticket in tickets], count=len(tickets))


@suspended_mail.post("/delete")
@signed_in
def delete() -> Response:
    """The chosen mails go to the deleted ones; the next page can undo that."""
    chosen = _chosen()
    count = discard(chosen, by=me(), now=now())
    commit()
    return _told("deleted", count=count, mails=chosen)


@suspended_mail.post("/put-back")
@signed_in
def undo() -> Response:
    """Deleted mails wait again."""
    count = put_back(_chosen(), by=me(), now=now())
    commit()
    return _told("put_back", count=count)


@suspended_mail.post("/block")
@signed_in
def block_senders() -> Response:
    """Whoever sent the chosen mails waits from now on, and these are deleted."""
    chosen, blocked, refused = _chosen(), [], []
    for sender in senders_of(chosen):
        try:
            blocked.append(block(sender, by=me(), now=now()))
        except ImpossibleBlock:
            refused.append(sender)
    count = discard(chosen, by=me(), now=now()) if not refused else 0
    commit()
    return _told("blocked", count=count, mails=chosen if count else [], senders=blocked, no=refused)


def refusal_text(refusal: ImpossibleBlock) -> str:
    """Why a sender cannot be blocked, and what to do instead."""
    if refusal.why == "everybodys":
        return gettext("Everybody writes from there, your customers too. Block a single address.")
    if refusal.why == "ours":
        return gettext("This is your shop’s own. It cannot be blocked.")
    return gettext("Write an address such as ad@spam.example, or a domain such as spam.example.")


def _which() -> str:
    asked = request.values.get("list", LISTS[0])
    return asked if asked in LISTS else LISTS[0]


def _chosen() -> list[int]:
    return request.form.getlist("mail", type=int)[:SHOWN]


def _told(done: str, **facts: Any) -> Response:
    session[TOLD] = {"done": done, **facts}
    return redirect(address_of(".page", list=_which()))
