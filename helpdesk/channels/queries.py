"""What screens ask about channels: how each reply fared, what has come in."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from helpdesk.channels.models import Delivery, DeliveryRecipient, InboundRaw
from helpdesk.channels.trouble import POINTLESS
from helpdesk.db import db
from helpdesk.tickets.models import MESSAGE, Message, Ticket


def deliveries_of(ticket_id: int) -> dict[int, Delivery]:
    """The outgoing replies of a ticket, by message."""
    rows = db.session.scalars(select(Delivery).join(Message).where(Message.ticket_id == ticket_id))
    return {delivery.message_id: delivery for delivery in rows}


def trouble_with(address: str, *, since: datetime) -> DeliveryRecipient | None:
    """The latest mail to `address` that failed for good or came back after `since`."""
    lost = select(DeliveryRecipient).where(
        DeliveryRecipient.address == address,
        DeliveryRecipient.state.in_(("failed", "bounced")),
        DeliveryRecipient.error != POINTLESS,
        DeliveryRecipient.at > since,
    )
    return db.session.scalar(lost.order_by(DeliveryRecipient.at.desc()).limit(1))


class Undelivered(NamedTuple):
    """A ticket whose latest reply did not reach its customer."""

    ticket_id: int
    title: str


def undelivered(*, since: datetime, limit: int) -> list[Undelivered]:
    """Tickets whose reply, put out after `since`, was lost, with none after it; latest first."""
    later = aliased(Message)
    answered_since = exists().where(
        later.ticket_id == Message.ticket_id,
        later.seq > Message.seq,
        later.kind == MESSAGE,
        later.agent_id.is_not(None),
    )
    rows = db.session.execute(
        select(Ticket.id, Ticket.subject)
        .join(Message, Message.ticket_id == Ticket.id)
        .join(Delivery, Delivery.message_id == Message.id)
        .where(
            Delivery.state.in_(("failed", "bounced")),
            Delivery.created_at > since,
            Message.automatic.is_(False),
            ~answered_since,
        )
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
        .limit(limit)
    )
    return [Undelivered(*row) for row in rows]


def is_stored(source_key: str) -> bool:
    """Whether we have this arrival, read or not."""
    found = select(InboundRaw.id).where(InboundRaw.source_key == source_key)
    return db.session.scalar(found) is not None


def ticket_of(channel: str, key: str) -> int | None:
    """The number of the ticket that a message is on; None where it was not read yet."""
    return db.session.scalar(
        select(Message.ticket_id).where(Message.channel == channel, Message.channel_key == key)
    )
