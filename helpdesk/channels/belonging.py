"""To which ticket a message belongs, and what only looks as if it did.

The rule stands as a table in docs/channels.md: a token proves the ticket, a cited message proves
nothing of a stranger, a number in the subject nothing of anybody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.channels.base import FAILED, Incoming
from helpdesk.channels.email.subjects import bare_subject
from helpdesk.channels.own import is_unread
from helpdesk.channels.participants import reads_along
from helpdesk.channels.registry import channels_by
from helpdesk.db import db
from helpdesk.people.models import Customer
from helpdesk.tickets.models import Message, Ticket
from helpdesk.tickets.reopening import is_long_closed

# A chat or WhatsApp message after this long is a new matter; so is a mail with an old subject.
SAME_MATTER = timedelta(days=7)
SUBJECTS_COMPARED = 20


@dataclass(frozen=True)
class Belonging:
    """The `ticket` that a message joins; where none, it opens one, and the rest says beside what.

    `follows` is the long closed ticket that it goes on with; `cites` the number of one that it
    speaks of without a right to join; `resembles` that of one of the same subject.
    """

    ticket: Ticket | None = None
    follows: Ticket | None = None
    cites: int | None = None
    resembles: int | None = None


def belonging_of(incoming: Incoming, customer: Customer, *, now: datetime) -> Belonging:
    """Where a message of `customer` that came `now` stands."""
    if (aimed := _proven(incoming)) is not None:
        may_join = _may_join(incoming, customer, aimed, by_token=True)
    elif (aimed := _ticket_answered(incoming)) is not None:
        may_join = _may_join(incoming, customer, aimed, by_token=False)
    elif incoming.continues:
        return Belonging(ticket=_latest(incoming, customer, now=now))
    else:
        return Belonging(resembles=_same_subject(incoming, customer, now=now))
    return _joined(aimed, incoming, customer, now) if may_join else Belonging(cites=aimed.id)


def _may_join(incoming: Incoming, customer: Customer, ticket: Ticket, *, by_token: bool) -> bool:
    if incoming.proof == FAILED:
        return False
    if customer.id == ticket.customer_id or reads_along(ticket.id, incoming.sender):
        return True
    # A machine has the address where somebody signed up with it: its mail is for nobody here.
    return by_token and not (
        incoming.automatic or incoming.refuses_machines or is_unread(incoming.sender)
    )


def _joined(ticket: Ticket, incoming: Incoming, customer: Customer, now: datetime) -> Belonging:
    """The ticket, or what followed it; a new one where it has been closed for too long."""
    if incoming.automatic:
        return Belonging(ticket=ticket)
    while is_long_closed(ticket, now=now):
        later = _follower(ticket, customer)
        if later is None:
            return Belonging(follows=ticket)
        ticket = later
    return Belonging(ticket=ticket)


def _follower(ticket: Ticket, customer: Customer) -> Ticket | None:
    return db.session.scalar(
        select(Ticket)
        .where(Ticket.follows_id == ticket.id, Ticket.customer_id == customer.id)
        .where(Ticket.id > ticket.id)
        .order_by(Ticket.id.desc())
        .limit(1)
    )


def _proven(incoming: Incoming) -> Ticket | None:
    return db.session.get(Ticket, incoming.ticket_id) if incoming.ticket_id is not None else None


def _ticket_answered(incoming: Incoming) -> Ticket | None:
    """The ticket of the message it says it answers, the nearest ancestor first."""
    if not incoming.answers:
        return None
    asked = select(Message.channel_key, Message.ticket_id).where(
        Message.channel.in_(channels_by(incoming.sender_kind)),
        Message.channel_key.in_(incoming.answers),
    )
    tickets = {key: ticket_id for key, ticket_id in db.session.execute(asked)}  # noqa: C416 (rows are no pairs to mypy)
    nearest = next((key for key in incoming.answers if key in tickets), None)
    return db.session.get(Ticket, tickets[nearest]) if nearest else None


def _latest(incoming: Incoming, customer: Customer, *, now: datetime) -> Ticket | None:
    return db.session.scalar(
        select(Ticket)
        .where(
            Ticket.customer_id == customer.id,
            Ticket.channel == incoming.channel,
            Ticket.last_message_at > now - SAME_MATTER,
        )
        .order_by(Ticket.id.desc())
        .limit(1)
    )


def _same_subject(incoming: Incoming, customer: Customer, *, now: datetime) -> int | None:
    """The customer's latest open ticket of this subject, for a mail that lost its references."""
    subject = bare_subject(incoming.subject)
    says_nothing = incoming.answers or incoming.automatic or incoming.proof == FAILED
    if incoming.channel != "email" or says_nothing or not subject or customer.created_at >= now:
        return None
    rows = db.session.execute(
        select(Ticket.id, Ticket.subject)
        .where(
            Ticket.customer_id == customer.id,
            Ticket.state != "closed",
            Ticket.last_message_at > now - SAME_MATTER,
        )
        .order_by(Ticket.id.desc())
        .limit(SUBJECTS_COMPARED)
    )
    return next((row.id for row in rows if bare_subject(row.subject) == subject), None)
