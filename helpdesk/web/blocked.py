"""The owner's page of blocked senders, and for how long their mail is kept."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.channels.suspension.blocking import ImpossibleBlock, block, blocked_senders, unblock
from helpdesk.channels.suspension.forgetting import SPANS, days_kept, keep_for
from helpdesk.db import commit, now, rollback
from helpdesk.web.session import me, owner_only
from helpdesk.web.suspended import refusal_text

blocked = Blueprint("blocked", __name__, url_prefix="/settings/blocked")


@blocked.get("")
@owner_only
def page() -> Response:
    """Everybody who is blocked."""
    return _page(done=request.args.get("done"))


@blocked.post("")
@owner_only
def add() -> AnyResponse:
    """Block an address or a domain."""
    typed = request.form.get("sender", "")
    try:
        block(typed, by=me(), now=now())
    except ImpossibleBlock as refusal:
        rollback()
        return _page(typed=typed, wrong=refusal_text(refusal), status=422)
    commit()
    return redirect(address_of(".page", done="added"))


@blocked.post("/<int:sender_id>/remove")
@owner_only
def remove(sender_id: int) -> AnyResponse:
    """Let a sender in again; one who is let in already is no fault."""
    unblock(sender_id)
    commit()
    return redirect(address_of(".page", done="removed"))


@blocked.post("/days")
@owner_only
def choose_days() -> AnyResponse:
    """Choose how long deleted mail and that of blocked senders is kept."""
    try:
        keep_for(request.form.get("days", 0, int))
    except ValueError:
        abort(422)
    commit()
    return redirect(address_of(".page", done="days"))


def _page(*, status: int = 200, **named: Any) -> Response:
    shown = {"typed": "", "wrong": "", "done": None, **named}
    senders, days = blocked_senders(), days_kept()
    page = render_template(
        "settings/blocked.html", senders=senders, days=days, spans=SPANS, **shown
    )
    return make_response(page, status)
