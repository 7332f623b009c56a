"""Reads stored mail again, after an upgrade of the reader: messages change in their places."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select

from helpdesk.channels.base import File, Incoming
from helpdesk.channels.files import attach
from helpdesk.channels.intake import UNREADABLE_KEY
from helpdesk.channels.models import InboundRaw
from helpdesk.channels.registry import channel
from helpdesk.db import db, hold
from helpdesk.people.actions import meet
from helpdesk.people.models import Customer, Identity
from helpdesk.tickets.amending import amend, give_to
from helpdesk.tickets.models import MESSAGE, Attachment, Message, Ticket

KNOWN_STATES = ("read", "failed")


@dataclass(frozen=True)
class Reread:
    """What reading an arrival again came to: what changed on which ticket, or what was in the way.

    Without a ticket, the arrival had made no message: a repeat, dropped when it came.
    """

    raw_id: int
    ticket_id: int | None = None
    changes: tuple[str, ...] = ()
    trouble: str = ""


def chosen(
    ids: Iterable[int] = (), *, since: datetime | None = None, failed: bool = False
) -> list[int]:
    """Stored mails that were looked at before, the oldest first; all of them unless narrowed."""
    wanted = select(InboundRaw.id).where(
        InboundRaw.source == "email", InboundRaw.state.in_(["failed"] if failed else KNOWN_STATES)
    )
    if ids := tuple(ids):
        wanted = wanted.where(InboundRaw.id.in_(ids))
    if since:
        wanted = wanted.where(InboundRaw.received_at >= since)
    return list(db.session.scalars(wanted.order_by(InboundRaw.id)))


def reread(raw_id: int, *, dry_run: bool = False) -> Reread:
    """Read the arrival again and let its message say what it says now; `dry_run` only compares.

    The message keeps its place, its ticket and what followed from it; one that was unreadable
    becomes what it is, its sender's. Raises NotNow.
    """
    raw = db.session.get_one(InboundRaw, raw_id)
    message = db.session.scalar(
        select(Message).where(Message.raw_id == raw_id, Message.kind == MESSAGE)
    )
    if message is None:
        return Reread(raw_id)
    try:
        [said] = channel(raw.source).receive(raw.body)
    except ValueError as error:
        return Reread(raw_id, message.ticket_id, trouble=str(error))
    assert isinstance(said, Incoming)
    if _is_placeholder(message) and _is_there(said):
        return Reread(raw_id, message.ticket_id, trouble="it came by another way and was read then")
    told = _told(message, said)
    files_differ = _files_of(message) != {_digest(file) for file in said.files}
    changes = (*told, *(["attachments"] if files_differ else []))
    if changes and not dry_run:
        _change(raw, message, said, told)
    return Reread(raw_id, message.ticket_id, changes)


def _change(raw: InboundRaw, message: Message, said: Incoming, told: dict[str, Any]) -> None:
    hold(message.ticket)
    was = message.customer
    if told.pop("sender", None):
        customer = meet(said.sender_kind, said.sender, name=said.sender_name, now=raw.received_at)
        give_to(message, customer)
    _bring_files(message, said.files)
    raw.state, raw.error = "read", None
    amend(message, **told)
    if was and was.id != message.customer_id:
        _forget(was)


def _told(message: Message, said: Incoming) -> dict[str, Any]:
    """The columns that would be other ones than they are, and "sender" where we had none."""
    now: dict[str, Any] = {
        "subject": said.subject[:300],
        "text": said.text,
        "quoted": said.quoted,
        "html": said.html,
        "automatic": said.automatic,
    }
    told = {name: value for name, value in now.items() if getattr(message, name) != value}
    if _is_placeholder(message):
        told |= {"sender": said.sender, "channel_key": said.key[:400]}
    return told


def _is_placeholder(message: Message) -> bool:
    return (message.channel_key or "").startswith(UNREADABLE_KEY)


def _is_there(said: Incoming) -> bool:
    key = (Message.channel == said.channel, Message.channel_key == said.key[:400])
    return bool(db.session.scalar(select(exists().where(*key))))


def _files_of(message: Message) -> set[tuple[str, str, str]]:
    return {(each.name, each.content_type, each.sha256) for each in message.attachments}


def _digest(file: File) -> tuple[str, str, str]:
    return file.name[:200], file.content_type[:100], hashlib.sha256(file.data).hexdigest()


def _bring_files(message: Message, files: Iterable[File]) -> None:
    """Files that stay keep their rows, so that links to them stay good."""
    wanted = {_digest(file): file for file in files}
    there = _files_of(message)
    for row in list(message.attachments):
        if (row.name, row.content_type, row.sha256) not in wanted:
            db.session.execute(delete(Attachment).where(Attachment.id == row.id))
    for digest, file in wanted.items():
        if digest not in there:
            attach(message, file)
    db.session.flush()
    db.session.expire(message, ["attachments"])


def _forget(made_up: Customer) -> None:
    """The customer that stood for a sender we could not read, where nothing is theirs any more."""
    for kind in (Ticket, Message):
        if db.session.scalar(select(exists().where(kind.customer_id == made_up.id))):
            return
    db.session.execute(delete(Identity).where(Identity.customer_id == made_up.id))
    db.session.execute(delete(Customer).where(Customer.id == made_up.id))
