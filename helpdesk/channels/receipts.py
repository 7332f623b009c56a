"""What became of a reply, as its channel tells: the state only ever moves forward."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.channels.base import DELIVERY_STATES, Status
from helpdesk.channels.models import Delivery
from helpdesk.db import db, hold, publish
from helpdesk.events import DeliveryChanged


def note_status(status: Status, *, now: datetime) -> None:
    """Move the reply with this receipt on; an unknown receipt is passed over.

    Statuses come late, doubled and out of order: any order of the same ones ends the same.
    """
    delivery = db.session.scalar(
        select(Delivery).where(
            Delivery.channel == status.channel, Delivery.receipt == status.receipt
        )
    )
    if delivery is not None:
        move_on(delivery, status.state, error=status.error, now=now)


def move_on(delivery: Delivery, state: str, *, error: str = "", now: datetime) -> None:
    """Set `state` where it lies ahead; a failure only counts while nothing better is known."""
    hold(delivery)
    if not _is_ahead(delivery.state, state):
        return
    delivery.state = state
    delivery.error = error or None
    if delivery.sent_at is None and state != "failed":
        delivery.sent_at = now
    publish(DeliveryChanged(delivery.message.ticket_id, delivery.message_id))


def _is_ahead(present: str, wanted: str) -> bool:
    order = {state: rank for rank, state in enumerate(DELIVERY_STATES)}
    order["failed"] = order["bounced"] = order["sent"] + 0.5  # type: ignore[assignment]
    return order[wanted] > order[present]
