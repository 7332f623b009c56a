"""Who gets a copy of the replies to a ticket, as the composer shows it, and changing that."""

from dataclasses import dataclass
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.channels.models import Participant
from helpdesk.channels.participants import offered_on, participants_of, take_in, take_out
from helpdesk.channels.registry import channel
from helpdesk.db import commit, now, rollback
from helpdesk.tickets.errors import Refusal, TooManyParticipants
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import ticket_of
from helpdesk.web.render import num, wants_part
from helpdesk.web.session import me, signed_in

recipients = Blueprint("recipients", __name__)


@dataclass(frozen=True)
class Recipients:
    """Those who get a copy of a ticket's replies, those who might, and what was typed wrongly."""

    ticket_id: int
    present: list[Participant]
    offered: list[Participant]
    typed: str = ""
    wrong: str = ""
    changed: bool = False


def recipients_of(
    ticket: Ticket, *, typed: str = "", wrong: str = "", changed: bool = False
) -> Recipients | None:
    """Who reads along on `ticket`; None where its replies are no mail."""
    if channel(ticket.channel).identity != "email":
        return None
    present, offered = participants_of(ticket), offered_on(ticket)
    return Recipients(ticket.id, present, offered, typed, wrong, changed)


@recipients.get("/tickets/<int:ticket_id>/recipients")
@signed_in
def page(ticket_id: int) -> AnyResponse:
    """The part alone, after news; as a page of its own for whoever has no script."""
    return _shown(_ticket(ticket_id))


@recipients.post("/tickets/<int:ticket_id>/recipients")
@signed_in
def change(ticket_id: int) -> AnyResponse:
    """Take the person with the number `out` out, or the `address` in."""
    ticket = _ticket(ticket_id)
    leaving = request.form.get("out", None, int)
    if leaving is not None:
        take_out(ticket, leaving, by=me(), now=now())
        commit()
        return _answer(ticket, changed=True)
    return _take_in(ticket, request.form.get("address", "").strip())


def _take_in(ticket: Ticket, typed: str) -> AnyResponse:
    try:
        valid = validate_email(typed, check_deliverability=False, test_environment=True)
        take_in(ticket, valid.normalized, by=me(), now=now())
    except EmailNotValidError:
        return _answer(
            ticket, typed=typed, wrong=gettext("Write an email address, such as sara@shop.example.")
        )
    except Refusal as refusal:
        rollback()
        return _answer(_ticket(ticket.id), typed=typed, wrong=_words(refusal))
    commit()
    return _answer(ticket, changed=True)


def _words(refusal: Refusal) -> str:
    if isinstance(refusal, TooManyParticipants):
        return gettext(
            "A reply goes to %(limit)s people at most. Remove somebody first.",
            limit=num(refusal.args[0]),
        )
    return gettext(
        "Nobody would read a copy there: it is the customer’s own address, one of yours, or one"
        " that only machines use."
    )


def _ticket(ticket_id: int) -> Ticket:
    found = ticket_of(ticket_id)
    if found is None or channel(found.channel).identity != "email":
        abort(404)
    return found


def _answer(ticket: Ticket, **said: Any) -> AnyResponse:
    if wants_part() or said.get("wrong"):
        return _shown(ticket, **said)
    return redirect(f"/tickets/{ticket.id}")


def _shown(ticket: Ticket, **said: Any) -> Response:
    template = "ticket/_recipients.html" if wants_part() else "ticket/recipients.html"
    status = 422 if said.get("wrong") else 200
    return make_response(
        render_template(template, recipients=recipients_of(ticket, **said)), status
    )
