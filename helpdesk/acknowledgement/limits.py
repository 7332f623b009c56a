"""How much we say by ourselves at most, so that machines that answer each other fall silent."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from helpdesk.acknowledgement.models import Acknowledgement
from helpdesk.db import db
from helpdesk.tickets.models import ACKNOWLEDGEMENT, Message, Ticket

MOST_ON_A_TICKET, ON_A_TICKET_FOR = 5, timedelta(days=1)
MOST_OF_ALL, OF_ALL_FOR = 50, timedelta(minutes=1)


def may_say_more(ticket: Ticket, *, now: datetime) -> bool:
    """Whether one more automatic mail stays below both limits; what is beyond is never said."""
    of_all = db.session.scalar(
        select(func.count())
        .select_from(Acknowledgement)
        .where(Acknowledgement.at > now - OF_ALL_FOR, Acknowledgement.at <= now)
    )
    on_it = db.session.scalar(
        select(func.count()).where(
            Message.ticket_id == ticket.id,
            Message.kind == ACKNOWLEDGEMENT,
            Message.sent_at > now - ON_A_TICKET_FOR,
        )
    )
    return (of_all or 0) < MOST_OF_ALL and (on_it or 0) < MOST_ON_A_TICKET
