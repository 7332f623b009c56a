"""What screens ask about a ticket's clock."""

from sqlalchemy import select

from helpdesk.db import db
from helpdesk.sla.models import Clock


def clock_of(ticket_id: int) -> Clock | None:
    """The ticket's latest clock: the one that runs, else the one that ended last."""
    return db.session.scalar(
        select(Clock).where(Clock.ticket_id == ticket_id).order_by(Clock.id.desc()).limit(1)
    )
