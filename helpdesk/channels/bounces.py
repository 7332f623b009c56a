"""Mail of ours that came back: the message and the address say so, and no ticket is moved."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.channels.base import Bounce
from helpdesk.channels.models import Delivery, DeliveryRecipient
from helpdesk.channels.recipients import settle
from helpdesk.channels.registry import channels_by
from helpdesk.db import db, hold, publish
from helpdesk.events import DeliveryChanged


def came_back(bounce: Bounce, *, now: datetime) -> bool:
    """Mark the mail that the report speaks of, and whom it did not reach; False where none is ours.

    Our Message-IDs cannot be guessed: whoever names one was sent it.
    """
    delivery = _spoken_of(bounce)
    if delivery is None:
        return False
    hold(delivery)
    for each in _missed(delivery, bounce):
        each.state, each.error, each.at = "bounced", bounce.words, now
    settle(delivery)
    publish(DeliveryChanged(delivery.message.ticket_id, delivery.message_id, failed=True))
    return True


def _spoken_of(bounce: Bounce) -> Delivery | None:
    found = db.session.scalars(
        select(Delivery).where(
            Delivery.channel.in_(channels_by("email")), Delivery.key.in_(bounce.keys)
        )
    )
    by_key = {delivery.key: delivery for delivery in found}
    return next((by_key[key] for key in bounce.keys if key in by_key), None)


def _missed(delivery: Delivery, bounce: Bounce) -> list[DeliveryRecipient]:
    """Those the report names; where it names others (a forwarding), the only one there is.

    Who is to be reached again by hand meanwhile is left alone: an old report speaks of before.
    """
    reached = [each for each in delivery.recipients if each.state in ("sent", "bounced")]
    named = [each for each in reached if each.address.lower() in bounce.recipients]
    if named or (bounce.recipients and len(delivery.recipients) > 1):
        return named
    return reached
