"""Gathers what surrounds a ticket, in two queries at most; a stranger's first message asks none."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from helpdesk.assist.models import Verdict
from helpdesk.assist.rules import Situation
from helpdesk.db import db
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Message, Ticket

LOOK_BACK = timedelta(days=90)
# A customer with more waits than this in LOOK_BACK is known well enough by the latest.
MOST_WAITS = 200
MOST_MESSAGES = 50
# Lines within so short a time of the one before are one contact: people write in bits in a chat,
# and send the forgotten attachment after their mail.
PAUSE = {
    "chat": timedelta(minutes=2),
    "whatsapp": timedelta(minutes=10),
    "email": timedelta(minutes=30),
    "form": timedelta(minutes=30),
}


class Wait(NamedTuple):
    """One wait of a customer, with the ticket it was on."""

    ticket_id: int
    state: str
    topic: str
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    stopped_at: datetime | None

    @property
    def runs(self) -> bool:
        """Whether the customer waits still."""
        return self.met_at is None and self.stopped_at is None

    @property
    def late_on(self) -> datetime | None:
        """When the answer came too late; None where it did not."""
        return self.met_at if self.met_at is not None and self.met_at > self.due_at else None


def gather(
    ticket: Ticket, *, now: datetime, written: Message | None = None, calm: bool = False
) -> Situation:
    """What is known around `ticket` at `now`; `written` is the message that came just now.

    `calm` tells that this message only thanks or praises; its verdict may not be saved yet.

    A matter that its customer brings up in several tickets counts its contacts over all of them
    that are open and of one topic.
    """
    waits = [] if _is_first(ticket, written) else _waits_of(ticket.customer_id, now)
    others = [each for each in waits if each.ticket_id != ticket.id and each.state == "open"]
    open_others = {each.ticket_id: each.topic for each in others}
    alike = [id_ for id_, topic in open_others.items() if topic == ticket.topic]
    besides = written.id if written is not None and calm else 0
    running = next((each for each in waits if each.ticket_id == ticket.id and each.runs), None)
    return Situation(
        now=now,
        channel=ticket.channel,
        contacts=_contacts([ticket.id, *alike], ticket.channel, besides) if running or alike else 1,
        waiting=max(now - running.started_at, timedelta(0)) if running else timedelta(0),
        promised=running.due_at - running.started_at if running else None,
        late_on=max((each.late_on for each in waits if each.late_on), default=None),
        others=len(open_others),
    )


def _is_first(ticket: Ticket, written: Message | None) -> bool:
    """Whether this is the first that we hear of its customer."""
    return (
        written is not None
        and written.seq == 1
        and written.customer is not None
        and written.customer.created_at >= ticket.created_at
    )


def _waits_of(customer_id: int, now: datetime) -> list[Wait]:
    """The customer's waits of late, and those that run, the latest first."""
    runs = Clock.met_at.is_(None) & Clock.stopped_at.is_(None)
    columns = (Clock.started_at, Clock.due_at, Clock.met_at, Clock.stopped_at)
    # The ticket's new place may wait to be saved with its clock.
    with db.session.no_autoflush:
        rows = db.session.execute(
            select(Ticket.id, Ticket.state, Ticket.topic, *columns)
            .join(Clock, Clock.ticket_id == Ticket.id)
            .where(Ticket.customer_id == customer_id)
            .where(or_(Clock.started_at > now - LOOK_BACK, runs))
            .order_by(Clock.id.desc())
            .limit(MOST_WAITS)
        )
        return [Wait(*row) for row in rows]


def _contacts(ticket_ids: list[int], channel: str, besides: int) -> int:
    """How many times the customer wrote without an answer: messages, taken together by PAUSE.

    The message `besides` does not count.
    """
    answer = aliased(Message)
    answered = (
        select(func.coalesce(func.max(answer.seq), 0))
        .where(answer.ticket_id == Message.ticket_id, answer.kind == "message")
        .where(answer.agent_id.is_not(None))
        .scalar_subquery()
    )
    written = select(Message.sent_at).where(
        Message.ticket_id.in_(ticket_ids),
        Message.customer_id.is_not(None),
        Message.automatic.is_(False),
        Message.seq > answered,
        Message.id != besides,
    )
    # Thanks and praise are no further try to reach us.
    asking = written.outerjoin(Verdict, Verdict.message_id == Message.id).where(
        or_(Verdict.message_id.is_(None), Verdict.topic != "feedback", Verdict.urgency > 0)
    )
    latest = asking.order_by(Message.sent_at.desc()).limit(MOST_MESSAGES)
    with db.session.no_autoflush:
        moments = db.session.scalars(latest).all()
    return 1 + sum(later - earlier >= PAUSE[channel] for later, earlier in pairwise(moments))
