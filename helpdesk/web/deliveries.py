"""What agents do about replies on their way: take one back, or send again what did not arrive."""

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, abort, request
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from helpdesk.channels.again import NothingFailed, send_again
from helpdesk.channels.delivery import is_mail
from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db, now, rollback
from helpdesk.tickets.errors import AlreadySent
from helpdesk.tickets.models import Message
from helpdesk.tickets.taking_back import withdraw
from helpdesk.web.session import me, signed_in
from helpdesk.web.ticket import answer, refused

deliveries = Blueprint("deliveries", __name__)


@deliveries.post("/messages/<int:message_id>/again")
@signed_in
def again(message_id: int) -> Response:
    """Send once more to `address` what did not reach `was`; a wrong address is told beside it."""
    delivery = _delivery(message_id)
    ticket_id, was = delivery.message.ticket_id, request.form.get("was", "")
    to = was
    if is_mail(delivery.channel):
        typed = request.form.get("address", "").strip()
        to = _address(typed)
        if not to:
            words = gettext("Write an email address, such as sara@shop.example.")
            return refused(ticket_id, again={"id": message_id, "was": was, "typed": typed,
                                             "wrong": words})  # fmt: skip
    try:
        send_again(delivery, to=to, was=was, now=now())
    except NothingFailed:
        # Somebody was quicker: the page shows how it stands.
        rollback()
    else:
        commit()
    return answer(ticket_id)


@deliveries.post("/messages/<int:message_id>/undo")
@signed_in
def undo(message_id: int) -> Response:
    """Take an own reply back before it leaves: its words return to where they were written."""
    message = db.session.get(Message, message_id)
    if message is None:
        abort(404)
    if message.agent_id != me().id:
        abort(403)
    ticket_id = message.ticket_id
    try:
        text = withdraw(message, by=me(), now=now())
    except AlreadySent:
        rollback()
        return refused(ticket_id, status=409, too_late=message_id)
    commit()
    return answer(ticket_id, returned=text)


def _delivery(message_id: int) -> Delivery:
    found = db.session.scalar(select(Delivery).where(Delivery.message_id == message_id))
    return found or abort(404)


def _address(typed: str) -> str:
    """The address as it is kept; "" where it is none."""
    try:
        return validate_email(
            typed, check_deliverability=False, test_environment=True
        ).normalized.lower()
    except EmailNotValidError:
        return ""
