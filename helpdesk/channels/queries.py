"""What screens ask about channels: how each reply fared, how a mailbox stands."""

from sqlalchemy import select

from helpdesk.channels.models import Delivery, MailboxPosition
from helpdesk.db import db
from helpdesk.tickets.models import Message


def deliveries_of(ticket_id: int) -> dict[int, Delivery]:
    """The outgoing replies of a ticket, by message."""
    rows = db.session.scalars(select(Delivery).join(Message).where(Message.ticket_id == ticket_id))
    return {delivery.message_id: delivery for delivery in rows}


def mailboxes() -> list[MailboxPosition]:
    """Every mailbox that was ever polled, with its last trouble."""
    return list(db.session.scalars(select(MailboxPosition).order_by(MailboxPosition.mailbox)))
