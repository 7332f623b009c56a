"""Answers of the FAQ on a ticket: taken into the reply, refused, and looked up while writing."""

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask_babel import ngettext

from helpdesk.articles.markdown import plain
from helpdesk.assist.answers import found_for
from helpdesk.assist.queries import verdict_of
from helpdesk.assist.uses import refuse, take_back_refusal, use_article
from helpdesk.db import commit, now, rollback
from helpdesk.tickets.errors import NoSuchArticle
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import ticket_of
from helpdesk.web.render import num
from helpdesk.web.session import me, signed_in
from helpdesk.web.ticket_parts import beside, language_of

ticket_answers = Blueprint("ticket_answers", __name__)

LONGEST_SEARCH = 200


@ticket_answers.post("/tickets/<int:ticket_id>/used/<int:article_id>")
@signed_in
def used(ticket_id: int, article_id: int) -> Response:
    """Count that an article goes into a reply; gives its text, 404 where it was withdrawn."""
    lang = "ar" if request.form.get("lang") == "ar" else "en"
    try:
        text = use_article(_ticket(ticket_id), article_id, lang=lang, by=me(), now=now())
    except NoSuchArticle:
        rollback()
        abort(404)
    answer = jsonify(text=plain(text.answer))
    commit()
    return answer


@ticket_answers.post("/tickets/<int:ticket_id>/refused/<int:article_id>")
@signed_in
def refused(ticket_id: int, article_id: int) -> str:
    """Take an article that is no help off this ticket; one that is gone anyway needs no refusal."""
    try:
        refuse(_ticket(ticket_id), article_id, by=me(), now=now())
        commit()
    except NoSuchArticle:
        rollback()
    return _context(ticket_id)


@ticket_answers.post("/tickets/<int:ticket_id>/refused/<int:article_id>/undo")
@signed_in
def refusal_undone(ticket_id: int, article_id: int) -> str:
    """Propose it again."""
    take_back_refusal(_ticket(ticket_id), article_id)
    commit()
    return _context(ticket_id)


@ticket_answers.get("/tickets/<int:ticket_id>/articles")
@signed_in
def found(ticket_id: int) -> str:
    """The articles that `q` means, as choices of a listbox."""
    ticket, verdict = _ticket(ticket_id), verdict_of(ticket_id)
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    reads = language_of(ticket, verdict)
    articles = found_for(ticket_id, words, verdict, reads)
    told = num(ngettext("%(num)d article", "%(num)d articles", len(articles)))
    return render_template(
        "ticket/_found.html", ticket=ticket, found=articles, reads=reads, told=told
    )


def _ticket(ticket_id: int) -> Ticket:
    return ticket_of(ticket_id) or abort(404)


def _context(ticket_id: int) -> str:
    return render_template("ticket/_context.html", **beside(_ticket(ticket_id)))
