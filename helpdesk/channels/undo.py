"""The moment in which a reply by mail can still be taken back."""

from datetime import datetime, timedelta

from sqlalchemy import update

from helpdesk.channels.models import Delivery
from helpdesk.channels.registry import channels_by
from helpdesk.config import settings
from helpdesk.db import changed
from helpdesk.events import ReplyWithdrawn
from helpdesk.tickets.errors import AlreadySent


def pause_before_leaving(channel_name: str) -> timedelta:
    """How long a reply waits for second thoughts: mail alone, what is said in a chat is said."""
    waits = channel_name in channels_by("email")
    return timedelta(seconds=settings().undo_seconds if waits else 0)


def take_out(happened: ReplyWithdrawn) -> None:
    """Take the reply out of the outbox, which only one can: a worker by its lease, or we.

    Raises AlreadySent where a worker has it, or had.
    """
    ours = changed(
        update(Delivery)
        .where(
            Delivery.message_id == happened.message_id,
            Delivery.channel.in_(channels_by("email")),
            Delivery.state == "waiting",
            Delivery.attempt == 0,
            Delivery.lease_until.is_(None),
        )
        .values(state="withdrawn", fence=Delivery.fence + 1)
    )
    if not ours:
        raise AlreadySent


def seconds_left(delivery: Delivery, *, now: datetime) -> int:
    """For how many seconds it can still be taken back; 0 where it cannot."""
    if delivery.state != "waiting" or delivery.attempt or not delivery.recipients:
        return 0
    return max(0, round((delivery.next_try_at - now).total_seconds()))
