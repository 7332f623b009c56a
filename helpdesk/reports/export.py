"""The rows behind the figures, for a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from helpdesk.assist.models import Correction, Verdict
from helpdesk.db import db
from helpdesk.people.models import Agent, Customer
from helpdesk.reports.period import Period
from helpdesk.reports.queries import within
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Message, Ticket

AT_ONCE = 1000


class Wait(NamedTuple):
    """One clock with the ticket it belongs to, all moments in UTC."""

    ticket_id: int
    subject: str
    customer: str
    channel: str
    urgency: int
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    met_by: str | None
    stopped_at: datetime | None
    by_article: bool

    @property
    def minutes(self) -> float | None:
        """How long the customer waited for the answer, in minutes; None where none came."""
        if self.met_at is None:
            return None
        return round((self.met_at - self.started_at).total_seconds() / 60, 1)

    def in_time(self, now: datetime) -> bool | None:
        """Whether the answer came in time; None where that cannot be said (see queries.py)."""
        if (self.met_at or self.stopped_at or now) > self.due_at:
            return False
        return True if self.met_at else None


def waits(period: Period) -> Iterator[Wait]:
    """Every first response of the period, oldest first, read in portions."""
    rows = db.session.execute(
        select(
            Clock.ticket_id,
            Ticket.subject,
            Customer.name,
            Clock.channel,
            Clock.urgency,
            Clock.started_at,
            Clock.due_at,
            Clock.met_at,
            Agent.name,
            Clock.stopped_at,
            Clock.by_article,
        )
        .join(Ticket, Ticket.id == Clock.ticket_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .outerjoin(Agent, Agent.id == Clock.met_by_id)
        .where(within(period))
        .order_by(Clock.started_at, Clock.id)
        .execution_options(yield_per=AT_ONCE)
    )
    return (Wait._make(row) for row in rows)


class Corrected(NamedTuple):
    """One correction with the message it was made at, and who made it; the moment in UTC."""

    at: datetime
    ticket_id: int
    subject: str
    text: str
    channel: str
    language: str
    variety: str
    field: str
    was: str
    now: str
    by: str
    model: str


def corrections(period: Period) -> Iterator[Corrected]:
    """Every correction made within the period, oldest first, read in portions."""
    rows = db.session.execute(
        select(
            Correction.at,
            Correction.ticket_id,
            Ticket.subject,
            Message.text,
            Ticket.channel,
            Verdict.language,
            Verdict.variety,
            Correction.field,
            Correction.was,
            Correction.now,
            Agent.name,
            Verdict.model,
        )
        .join(Ticket, Ticket.id == Correction.ticket_id)
        .join(Agent, Agent.id == Correction.agent_id)
        .outerjoin(Message, Message.id == Correction.message_id)
        .outerjoin(Verdict, Verdict.message_id == Correction.message_id)
        .where(Correction.at >= period.since, Correction.at < period.until)
        .order_by(Correction.at, Correction.id)
        .execution_options(yield_per=AT_ONCE)
    )
    return (Corrected._make(row) for row in rows)
