"""What customers say of the article in their acknowledgement: that it answered, or that it did not.

Whoever says that it did closes the ticket; nothing of what came meanwhile is closed with it.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from helpdesk.acknowledgement.link import Named
from helpdesk.acknowledgement.models import HELPED, UNHELPED, Acknowledgement
from helpdesk.acknowledgement.thanks import says_it_helped
from helpdesk.db import db, hold, publish
from helpdesk.events import AnswersChanged, MessageReceived
from helpdesk.tickets.actions import note_entry, settle
from helpdesk.tickets.models import MESSAGE, Message, Ticket


class Standing(StrEnum):
    """How a ticket stands to its acknowledgement's article."""

    ASKS = "asks"  # nobody said anything since: the customer may
    HELPED = "helped"  # they said that it answered, and the ticket is closed by it
    UNHELPED = "unhelped"  # they said that it did not; a person answers
    ANSWERED = "answered"  # a person answered meanwhile
    WROTE_AGAIN = "wrote_again"  # there is more to answer than the article may have answered
    TAKEN_UP = "taken_up"  # they said that it answered, and the ticket is open all the same
    CLOSED = "closed"  # somebody of the shop closed it
    GONE = "gone"  # no such ticket any more, or another article


def asked_by(named: Named) -> Acknowledgement | None:
    """The acknowledgement that a link stands in; none where its ticket is gone."""
    found = db.session.get(Acknowledgement, named.ticket_id)
    # An article that was deleted meanwhile may have answered all the same.
    return found if found and found.article_id in (None, named.article_id) else None


def standing(acknowledgement: Acknowledgement | None, *, but: int = 0) -> Standing:
    """What is true by now; `but` is a message that came just now and is not looked at."""
    if acknowledgement is None or not acknowledgement.question:
        return Standing.GONE
    by_agent, by_customer = _written_since(acknowledgement, but)
    ticket = db.session.get_one(Ticket, acknowledgement.ticket_id)
    if by_agent:
        return Standing.ANSWERED
    if ticket.is_closed:
        return Standing.HELPED if acknowledgement.has_helped else Standing.CLOSED
    if by_customer:
        return Standing.WROTE_AGAIN
    said = {None: Standing.ASKS, UNHELPED: Standing.UNHELPED, HELPED: Standing.TAKEN_UP}
    return said[acknowledgement.said]


def say_helped(
    acknowledgement: Acknowledgement, *, how: str, now: datetime, but: int = 0
) -> Standing:
    """The customer was helped: the ticket is closed, where that is still all there is to it.

    `how` is "click" or "reply". Gives how things stand then; a second time changes nothing. Only
    words of the customer's own close again what was taken up again: these words may have done that.
    """
    ticket = hold(db.session.get_one(Ticket, acknowledgement.ticket_id))
    db.session.refresh(acknowledgement)
    before = standing(acknowledgement, but=but)
    closes = {Standing.ASKS, Standing.UNHELPED} | ({Standing.TAKEN_UP} if how == "reply" else set())
    if before not in closes:
        return before
    _note(acknowledgement, HELPED, how=how, now=now)
    settle(ticket, article=acknowledgement.question, how=how, now=now)
    return Standing.HELPED


def say_unhelped(acknowledgement: Acknowledgement, *, now: datetime) -> Standing:
    """The article was no help: that is kept and shown to the team, and the customer waits on."""
    ticket = hold(db.session.get_one(Ticket, acknowledgement.ticket_id))
    db.session.refresh(acknowledgement)
    before = standing(acknowledgement)
    if before is not Standing.ASKS:
        return before
    _note(acknowledgement, UNHELPED, how="click", now=now)
    note_entry(ticket, "unhelped", by=None, now=now, article=acknowledgement.question)
    publish(AnswersChanged(ticket.id))
    return Standing.UNHELPED


def by_reply(happened: MessageReceived) -> None:
    """A customer answered the acknowledgement with nothing but that it helped."""
    if happened.opened or happened.files or happened.channel != "email":
        return
    message = db.session.get_one(Message, happened.message_id)
    if message.automatic or message.customer_id != message.ticket.customer_id:
        return
    told = db.session.get(Acknowledgement, happened.ticket_id)
    if told is not None and says_it_helped(message.text, name=message.ticket.customer.name):
        say_helped(told, how="reply", now=message.sent_at, but=message.id)


def _note(acknowledgement: Acknowledgement, said: str, *, how: str, now: datetime) -> None:
    acknowledgement.said, acknowledgement.said_at, acknowledgement.said_by = said, now, how


def _written_since(acknowledgement: Acknowledgement, but: int) -> tuple[int, int]:
    """How many messages agents and customers wrote since; machines' do not count."""
    row = db.session.execute(
        select(func.count(Message.agent_id), func.count(Message.customer_id)).where(
            Message.ticket_id == acknowledgement.ticket_id,
            Message.id > acknowledgement.message_id,
            Message.id != but,
            Message.kind == MESSAGE,
            Message.automatic.is_(False),
        )
    ).one()
    return row[0], row[1]
