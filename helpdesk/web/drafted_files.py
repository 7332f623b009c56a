"""Files put to a reply while it is written: uploaded at once, and taken off again."""

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_babel import gettext

from helpdesk.channels.delivery import is_mail
from helpdesk.channels.drafted_files import MOST_FILES, NoRoom, put_to, room, take_off
from helpdesk.db import commit, now, rollback
from helpdesk.tickets.drafts import files_kept
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import ticket_of
from helpdesk.web.render import num, size
from helpdesk.web.session import me, signed_in

drafted_files = Blueprint("drafted_files", __name__)


@drafted_files.post("/tickets/<int:ticket_id>/files")
@signed_in
def add(ticket_id: int) -> Response:
    """Keep one file for the next reply; what is in its way is told beside those that are there."""
    ticket, sent = _ticket(ticket_id), request.files.get("one")
    if sent is None or not is_mail(ticket.channel):
        abort(400)
    try:
        put_to(ticket, sent.filename or "", sent.stream.read(), by=me(), now=now())
    except NoRoom as refusal:
        rollback()
        return _files(ticket_id, _words(refusal, sent.filename or ""), status=422)
    commit()
    return _files(ticket_id)


@drafted_files.post("/tickets/<int:ticket_id>/files/<token>/remove")
@signed_in
def remove(ticket_id: int, token: str) -> Response:
    """Let a file go again."""
    take_off(_ticket(ticket_id), token, by=me())
    commit()
    return _files(ticket_id)


def _ticket(ticket_id: int) -> Ticket:
    return ticket_of(ticket_id) or abort(404)


def _files(ticket_id: int, no_room: str = "", *, status: int = 200) -> Response:
    there = files_kept(_ticket(ticket_id), of=me())
    part = render_template("ticket/_files.html", drafted=there, no_room=no_room)
    return make_response(part, status)


def _words(refusal: NoRoom, name: str) -> str:
    if refusal.why == "too_many":
        return gettext(
            "A reply takes up to %(count)s files. Put several into one archive.",
            count=num(MOST_FILES),
        )
    if refusal.why == "empty":
        return gettext("“%(name)s” is empty. Choose the file again.", name=name)
    return gettext(
        "With “%(name)s” the files are larger than %(limit)s together. Send a link to it instead.",
        name=name,
        limit=size(room()),
    )
