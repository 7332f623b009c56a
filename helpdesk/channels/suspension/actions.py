"""What a person decides about suspended mail: released, deleted, or put back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from helpdesk.channels.base import Incoming
from helpdesk.channels.intake import accept
from helpdesk.channels.models import InboundRaw
from helpdesk.channels.registry import channel
from helpdesk.channels.suspension.models import DELETED, RELEASED, WAITING, SuspendedMail
from helpdesk.db import changed, db
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import note_entry
from helpdesk.tickets.models import Ticket


def release(mail_ids: Collection[int], *, by: Agent, now: datetime) -> list[Ticket]:
    """Let these mails in as if they had never been held: each waits since it arrived.

    Gives their tickets, without those that somebody else decided about meanwhile.
    """
    found = db.session.scalars(
        select(SuspendedMail).where(SuspendedMail.id.in_(mail_ids)).order_by(SuspendedMail.id)
    ).all()
    tickets = []
    for mail in found:
        if _decide([mail.id], (WAITING, DELETED), RELEASED, by=by, now=now):
            tickets += _let_in(mail, by=by, now=now)
    return tickets


def discard(mail_ids: Collection[int], *, by: Agent, now: datetime) -> int:
    """Delete them; they can be put back until their days are over. Gives how many there were."""
    return _decide(mail_ids, (WAITING,), DELETED, by=by, now=now)


def put_back(mail_ids: Collection[int], *, by: Agent, now: datetime) -> int:
    """Undo discard(); gives how many wait again."""
    return _decide(mail_ids, (DELETED,), WAITING, by=by, now=now)


def senders_of(mail_ids: Collection[int]) -> list[str]:
    """Whose mails these are, each once."""
    senders = select(SuspendedMail.sender).where(SuspendedMail.id.in_(mail_ids)).distinct()
    return list(db.session.scalars(senders.order_by(SuspendedMail.sender)))


def _decide(
    mail_ids: Collection[int], was: tuple[str, ...], state: str, *, by: Agent, now: datetime
) -> int:
    """One statement, so that of two who decide at once only one does."""
    theirs = update(SuspendedMail).where(
        SuspendedMail.id.in_(mail_ids), SuspendedMail.state.in_(was)
    )
    return changed(theirs.values(state=state, decided_at=now, decided_by_id=by.id))


def _let_in(mail: SuspendedMail, *, by: Agent, now: datetime) -> list[Ticket]:
    raw = db.session.get_one(InboundRaw, mail.raw_id)
    tickets = []
    for item in channel(raw.source).receive(raw.body):
        if not isinstance(item, Incoming):
            continue
        message = accept(item, raw_id=raw.id, now=mail.received_at, is_trusted=True)
        if message is not None:
            note_entry(message.ticket, "released", by=by, now=now)
            tickets.append(message.ticket)
    return tickets
