"""What is done to a ticket: receive, acknowledge, reply, note, assign, close, reopen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from helpdesk.db import db, hold, publish
from helpdesk.events import (
    MessageReceived,
    NotePosted,
    ReplyPosted,
    TicketAssigned,
    TicketClosed,
    TicketReopened,
)
from helpdesk.people.models import Agent, Customer
from helpdesk.tickets.drafts import forget_words, send_with
from helpdesk.tickets.errors import AlreadyAnswered, EmptyText, TextTooLong
from helpdesk.tickets.models import (
    ACKNOWLEDGEMENT,
    BY_DUE_TIME,
    CANNOT_WAIT,
    MESSAGE,
    Entry,
    Message,
    Ticket,
)
from helpdesk.tickets.taking_back import standing_of

REPLY_LIMIT = 20_000
PREVIEW_LETTERS = 160
URGENT = 3
# Where nobody waits for an answer (an out-of-office note), the ticket still has a place.
NO_HURRY = timedelta(days=7)
# The same words again from the same agent, with nobody in between, are a second try: the first
# one's answer got lost on its way back.
SECOND_TRY = timedelta(minutes=10)


def open_ticket(
    customer: Customer,
    *,
    channel: str,
    subject: str,
    mailbox_id: int | None = None,
    now: datetime,
) -> Ticket:
    """A new ticket of `customer`, saved with its first message, which has to follow.

    It is answered in the name of the mailbox, where it came by one.
    """
    ticket = Ticket(
        customer_id=customer.id,
        channel=channel,
        subject=subject.strip()[:300],
        mailbox_id=mailbox_id,
        state="open",
        created_at=now,
        last_message_at=now,
        due_at=now + NO_HURRY,
        turn_at=now + NO_HURRY,
        last_seq=0,
    )
    db.session.add(ticket)
    note_entry(ticket, "opened", by=None, now=now)
    return ticket


def receive(
    ticket: Ticket,
    message: Message,
    *,
    by: Customer,
    now: datetime,
    files: int = 0,
    refuses_machines: bool = False,
) -> Message:
    """Take in what a customer wrote: it joins the ticket, which is open again.

    `message` comes unsaved, with text and channel facts; `files` is how many are yet to be kept
    with it. An automatic message (out of office) is kept but opens nothing: nobody waits for an
    answer to it.
    """
    opened = ticket.last_seq == 0
    if not opened:
        hold(ticket)
    message.kind, message.customer_id = MESSAGE, by.id
    _append(ticket, message, now=now)
    if opened or not message.automatic:
        if ticket.is_closed:
            note_entry(ticket, "reopened", by=None, now=now)
        ticket.state = "open"
    publish(
        MessageReceived(
            ticket.id,
            message.id,
            message.channel,
            opened,
            files=files,
            refuses_machines=refuses_machines,
        )
    )
    return message


def acknowledge(ticket: Ticket, text: str, *, html: str, now: datetime) -> Message:
    """Say by ourselves that the message is here; the customer waits on, and nothing is answered."""
    message = Message(
        kind=ACKNOWLEDGEMENT,
        channel=ticket.channel,
        text=text,
        html=html,
        automatic=True,
        sent_at=now,
    )
    _append(ticket, message, now=now)
    return message


def reply(
    ticket: Ticket,
    text: str,
    *,
    by: Agent,
    now: datetime,
    seen_seq: int | None = None,
    files: Sequence[str] = (),
) -> Message:
    """Answer the customer; the ticket then waits for them.

    `files` are the tokens of those that `by` put to it; `seen_seq` is the last message the agent
    had on the screen. Raises EmptyText, TextTooLong, or AlreadyAnswered where a colleague or the
    customer wrote after that. A second try (SECOND_TRY) sends nothing and gives the message of the
    first.
    """
    text = _fit(text)
    hold(ticket)
    if sent := _just_said(ticket, text, kind="message", by=by, now=now):
        return sent
    if seen_seq is not None and ticket.last_seq > seen_seq:
        raise AlreadyAnswered(ticket.last_seq)
    before = standing_of(ticket)
    message = _say(ticket, text, kind="message", by=by, now=now)
    message.before = before
    send_with(message, files, by=by)
    ticket.state = "pending"
    forget_words(ticket, of=by)
    if ticket.assignee_id is None:
        assign(ticket, by, by=by, now=now)
    publish(ReplyPosted(ticket.id, message.id, message.channel))
    return message


def note(ticket: Ticket, text: str, *, by: Agent, now: datetime) -> Message:
    """Leave a word for colleagues; it never leaves the house. Raises EmptyText, TextTooLong.

    A second try (SECOND_TRY) gives the note of the first.
    """
    text = _fit(text)
    hold(ticket)
    if kept := _just_said(ticket, text, kind="note", by=by, now=now):
        return kept
    message = _say(ticket, text, kind="note", by=by, now=now)
    publish(NotePosted(ticket.id, message.id))
    return message


def assign(ticket: Ticket, agent: Agent | None, *, by: Agent, now: datetime) -> None:
    """Give the ticket to `agent`, or to nobody."""
    chosen = agent.id if agent else None
    if chosen == ticket.assignee_id:
        return
    ticket.assignee_id = chosen
    note_entry(ticket, "assigned", by=by, now=now, name=agent.name if agent else None)
    publish(TicketAssigned(ticket.id))


def close(ticket: Ticket, *, by: Agent, now: datetime) -> None:
    """Settle the matter."""
    if ticket.is_closed:
        return
    ticket.state = "closed"
    note_entry(ticket, "closed", by=by, now=now)
    publish(TicketClosed(ticket.id, now))


def call_spam(ticket: Ticket, *, by: Agent, now: datetime) -> None:
    """Nobody waits for an answer to this: closed, and the timeline says why."""
    if ticket.is_closed:
        return
    ticket.state = "closed"
    note_entry(ticket, "spam", by=by, now=now)
    publish(TicketClosed(ticket.id, now))


def settle(ticket: Ticket, *, article: str, how: str, now: datetime) -> None:
    """The customer says that an article answered: closed, by nobody of the shop.

    `article` is its title, `how` what they said it by: "click" or "reply".
    """
    ticket.state = "closed"
    note_entry(ticket, "closed", by=None, now=now, article=article, how=how)
    publish(TicketClosed(ticket.id, now, by_article=True))


def reopen(ticket: Ticket, *, by: Agent, now: datetime) -> None:
    """Take a settled matter up again."""
    if not ticket.is_closed:
        return
    ticket.state = "open"
    note_entry(ticket, "reopened", by=by, now=now)
    publish(TicketReopened(ticket.id, now))


def place(
    ticket: Ticket, *, topic: str, urgency: int, score: float, why: list[dict[str, Any]]
) -> None:
    """Give the ticket its place in the queue as its words, or a person, would have it."""
    ticket.topic = topic
    ticket.base_score = score
    move(ticket, urgency=urgency, score=score, why=why)


def move(ticket: Ticket, *, urgency: int, score: float, why: list[dict[str, Any]]) -> None:
    """Move the ticket for what surrounds it; what its words gave it is kept (`base_score`).

    What cannot wait stands first, the rest by turn.
    """
    ticket.urgency = urgency
    ticket.score = score
    ticket.why = why
    ticket.lane = CANNOT_WAIT if urgency == URGENT else BY_DUE_TIME


def note_entry(ticket: Ticket, kind: str, *, by: Agent | None, now: datetime, **data: Any) -> Entry:
    """Write a line of the timeline."""
    entry = Entry(ticket=ticket, kind=kind, at=now, agent_id=by.id if by else None, data=data)
    db.session.add(entry)
    return entry


def _fit(text: str) -> str:
    """The text as it is kept; zero bytes, which no database takes, are left out."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise EmptyText
    if len(text) > REPLY_LIMIT:
        raise TextTooLong(REPLY_LIMIT)
    return text


def _just_said(ticket: Ticket, text: str, *, kind: str, by: Agent, now: datetime) -> Message | None:
    return db.session.scalar(
        select(Message).where(
            Message.ticket_id == ticket.id,
            Message.seq == ticket.last_seq,
            Message.kind == kind,
            Message.agent_id == by.id,
            Message.text == text,
            Message.sent_at > now - SECOND_TRY,
        )
    )


def _say(ticket: Ticket, text: str, *, kind: str, by: Agent, now: datetime) -> Message:
    message = Message(kind=kind, agent_id=by.id, channel=ticket.channel, text=text, sent_at=now)
    _append(ticket, message, now=now)
    return message


def _append(ticket: Ticket, message: Message, *, now: datetime) -> None:
    """Add to a ticket that is new or held, so that no other message takes the same place."""
    ticket.last_seq += 1
    message.ticket = ticket
    message.seq = ticket.last_seq
    db.session.add(message)
    if message.kind == MESSAGE:
        ticket.last_message_at = now
        ticket.preview = " ".join(message.text.split())[:PREVIEW_LETTERS]
    db.session.flush()
