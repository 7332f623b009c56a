"""How long a closed ticket waits for its customer: until then a reply reopens it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.db import db
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.models import Entry, ReopeningChoice, Ticket

DAYS, MOST_DAYS = 14, 3650
_ROW = 1


def days_to_reopen() -> int:
    """For how many days after the closing a reply reopens; 0 for ever."""
    with db.session.no_autoflush:
        row = db.session.get(ReopeningChoice, _ROW)
    return DAYS if row is None else row.days


def choose_days(days: int) -> None:
    """Let replies reopen for so many days, 0 for ever. Raises NoSuchChoice outside 0…MOST_DAYS."""
    if not 0 <= days <= MOST_DAYS:
        raise NoSuchChoice("days", days)
    db.session.merge(ReopeningChoice(id=_ROW, days=days))


def is_long_closed(ticket: Ticket, *, now: datetime) -> bool:
    """Whether a reply to `ticket` is a new matter by now."""
    if not ticket.is_closed:
        return False
    days = days_to_reopen()
    return days > 0 and _closed_at(ticket) < now - timedelta(days=days)


def _closed_at(ticket: Ticket) -> datetime:
    found = db.session.scalar(
        select(Entry.at)
        .where(Entry.ticket_id == ticket.id, Entry.kind == "closed")
        .order_by(Entry.id.desc())
        .limit(1)
    )
    return found or ticket.last_message_at
