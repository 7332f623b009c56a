"""Sends once more, by a person's wish, what did not arrive: the same mail, perhaps elsewhere."""

from datetime import datetime

from helpdesk.channels.models import Delivery, DeliveryRecipient
from helpdesk.channels.recipients import address_to, settle
from helpdesk.db import hold, publish
from helpdesk.events import DeliveryAskedAgain


class NothingFailed(Exception):  # noqa: N818 (named as people say it)
    """What was to be sent again is on its way, or arrived."""


def send_again(delivery: Delivery, *, to: str, was: str, now: datetime) -> None:
    """Have the mail that did not reach `was` reach `to`, under the Message-ID it was born with.

    Whoever else it goes to is not written to again. Raises NothingFailed.
    """
    hold(delivery)
    lost = [each for each in delivery.recipients if each.address == was and _is_lost(each)]
    if delivery.state not in ("failed", "bounced") or (delivery.recipients and not lost):
        raise NothingFailed
    for each in lost:
        each.address, each.state, each.error, each.at = to, "waiting", None, now
    if delivery.recipient == was:
        delivery.recipient = to
    if not delivery.recipients and "@" in to:
        address_to(delivery, [to], now=now)
    delivery.state, delivery.error = "waiting", None
    settle(delivery)
    delivery.attempt, delivery.lease_until = 0, None
    delivery.created_at = delivery.next_try_at = now
    publish(DeliveryAskedAgain(delivery.message.ticket_id, delivery.message_id))


def _is_lost(recipient: DeliveryRecipient) -> bool:
    return recipient.state in ("failed", "bounced")
