"""A mail that a colleague forwarded: made a ticket of whoever wrote it, and back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from helpdesk.channels import forwarding as actions
from helpdesk.db import commit, now, rollback
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.queries import ticket_of
from helpdesk.web.session import me, signed_in

forwarding = Blueprint("forwarding", __name__)


@forwarding.post("/tickets/<int:ticket_id>/forwarded")
@signed_in
def give(ticket_id: int) -> Response:
    """Make it a ticket of whoever wrote first."""
    return _done(ticket_id, actions.attribute)


@forwarding.post("/tickets/<int:ticket_id>/forwarded/undo")
@signed_in
def give_back(ticket_id: int) -> Response:
    """Make it a ticket of the colleague again, as it came."""
    return _done(ticket_id, actions.give_back)


def _done(ticket_id: int, act: Callable[..., Any]) -> Response:
    """Where a colleague was quicker, the ticket shows how it stands now."""
    ticket = ticket_of(ticket_id) or abort(404)
    try:
        act(ticket, by=me(), now=now())
    except NoSuchChoice:
        rollback()
    else:
        commit()
    return redirect(f"/tickets/{ticket_id}", 303)
