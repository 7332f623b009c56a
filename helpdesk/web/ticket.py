"""One ticket: what was said, what is known, and what an agent does about it."""

import json
from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import Any

import nh3
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_babel import gettext, to_user_timezone
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.assist import actions as assist
from helpdesk.assist.doubt import chances_of
from helpdesk.assist.likeness import alike, echo
from helpdesk.assist.models import Verdict
from helpdesk.assist.queries import suggestions_for, verdict_of, verdicts_of
from helpdesk.channels.queries import deliveries_of
from helpdesk.db import commit, db, now, rollback
from helpdesk.people.models import Agent
from helpdesk.people.queries import colleagues, identities_of
from helpdesk.sla.queries import clock_of
from helpdesk.tickets import actions
from helpdesk.tickets.errors import AlreadyAnswered, EmptyText, Refusal, TextTooLong
from helpdesk.tickets.models import Entry, Message, Ticket
from helpdesk.tickets.queries import Conversation, Line, conversation, ticket_of
from helpdesk.web.inbox import asked, keep_apart, listed
from helpdesk.web.render import num, wants_part
from helpdesk.web.said import Passage, passages, places
from helpdesk.web.sandbox import sandboxed
from helpdesk.web.session import locale, me, signed_in
from helpdesk.web.stated import stated
from triage.labels import TOPICS

tickets = Blueprint("tickets", __name__)
tickets.after_request(keep_apart)

OWN_WINDOW = {"a": {"target": "_blank"}}


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
    return render_template("ticket/_thread.html", **asked(), **_talk(talk, verdicts_of(ticket_id)))


@tickets.get("/tickets/<int:ticket_id>/context")
@signed_in
def context(ticket_id: int) -> str:
    """The context alone, after news."""
    talk = conversation(_ticket(ticket_id))
    return render_template(
        "ticket/_context.html", talk=talk, **_context(talk, verdicts_of(ticket_id))
    )


@tickets.post("/tickets/<int:ticket_id>/reply")
@signed_in
def reply(ticket_id: int) -> AnyResponse:
    """Answer the customer; with `then=close` the matter is settled too."""

    def act(ticket: Ticket) -> None:
        seen = request.form.get("seen_seq", None, int)
        actions.reply(ticket, request.form.get("text", ""), by=me(), now=now(), seen_seq=seen)
        if request.form.get("then") == "close":
            actions.close(ticket, by=me(), now=now())

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


@tickets.post("/tickets/<int:ticket_id>/used/<int:article_id>")
@signed_in
def used(ticket_id: int, article_id: int) -> tuple[str, int]:
    """Count that an article went into a reply."""
    lang = "ar" if request.form.get("lang") == "ar" else "en"
    if article_id not in _proposed(ticket_id):
        abort(404)
    assist.use_article(_ticket(ticket_id), article_id, lang=lang, by=me(), now=now())
    commit()
    return "", 204


@tickets.get("/messages/<int:message_id>/html")
@sandboxed(
    img_src="data:",
    style_src="'unsafe-inline'",
    sandbox="allow-popups allow-popups-to-escape-sandbox",
)
@signed_in
def mail_as_sent(message_id: int) -> str:
    """The mail as it was sent, without scripts, forms, or anything loaded from elsewhere.

    Its links open a window of their own, which cannot reach this one.
    """
    message = db.session.get(Message, message_id)
    if message is None or message.html is None:
        abort(404)
    return render_template(
        "ticket/mail_as_sent.html",
        body=nh3.clean(message.html, set_tag_attribute_values=OWN_WINDOW),
    )


def _ticket(ticket_id: int) -> Ticket:
    return ticket_of(ticket_id) or abort(404)


def _part(ticket_id: int, **said: Any) -> str:
    return render_template("ticket/_ticket.html", **asked(), **_shown(ticket_id), **said)


def _shown(ticket_id: int) -> dict[str, Any]:
    talk, verdicts = conversation(_ticket(ticket_id)), verdicts_of(ticket_id)
    return {**_talk(talk, verdicts), **_context(talk, verdicts)}


def _talk(talk: Conversation, verdicts: dict[int, Verdict]) -> dict[str, Any]:
    return {
        "talk": talk,
        "days": _by_day(talk),
        "said": _said(talk, verdicts) if me().marks else {},
        "deliveries": deliveries_of(talk.ticket.id),
        "team": colleagues(),
    }


def _said(talk: Conversation, verdicts: dict[int, Verdict]) -> dict[int, list[Passage]]:
    """The customer's messages in passages, by the message's id."""
    judged = (line for line in talk.lines if line.id in verdicts)
    return {line.id: passages(verdicts[line.id], line.text) for line in judged}


def _context(talk: Conversation, verdicts: dict[int, Verdict]) -> dict[str, Any]:
    ticket = talk.ticket
    verdict = next(reversed(verdicts.values()), None)
    first = talk.lines[0].text if talk.lines else ""
    language = verdict.language if verdict else ticket.customer.language or locale()
    return {
        "verdict": verdict,
        "chances": chances_of(ticket.doubt, verdict),
        "places": _places(talk, verdict) if verdict and me().marks else {},
        "stated": stated(talk.lines, verdicts),
        "variety": _variety(talk, verdicts),
        "suggestions": suggestions_for(verdict, language),
        "alike": alike(ticket, first, has_others=bool(talk.others)),
        "echo": echo(verdict, now=now()),
        "clock": clock_of(ticket.id),
        "identities": identities_of(ticket.customer_id),
        "topics": [_topic(key) for key in TOPICS],
    }


def _places(talk: Conversation, verdict: Verdict) -> dict[int, str]:
    text = next((line.text for line in talk.lines if line.id == verdict.message_id), "")
    return places(verdict, text)


def _variety(talk: Conversation, verdicts: dict[int, Verdict]) -> str:
    """How the customer writes: the longest message tells it best, an "ok" tells nothing."""
    judged = [line for line in talk.lines if line.id in verdicts]
    longest = max(judged, key=lambda line: len(line.text), default=None)
    return verdicts[longest.id].variety if longest else ""


def _topic(key: str) -> dict[str, str]:
    topic = TOPICS[key]
    if locale() == "ar":
        return {"key": key, "name": topic.ar, "means": topic.means_ar}
    return {"key": key, "name": topic.en, "means": topic.means_en}


def _proposed(ticket_id: int) -> set[int]:
    verdict = verdict_of(ticket_id)
    return {answer["article"] for answer in verdict.answers} if verdict else set()


def _by_day(talk: Conversation) -> list[tuple[datetime, list[Line | Entry]]]:
    """The story by day of the shop's calendar: the day's first moment, and what was told."""

    def moment(told: Line | Entry) -> datetime:
        return told.sent_at if isinstance(told, Line) else told.at

    days = groupby(talk.told, key=lambda told: to_user_timezone(moment(told)).date())
    return [(moment(told[0]), told) for told in (list(group) for _, group in days)]


def _done(ticket_id: int, act: Callable[[Ticket], Any]) -> AnyResponse:
    """Do it, save it, show the ticket as it is now."""
    try:
        act(_ticket(ticket_id))
    except Refusal:
        rollback()
        abort(422)
    commit()
    return _answer(ticket_id)


def _written(ticket_id: int, act: Callable[[Ticket], Any]) -> AnyResponse:
    """Like _done, for what was typed: a refusal is said beside the field, and the text stays."""
    try:
        act(_ticket(ticket_id))
    except Refusal as refusal:
        rollback()
        return _said_no(ticket_id, refusal)
    commit()
    answer = _answer(ticket_id)
    answer.headers["HX-Trigger"] = json.dumps({"accepted": {"ticket": ticket_id}})
    return answer


def _answer(ticket_id: int) -> AnyResponse:
    if wants_part():
        return make_response(_part(ticket_id))
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
    status = 409 if late else 422
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
