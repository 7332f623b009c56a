"""One ticket: what was said, what is known, and what an agent does about it."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.assist import actions as assist
from helpdesk.assist.queries import verdicts_of
from helpdesk.db import commit, db, now, rollback
from helpdesk.people.models import Agent
from helpdesk.tickets import actions
from helpdesk.tickets.errors import AlreadyAnswered, EmptyText, Refusal, TextTooLong
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import conversation, ticket_of
from helpdesk.web.inbox import asked, keep_apart, listed
from helpdesk.web.long_text import beginning, pieces, rest
from helpdesk.web.recipients import recipients_of
from helpdesk.web.render import num, wants_part
from helpdesk.web.session import me, signed_in
from helpdesk.web.ticket_parts import beside, known, spoken

tickets = Blueprint("tickets", __name__)
tickets.after_request(keep_apart)
for long_text in (beginning, pieces, rest):
    tickets.add_app_template_filter(long_text)


@tickets.get("/tickets/<int:ticket_id>")
@signed_in
def page(ticket_id: int) -> str:
    """The whole desk, or the ticket alone where the list stands already."""
    if wants_part():
        return _part(ticket_id)
    return render_template("ticket/page.html", **_shown(ticket_id), **listed(current=ticket_id))


@tickets.get("/tickets/<int:ticket_id>/messages")
@signed_in
def messages(ticket_id: int) -> str:
    """The conversation alone, after news."""
    talk = conversation(_ticket(ticket_id))
    return render_template("ticket/_thread.html", **asked(), **spoken(talk, verdicts_of(ticket_id)))


@tickets.get("/tickets/<int:ticket_id>/context")
@signed_in
def context(ticket_id: int) -> str:
    """The context alone, after news."""
    return render_template("ticket/_context.html", **beside(_ticket(ticket_id)))


@tickets.post("/tickets/<int:ticket_id>/reply")
@signed_in
def reply(ticket_id: int) -> AnyResponse:
    """Answer the customer; with `then=close` the matter is settled too."""

    def act(ticket: Ticket) -> None:
        at, seen = now(), request.form.get("seen_seq", None, int)
        text, files = request.form.get("text", ""), request.form.getlist("file")
        actions.reply(ticket, text, by=me(), now=at, seen_seq=seen, files=files)
        if request.form.get("then") == "close":
            actions.close(ticket, by=me(), now=at)

    return _written(ticket_id, act)


@tickets.post("/tickets/<int:ticket_id>/note")
@signed_in
def note(ticket_id: int) -> AnyResponse:
    """Leave a word for colleagues."""
    text = request.form.get("text", "")
    return _written(ticket_id, lambda ticket: actions.note(ticket, text, by=me(), now=now()))


@tickets.post("/tickets/<int:ticket_id>/assign")
@signed_in
def assign(ticket_id: int) -> AnyResponse:
    """Give the ticket to a colleague, or to nobody."""
    chosen = request.form.get("agent", None, int)
    agent = db.session.get(Agent, chosen) if chosen else None
    if chosen and (agent is None or not agent.active):
        abort(404)
    return _done(ticket_id, lambda ticket: actions.assign(ticket, agent, by=me(), now=now()))


@tickets.post("/tickets/<int:ticket_id>/close")
@signed_in
def close(ticket_id: int) -> AnyResponse:
    """Settle the matter."""
    return _done(ticket_id, lambda ticket: actions.close(ticket, by=me(), now=now()))


@tickets.post("/tickets/<int:ticket_id>/reopen")
@signed_in
def reopen(ticket_id: int) -> AnyResponse:
    """Take a settled matter up again."""
    return _done(ticket_id, lambda ticket: actions.reopen(ticket, by=me(), now=now()))


@tickets.post("/tickets/<int:ticket_id>/correct")
@signed_in
def correct(ticket_id: int) -> AnyResponse:
    """Set topic or urgency as a person sees it."""
    field, value = request.form.get("field", ""), request.form.get("value", "")
    return _done(ticket_id, lambda ticket: assist.correct(ticket, field, value, by=me(), now=now()))


def _ticket(ticket_id: int) -> Ticket:
    return ticket_of(ticket_id) or abort(404)


def _part(ticket_id: int, **said: Any) -> str:
    return render_template("ticket/_ticket.html", **asked(), **_shown(ticket_id), **said)


def _shown(ticket_id: int) -> dict[str, Any]:
    talk, verdicts = conversation(_ticket(ticket_id)), verdicts_of(ticket_id)
    shown = {**spoken(talk, verdicts), **known(talk, verdicts)}
    return {**shown, "recipients": recipients_of(talk.ticket)}


def _done(ticket_id: int, act: Callable[[Ticket], Any]) -> AnyResponse:
    """Do it, save it, show the ticket as it is now."""
    try:
        act(_ticket(ticket_id))
    except Refusal:
        rollback()
        abort(422)
    commit()
    return answer(ticket_id)


def _written(ticket_id: int, act: Callable[[Ticket], Any]) -> AnyResponse:
    """Like _done, for what was typed: a refusal is said beside the field, and the text stays."""
    try:
        act(_ticket(ticket_id))
    except Refusal as refusal:
        rollback()
        return _said_no(ticket_id, refusal)
    commit()
    accepted = answer(ticket_id)
    accepted.headers["HX-Trigger"] = json.dumps({"accepted": {"ticket": ticket_id}})
    return accepted


def answer(ticket_id: int, **said: Any) -> AnyResponse:
    """The ticket as it is now, with what is `said` of it: the part that asked, or the page."""
    if wants_part():
        return make_response(_part(ticket_id, **said))
    return redirect(f"/tickets/{ticket_id}")


def _said_no(ticket_id: int, refusal: Refusal) -> Response:
    late = isinstance(refusal, AlreadyAnswered)
    said: dict[str, Any] = {
        "wrong": _words(refusal),
        "text": request.form.get("text", ""),
        "kind": "note" if request.path.endswith("/note") else "reply",
    }
    if late:
        said["news_from"] = request.form.get("seen_seq", 0, int)
    return refused(ticket_id, status=409 if late else 422, **said)


def refused(ticket_id: int, *, status: int = 422, **said: Any) -> Response:
    """The ticket with what is wrong in `said`, and a status that tells the browser."""
    if wants_part():
        return make_response(_part(ticket_id, **said), status)
    page = render_template(
        "ticket/page.html", **_shown(ticket_id), **listed(current=ticket_id), **said
    )
    return make_response(page, status)


def _words(refusal: Refusal) -> str:
    """A refusal in the reader's language: what happened, and what to do."""
    if isinstance(refusal, EmptyText):
        return gettext("There is nothing to send yet. Write your message first.")
    if isinstance(refusal, TextTooLong):
        limit = num(refusal.args[0])
        return gettext(
            "This is longer than %(limit)s characters. Shorten it, then send.", limit=limit
        )
    return gettext(
        "Somebody wrote in the meantime. Your text is kept: read what is new, then send again."
    )
