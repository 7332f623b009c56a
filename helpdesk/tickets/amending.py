"""A message that turns out to say something else than was read at first: changed in its place."""

from typing import Any

from helpdesk.db import db, hold, publish
from helpdesk.events import MessageAmended
from helpdesk.people.models import Customer
from helpdesk.tickets.actions import PREVIEW_LETTERS
from helpdesk.tickets.models import Message

WORDS = ("subject", "text", "automatic")


def amend(message: Message, **told: Any) -> None:
    """Give columns of `message` the values `told`; its ticket shows them where it showed the old.

    Nothing begins by it: no clock, no answer, no closed ticket opens. What its words decide is
    decided anew.
    """
    ticket = hold(message.ticket)
    said_by_ticket = ticket.subject == message.subject
    new_words = any(name in told and told[name] != getattr(message, name) for name in WORDS)
    for name, value in told.items():
        setattr(message, name, value)
    if message.seq == 1 and said_by_ticket:
        ticket.subject = message.subject
    if message.sent_at == ticket.last_message_at:
        ticket.preview = " ".join(message.text.split())[:PREVIEW_LETTERS]
    db.session.flush()
    publish(MessageAmended(ticket.id, message.id, new_words))


def give_to(message: Message, customer: Customer) -> None:
    """`customer` wrote it; a ticket that it opened is theirs too."""
    if message.seq == 1:
        message.ticket.customer_id = customer.id
    message.customer_id = customer.id
    db.session.flush()
    db.session.expire(message, ["customer"])
    db.session.expire(message.ticket, ["customer"])
