"""The one way out: a reply is a row, a worker leases it, sends it, and notes how it went."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select, update

from helpdesk.channels.base import Channel, DeliveryError, Outgoing, SomeRefused
from helpdesk.channels.email.senders import sender_of
from helpdesk.channels.files import files_of
from helpdesk.channels.models import Delivery
from helpdesk.channels.participants import copied_on
from helpdesk.channels.recipients import address_to, note_each, outstanding
from helpdesk.channels.registry import channel
from helpdesk.channels.signatures import below
from helpdesk.channels.trouble import NO_ADDRESS, NOT_SET_UP, POINTLESS
from helpdesk.channels.undo import pause_before_leaving
from helpdesk.config import settings
from helpdesk.db import changed, commit, db, now, publish, rollback
from helpdesk.events import DeliveryChanged, ReplyPosted
from helpdesk.people.models import Identity
from helpdesk.tickets.models import ACKNOWLEDGEMENT, MESSAGE, Message, Ticket

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)
NOT_SET_UP_PAUSE = timedelta(minutes=5)
# An acknowledgement that waited longer promises what is past.
WORTH_SAYING = timedelta(hours=6)
BATCH = 50


def post(happened: ReplyPosted) -> None:
    """Put the reply into the outbox, in the transaction that wrote it; notes never get here."""
    message = db.session.get_one(Message, happened.message_id)
    if message.is_note or message.is_incoming:
        raise ValueError("only an agent's reply may leave the house")
    ticket, by_mail = message.ticket, is_mail(message.channel)
    delivery = put_out(
        message,
        to=recipient_of(ticket),
        cc=copied_on(ticket, at=message.sent_at) if by_mail else (),
        pause=pause_before_leaving(message.channel),
    )
    if message.agent and by_mail:
        delivery.signature = below(message.agent, _language(delivery, ticket))


def put_out(
    message: Message,
    *,
    to: str | None,
    cc: Sequence[str] = (),
    lang: str | None = None,
    pause: timedelta = timedelta(0),
) -> Delivery:
    """Put a message of ours into the outbox, to leave after `pause`.

    One without an address has failed already.
    """
    message.channel_key = _new_key(message)
    delivery = Delivery(
        message_id=message.id,
        channel=message.channel,
        key=message.channel_key,
        recipient=to or "",
        lang=lang,
        state="waiting" if to else "failed",
        error=None if to else NO_ADDRESS,
        next_try_at=message.sent_at + pause,
        created_at=message.sent_at,
    )
    if to and is_mail(message.channel):
        address_to(delivery, [to, *cc], now=message.sent_at)
    db.session.add(delivery)
    return delivery


def is_mail(channel_name: str) -> bool:
    """Whether answers on this channel leave as mail."""
    return channel(channel_name).identity == "email"


def deliver_waiting() -> int:
    """Send every reply whose time has come; gives how many were tried."""
    count = 0
    while due := _due(now()):
        for delivery_id in due:
            deliver_one(delivery_id)
        count += len(due)
    return count


def deliver_one(delivery_id: int) -> None:
    """Lease one reply, send it, note the outcome; whoever comes second finds it taken."""
    fence = _lease(delivery_id, now=now())
    if fence is None:
        return
    delivery = db.session.get_one(Delivery, delivery_id)
    road, pointless = channel(delivery.channel), _is_pointless(delivery, at=now())
    try:
        outgoing = _outgoing(delivery)
    except OSError as error:
        # A disk in trouble; the mail must not leave without a file that it speaks of.
        rollback()
        unread = DeliveryError(f"An attachment cannot be read: {error}", permanent=False)
        _note_outcome(delivery_id, fence, _Outcome(error=unread))
        return
    # The connection goes back to the pool: sending may take minutes.
    rollback()
    _note_outcome(delivery_id, fence, _NOT_NEEDED if pointless else _send(road, outgoing))


def pause_after(attempt: int) -> timedelta:
    """How long to wait after the attempt-th failure: doubling, an hour at most."""
    return min(FIRST_PAUSE * 2 ** min(attempt - 1, 12), LONGEST_PAUSE)


@dataclass(frozen=True)
class _Outcome:
    """How sending went: the receipt of those it was taken for, the errors of all others."""

    receipt: str = ""
    errors: Mapping[str, DeliveryError] = field(default_factory=dict)
    # What stands in the way of all of them at once.
    error: DeliveryError | None = None


_NOT_NEEDED = _Outcome(error=DeliveryError(POINTLESS, permanent=True))
_NOT_READY = _Outcome(error=DeliveryError(NOT_SET_UP, permanent=False))


def _send(road: Channel, outgoing: Outgoing) -> _Outcome:
    if not road.is_ready() and not (outgoing.sender and outgoing.sender.host):
        return _NOT_READY
    try:
        return _Outcome(receipt=road.send(outgoing))
    except SomeRefused as partly:
        return _Outcome(receipt=partly.receipt, errors=partly.refused)
    except DeliveryError as error:
        return _Outcome(error=error)


def _is_pointless(delivery: Delivery, *, at: datetime) -> bool:
    """Whether an acknowledgement would come when nobody wonders any more whether we have it."""
    message = delivery.message
    return message.automatic and (not message.ticket.is_open or at - message.sent_at > WORTH_SAYING)


def _due(at: datetime) -> list[int]:
    found = list(
        db.session.scalars(
            select(Delivery.id)
            .where(
                Delivery.state == "waiting",
                Delivery.next_try_at <= at,
                or_(Delivery.lease_until.is_(None), Delivery.lease_until < at),
            )
            # In the index's own order: by id, SQLite reads all that was ever sent to find the next.
            .order_by(Delivery.next_try_at, Delivery.id)
            .limit(BATCH)
        )
    )
    rollback()
    return found


def _lease(delivery_id: int, *, now: datetime) -> int | None:
    """The fence under which we may work on it, or None where another worker does."""
    taken = changed(
        update(Delivery)
        .where(
            Delivery.id == delivery_id,
            Delivery.state == "waiting",
            or_(Delivery.lease_until.is_(None), Delivery.lease_until < now),
        )
        .values(lease_until=now + LEASE, fence=Delivery.fence + 1, attempt=Delivery.attempt + 1)
    )
    if not taken:
        rollback()
        return None
    fence = db.session.scalar(select(Delivery.fence).where(Delivery.id == delivery_id))
    commit()
    return fence


def _note_outcome(delivery_id: int, fence: int, outcome: _Outcome) -> None:
    """Save how it went, unless our lease ran out and another worker took over."""
    still_ours = changed(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.fence == fence, Delivery.state == "waiting")
        .values(lease_until=None)
    )
    if still_ours:
        delivery = db.session.get_one(Delivery, delivery_id, populate_existing=True)
        _note(delivery, outcome, at=now())
        publish(
            DeliveryChanged(
                delivery.message.ticket_id, delivery.message_id, failed=delivery.state == "failed"
            )
        )
    commit()


def _note(delivery: Delivery, outcome: _Outcome, *, at: datetime) -> None:
    """Without a mail server a reply waits for ever; else trying ends after GIVE_UP_AFTER."""
    unready = outcome is _NOT_READY
    hopeless = not unready and at - delivery.created_at > GIVE_UP_AFTER
    if delivery.recipients:
        errors = outcome.errors
        if outcome.error:
            errors = dict.fromkeys(outstanding(delivery), outcome.error)
        note_each(delivery, errors, hopeless=hopeless, now=at)
    elif outcome.error:
        delivery.error = str(outcome.error)[:2000]
        delivery.state = "failed" if outcome.error.permanent or hopeless else "waiting"
    else:
        delivery.state, delivery.error = "sent", None
    if delivery.state == "waiting":
        delivery.next_try_at = at + (NOT_SET_UP_PAUSE if unready else pause_after(delivery.attempt))
    if outcome.receipt:
        delivery.receipt, delivery.sent_at = outcome.receipt[:400], delivery.sent_at or at
    if delivery.error:
        log.warning("reply not delivered", attempt=delivery.attempt, error=delivery.error)


def recipient_of(ticket: Ticket) -> str | None:
    """Where the reply goes; None where we made the sender's address up ourselves."""
    address = db.session.scalar(
        select(Identity.value)
        .where(
            Identity.customer_id == ticket.customer_id,
            Identity.kind == channel(ticket.channel).identity,
        )
        .order_by(Identity.id)
        .limit(1)
    )
    return None if address and address.endswith("@invalid") else address


def _new_key(message: Message) -> str:
    """A mail's key is its Message-ID, so that the customer's reply leads back here."""
    unique = uuid.uuid4().hex
    if is_mail(message.channel):
        sender = sender_of(message.ticket.mailbox)
        address = sender.address if sender else settings().mail_address
        return f"<{unique}@{address.rpartition('@')[2]}>"
    return unique


def _outgoing(delivery: Delivery) -> Outgoing:
    message = delivery.message
    ticket = message.ticket
    thread = _earlier_keys(message)
    return Outgoing(
        key=delivery.key,
        recipient=delivery.recipient,
        recipient_name=ticket.customer.name,
        cc=delivery.cc,
        envelope=outstanding(delivery),
        sender_name=message.agent.name if message.agent else "",
        subject=ticket.subject,
        text=message.text,
        html=message.html,
        automatic=message.automatic,
        files=files_of(message) if is_mail(delivery.channel) else (),
        signature=delivery.signature,
        language=_language(delivery, ticket),
        ticket_id=ticket.id,
        answers=thread[-1] if thread else None,
        thread=thread,
        sent_at=message.sent_at,
        sender=sender_of(ticket.mailbox),
    )


def _language(delivery: Delivery, ticket: Ticket) -> str:
    return delivery.lang or ticket.customer.language or settings().default_locale


def _earlier_keys(message: Message) -> tuple[str, ...]:
    """The channel's ids of what was said before, oldest first; the last 20 are enough."""
    found = db.session.scalars(
        select(Message.channel_key)
        .where(
            Message.ticket_id == message.ticket_id,
            Message.seq < message.seq,
            Message.kind.in_((MESSAGE, ACKNOWLEDGEMENT)),
            Message.channel_key.is_not(None),
        )
        .order_by(Message.seq.desc())
        .limit(20)
    )
    return tuple(reversed([key for key in found if key]))
