"""What screens ask about channels: how each reply fared, what has come in."""

from sqlalchemy import select

from helpdesk.channels.models import Delivery, InboundRaw
from helpdesk.db import db
from helpdesk.tickets.models import Message


def deliveries_of(ticket_id: int) -> dict[int, Delivery]:
    """The outgoing replies of a ticket, by message."""
    rows = db.session.scalars(select(Delivery).join(Message).where(Message.ticket_id == ticket_id))
    return {delivery.message_id: delivery for delivery in rows}


def is_stored(source_key: str) -> bool:
    """Whether we have this arrival, read or not."""
    found = select(InboundRaw.id).where(InboundRaw.source_key == source_key)
    return db.session.scalar(found) is not None


def ticket_of(channel: str, key: str) -> int | None:
    """The number of the ticket that a message is on; None where it was not read yet."""
    return db.session.scalar(
        select(Message.ticket_id).where(Message.channel == channel, Message.channel_key == key)
    )
