"""Who reads along on a ticket besides its customer: copied in by them, or added by an agent."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from helpdesk.channels.base import Copied
from helpdesk.channels.claims import FAILED, KNOWN
from helpdesk.channels.models import Participant
from helpdesk.channels.own import is_ours, is_unread
from helpdesk.db import added, db, publish
from helpdesk.events import ParticipantsChanged
from helpdesk.people.models import Agent, Identity
from helpdesk.tickets.actions import note_entry
from helpdesk.tickets.errors import NoParticipant, TooManyParticipants
from helpdesk.tickets.models import Message, Ticket

MOST = 20
LONGEST_ADDRESS, LONGEST_NAME = 320, 200


def participants_of(ticket: Ticket) -> list[Participant]:
    """Those who get a copy of every reply, in the order in which they came."""
    return [each for each in _present(ticket.id) if not each.offered]


def offered_on(ticket: Ticket) -> list[Participant]:
    """Those whom an unproven mail named: they get nothing until an agent takes them in."""
    return [each for each in _present(ticket.id) if each.offered]


def reads_along(ticket_id: int, address: str) -> bool:
    """Whether mail of this address is mail of somebody on the ticket."""
    found = _row(ticket_id, address)
    return found is not None and found.removed_at is None and not found.offered


def copied_on(ticket: Ticket, *, at: datetime) -> tuple[str, ...]:
    """The addresses that get a copy of what was written `at`: nobody who came later, or left."""
    return tuple(each.address for each in participants_of(ticket) if each.added_at <= at)


def keep_copied(
    message: Message, copied: Iterable[Copied], *, claim: str | None, now: datetime
) -> None:
    """Keep whom the customer copied in: at once by a ticket's first mail or a proven one.

    A later mail that nothing proves only offers them to the agents, for it may be of somebody who
    wants to read along. Mail of others, of machines and of forgers names nobody, and no mail brings
    back whom an agent took out.
    """
    ticket = message.ticket
    if message.customer_id != ticket.customer_id or message.automatic or claim == FAILED:
        return
    wanted = list(dict.fromkeys(copied))
    if not wanted:
        return
    room = MOST - len(_present(ticket.id))
    customers_own = _addresses_of(message.customer_id)
    offered = message.seq > 1 and claim != KNOWN
    for each in wanted:
        if room <= 0:
            return
        if each.address not in customers_own and _may_read_along(each.address):
            room -= _keep(ticket, each, offered=offered, now=now)


def take_in(ticket: Ticket, address: str, *, by: Agent, now: datetime) -> Participant:
    """An agent has replies go to `address` too, whether a mail named it or not.

    Raises NoParticipant for an address of ours, the customer's or one that nobody reads, and
    TooManyParticipants(MOST).
    """
    address = address.strip().lower()
    if address in _addresses_of(ticket.customer_id) or not _may_read_along(address):
        raise NoParticipant(address)
    found = _row(ticket.id, address)
    if found is not None and found.removed_at is None and not found.offered:
        return found
    if (found is None or found.removed_at is not None) and len(_present(ticket.id)) >= MOST:
        raise TooManyParticipants(MOST)
    if found is None:
        _keep(ticket, Copied(address), offered=False, now=now)
        found = _row(ticket.id, address)
    if found is None:
        raise LookupError(address)
    found.offered, found.removed_at, found.added_at, found.added_by_id = False, None, now, by.id
    note_entry(ticket, "copied", by=by, now=now, address=address)
    publish(ParticipantsChanged(ticket.id))
    return found


def take_out(ticket: Ticket, participant_id: int, *, by: Agent, now: datetime) -> None:
    """An agent has replies go to this person no more; no mail brings them back."""
    found = db.session.get(Participant, participant_id)
    if found is None or found.ticket_id != ticket.id or found.removed_at is not None:
        return
    found.removed_at = now
    if not found.offered:
        note_entry(ticket, "uncopied", by=by, now=now, address=found.address)
    publish(ParticipantsChanged(ticket.id))


def _keep(ticket: Ticket, person: Copied, *, offered: bool, now: datetime) -> bool:
    """Whether the person is new to the ticket."""
    return added(
        Participant,
        ticket_id=ticket.id,
        address=person.address,
        name=person.name[:LONGEST_NAME],
        offered=offered,
        added_at=now,
    )


def _may_read_along(address: str) -> bool:
    is_too_long = len(address) > LONGEST_ADDRESS
    return not (is_too_long or is_ours(address) or is_unread(address))


def _present(ticket_id: int) -> list[Participant]:
    return list(
        db.session.scalars(
            select(Participant)
            .where(Participant.ticket_id == ticket_id, Participant.removed_at.is_(None))
            .order_by(Participant.id)
        )
    )


def _row(ticket_id: int, address: str) -> Participant | None:
    return db.session.scalar(
        select(Participant).where(
            Participant.ticket_id == ticket_id, Participant.address == address.lower()
        )
    )


def _addresses_of(customer_id: int | None) -> set[str]:
    asked = select(func.lower(Identity.value)).where(Identity.customer_id == customer_id)
    return set(db.session.scalars(asked))
