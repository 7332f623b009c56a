"""The one way in: raw first, then read; a repeat is dropped, an unreadable one is shown."""

import hashlib
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from helpdesk.channels.base import Channel, File, Incoming, NotNow, Status
from helpdesk.channels.belonging import belonging_of
from helpdesk.channels.bounces import came_back
from helpdesk.channels.claims import FAILED, level_of
from helpdesk.channels.files import attach
from helpdesk.channels.models import InboundRaw
from helpdesk.channels.participants import keep_copied
from helpdesk.channels.receipts import note_status
from helpdesk.channels.registry import channel
from helpdesk.channels.suspension.queue import suspend
from helpdesk.channels.suspension.suspicion import suspicion
from helpdesk.db import added, changed, commit, db, now, rollback
from helpdesk.mailboxes.queries import mailbox_of
from helpdesk.people.actions import meet
from helpdesk.people.models import Customer
from helpdesk.tickets.actions import note_entry, open_ticket, receive
from helpdesk.tickets.models import Message, Ticket

log = structlog.get_logger()

BATCH = 50
UNREADABLE_KEY = "unreadable:"
UNREADABLE = (
    "This message could not be read by the helpdesk. The original is attached.\n"
    "تعذّرت قراءة هذه الرسالة. الأصل مرفق كما وصل."
)


def store(
    source: str, source_key: str, body: bytes, *, mailbox_id: int | None = None, now: datetime
) -> bool:
    """Keep what a channel handed us, unread; gives whether it is new.

    `mailbox_id` is the mailbox it was fetched from, unless that is the settings file's.
    Nothing may be acknowledged to the outside before this is committed.
    """
    return added(
        InboundRaw,
        source=source,
        source_key=source_key,
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        received_at=now,
        mailbox_id=mailbox_id,
    )


def read_waiting() -> int:
    """Read all that came in and was not read yet, each in a transaction; gives how many."""
    count = last = 0
    while waiting := _waiting(after=last):
        for raw_id in waiting:
            read_one(raw_id)
        count, last = count + len(waiting), waiting[-1]
    return count


def read_at_once(source_key: str) -> None:
    """Read one arrival now, for somebody who waits to hear its ticket's number.

    Where that fails the sweep finds it: it is stored.
    """
    raw_id = db.session.scalar(select(InboundRaw.id).where(InboundRaw.source_key == source_key))
    rollback()
    if raw_id is not None:
        read_one(raw_id)


def read_one(raw_id: int) -> None:
    """Turn one raw arrival into messages, once, whoever else tries the same.

    Where the database fails, or nobody can read now, the arrival stays unread for the next sweep:
    it is not at fault.
    """
    try:
        try:
            _read(raw_id)
        except IntegrityError:
            # The same message came by two ways at once; now the other one is there to be seen.
            rollback()
            _read(raw_id)
    except (OperationalError, NotNow):
        rollback()
        log.exception("arrival not read yet", raw_id=raw_id)
    except Exception as error:
        rollback()
        log.exception("unreadable arrival", raw_id=raw_id)
        _show_unreadable(raw_id, error)


def accept(
    incoming: Incoming,
    *,
    raw_id: int | None = None,
    mailbox_id: int | None = None,
    now: datetime,
    is_trusted: bool = False,
) -> Message | None:
    """Put one incoming message on the right ticket.

    A new ticket belongs to the mailbox it came by, else to the one it was addressed to. Gives None
    where we have it already, or where it is doubtful and waits for a person's word; `is_trusted`
    says that this was given. A report that a mail of ours did not arrive marks that mail, and is no
    message.
    """
    if _known(incoming) or (incoming.bounce and came_back(incoming.bounce, now=now)):
        return None
    if raw_id is not None and not is_trusted and (why := suspicion(incoming)):
        suspend(incoming, why, raw_id=raw_id, now=now)
        return None
    customer = meet(incoming.sender_kind, incoming.sender, name=incoming.sender_name, now=now)
    claim = level_of(incoming, is_known=customer.created_at < now)
    ticket = _ticket_for(incoming, customer, mailbox_id=mailbox_id, now=now)
    message = Message(
        channel=incoming.channel,
        channel_key=incoming.key[:400],
        subject=incoming.subject[:300],
        text=incoming.text,
        quoted=incoming.quoted,
        html=incoming.html,
        automatic=incoming.automatic,
        claim=claim,
        sent_at=now,
        raw_id=raw_id,
    )
    receive(
        ticket,
        message,
        by=customer,
        now=now,
        files=len(incoming.files),
        # The sender of a forged mail wrote nothing, and wants no answer of a machine.
        refuses_machines=incoming.refuses_machines or claim == FAILED,
    )
    keep_copied(message, incoming.copied, claim=claim, now=now)
    for file in incoming.files:
        attach(message, file)
    return message


def _ticket_for(
    incoming: Incoming, customer: Customer, *, mailbox_id: int | None, now: datetime
) -> Ticket:
    """The ticket that the message joins, or a new one that says what it only seems to belong to."""
    belongs = belonging_of(incoming, customer, now=now)
    if belongs.ticket is not None:
        return belongs.ticket
    ticket = open_ticket(
        customer,
        channel=incoming.channel,
        subject=incoming.subject,
        mailbox_id=mailbox_id or mailbox_of(incoming.addressed_to),
        now=now,
    )
    if belongs.follows is not None:
        ticket.follows_id = belongs.follows.id
    if belongs.cites is not None:
        note_entry(ticket, "cites", by=None, now=now, number=belongs.cites)
    if belongs.resembles is not None:
        note_entry(ticket, "resembles", by=None, now=now, number=belongs.resembles)
    return ticket


def _waiting(*, after: int) -> list[int]:
    found = list(
        db.session.scalars(
            select(InboundRaw.id)
            .where(InboundRaw.state == "new", InboundRaw.id > after)
            .order_by(InboundRaw.id)
            .limit(BATCH)
        )
    )
    rollback()
    return found


def _read(raw_id: int) -> None:
    raw = db.session.execute(
        select(
            InboundRaw.source, InboundRaw.body, InboundRaw.received_at, InboundRaw.mailbox_id
        ).where(InboundRaw.id == raw_id, InboundRaw.state == "new")
    ).one_or_none()
    if raw is None:
        return
    # Reading happens before the claim: the database's write place is not held meanwhile.
    items = channel(raw.source).receive(raw.body)
    if not _claim(raw_id, "read"):
        rollback()
        return
    for item in items:
        if isinstance(item, Status):
            note_status(item, now=now())
        else:
            accept(item, raw_id=raw_id, mailbox_id=raw.mailbox_id, now=raw.received_at)
    commit()


def _claim(raw_id: int, state: str, error: str | None = None) -> bool:
    """Whether it is ours: one row changes for one of all who try."""
    ours = changed(
        update(InboundRaw)
        .where(InboundRaw.id == raw_id, InboundRaw.state == "new")
        .values(state=state, error=error)
    )
    return ours == 1


def _show_unreadable(raw_id: int, error: Exception) -> None:
    raw = db.session.get(InboundRaw, raw_id)
    if raw is None or not _claim(raw_id, "failed", f"{type(error).__name__}: {error}"[:2000]):
        rollback()
        return
    unreadable = _unreadable(channel(raw.source), raw)
    accept(unreadable, raw_id=raw_id, mailbox_id=raw.mailbox_id, now=raw.received_at)
    commit()


def _unreadable(source: Channel, raw: InboundRaw) -> Incoming:
    name = "original.eml" if source.name == "email" else "original.json"
    return Incoming(
        channel=source.name,
        key=UNREADABLE_KEY + raw.sha256,
        sender_kind=source.identity,
        sender=f"unreadable-{raw.sha256[:12]}@invalid",
        subject="Unreadable message · رسالة تعذّرت قراءتها",
        text=UNREADABLE,
        files=(File(name, "application/octet-stream", raw.body),),
    )


def _known(incoming: Incoming) -> bool:
    return (
        db.session.scalar(
            select(Message.id).where(
                Message.channel == incoming.channel, Message.channel_key == incoming.key[:400]
            )
        )
        is not None
    )
