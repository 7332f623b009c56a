"""What an agent has begun on a ticket and has not sent, where the browser alone might lose it."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from helpdesk.db import changed, db
from helpdesk.people.models import Agent
from helpdesk.tickets.models import Draft, Ticket

# Words that came back are in the browser within a moment; later they would be put before others.
KEPT = timedelta(minutes=10)


def keep_words(ticket: Ticket, text: str, *, by: Agent, now: datetime) -> None:
    """Keep the words of a reply that was taken back, until the next one is sent."""
    db.session.merge(Draft(ticket_id=ticket.id, agent_id=by.id, text=text, at=now))


def words_kept(ticket: Ticket, *, of: Agent, now: datetime) -> str:
    """The words that came back to `of` lately; "" where there are none."""
    found = db.session.get(Draft, (ticket.id, of.id))
    return found.text if found and found.at > now - KEPT else ""


def forget_words(ticket: Ticket, *, of: Agent) -> None:
    """They were sent, or others in their place."""
    changed(delete(Draft).where(Draft.ticket_id == ticket.id, Draft.agent_id == of.id))
