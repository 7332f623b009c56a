"""The recipients of one mail, each with an outcome of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from helpdesk.channels.base import DeliveryError
from helpdesk.channels.models import Delivery, DeliveryRecipient


def address_to(delivery: Delivery, addresses: Iterable[str], *, now: datetime) -> None:
    """Have the mail reach `addresses`, each once."""
    delivery.recipients = [
        DeliveryRecipient(address=each[:320], state="waiting", at=now)
        for each in dict.fromkeys(addresses)
        if each
    ]


def outstanding(delivery: Delivery) -> tuple[str, ...]:
    """Whom it still has to reach."""
    return tuple(each.address for each in delivery.recipients if each.state == "waiting")


def note_each(
    delivery: Delivery, errors: Mapping[str, DeliveryError], *, hopeless: bool, now: datetime
) -> None:
    """Keep how it went for each it had to reach; `errors` by address, none where it was taken.

    An error that may pass leaves its recipient waiting, unless all is `hopeless`.
    """
    for each in delivery.recipients:
        if each.state != "waiting":
            continue
        error = errors.get(each.address)
        if error is None:
            each.state, each.error, each.at = "sent", None, now
        else:
            each.error, each.at = str(error)[:2000], now
            each.state = "failed" if error.permanent or hopeless else "waiting"
    settle(delivery)


def settle(delivery: Delivery) -> None:
    """The mail's own state: waiting while anybody is to be reached, then the worst of all."""
    for state in ("waiting", "bounced", "failed", "sent"):
        those = [each for each in delivery.recipients if each.state == state]
        if those:
            delivery.state = state
            delivery.error = next((each.error for each in those if each.error), None)
            return
