"""What agents do about replies that did not arrive: send again, to a corrected address."""

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, abort, request
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from helpdesk.channels.again import NothingFailed, send_again
from helpdesk.channels.delivery import is_mail
from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db, now, rollback
from helpdesk.web.session import signed_in
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
