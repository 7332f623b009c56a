"""A ticket that is spam: closed with one click, and its sender blocked with another."""

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from helpdesk.channels.suspension.blocking import (
    ImpossibleBlock,
    block,
    blocks,
    domains_of,
    may_be_blocked,
)
from helpdesk.db import commit, now, rollback
from helpdesk.people.queries import identities_of
from helpdesk.tickets.actions import call_spam, note_entry
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import Conversation, ticket_of
from helpdesk.web.session import me, signed_in

ticket_spam = Blueprint("ticket_spam", __name__)


@ticket_spam.post("/tickets/<int:ticket_id>/spam")
@signed_in
def mark(ticket_id: int) -> Response:
    """Close it as spam; the ticket then offers to block whoever sent it."""
    call_spam(_ticket(ticket_id), by=me(), now=now())
    commit()
    return redirect(f"/tickets/{ticket_id}", 303)


@ticket_spam.post("/tickets/<int:ticket_id>/block/<any(address,domain):what>")
@signed_in
def block_sender(ticket_id: int, what: str) -> Response:
    """Have all further mail of this customer, or of their domain, wait in the queue."""
    ticket = _ticket(ticket_id)
    sender = _address_of(ticket)
    if not sender:
        abort(422)
    value = sender if what == "address" else next(iter(domains_of(sender)), "")
    try:
        kept = block(value, by=me(), now=now())
    except ImpossibleBlock:
        rollback()
        abort(422)
    note_entry(ticket, "blocked", by=me(), now=now(), sender=kept)
    commit()
    return redirect(f"/tickets/{ticket_id}", 303)


def spam_offer(talk: Conversation) -> dict[str, str]:
    """Whom to block of a ticket that was just called spam: `address` and `domain`, or nothing."""
    last = next((each for each in reversed(talk.entries) if each.kind != "blocked"), None)
    if last is None or last.kind != "spam" or not talk.ticket.is_closed:
        return {}
    sender = _address_of(talk.ticket)
    if not sender or blocks(sender):
        return {}
    domain = next(iter(domains_of(sender)), "")
    offered = {"address": sender, "domain": domain}
    return {what: value for what, value in offered.items() if may_be_blocked(value)}


def _address_of(ticket: Ticket) -> str:
    """The mail address of the ticket's customer, "" where there is none."""
    known = identities_of(ticket.customer_id)
    return next((each.value for each in known if each.kind == "email"), "")


def _ticket(ticket_id: int) -> Ticket:
    return ticket_of(ticket_id) or abort(404)
