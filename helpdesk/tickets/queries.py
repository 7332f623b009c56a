"""What screens ask about tickets: the queue in its one order, and one ticket with all it says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, literal, select, true, tuple_
from sqlalchemy.orm import joinedload

from helpdesk.db import Moment, db
from helpdesk.people.models import Agent, Customer, Identity
from helpdesk.tickets.models import Attachment, Entry, Message, Ticket

VIEWS = ("open", "mine", "pending", "closed")
PAGE = 50
COUNTED = 99
OTHERS = 5


class InboxRow(NamedTuple):
    """A ticket as the list shows it: plain values, nothing that asks the database again."""

    id: int
    channel: str
    subject: str
    preview: str
    why: list[dict[str, Any]]
    topic: str
    urgency: int
    lane: int
    due_at: datetime
    state: str
    last_message_at: datetime
    customer: str
    assignee: str | None
    doubt: list[str] | None


class Line(NamedTuple):
    """A message as the conversation shows it; the mail as it was sent is fetched on its own.

    `is_other` tells that another than the ticket's customer wrote it, `is_colleague` that its
    address is one by which somebody of the shop signs in.
    """

    id: int
    seq: int
    is_note: bool
    is_incoming: bool
    agent_id: int | None
    author: str
    text: str
    quoted: str | None
    has_html: bool
    has_original: bool
    automatic: bool
    claim: str | None
    is_other: bool
    is_colleague: bool
    sent_at: datetime
    attachments: list[Attachment]


class OtherTicket(NamedTuple):
    """Another ticket of the same customer."""

    id: int
    channel: str
    title: str
    state: str
    urgency: int
    last_message_at: datetime


@dataclass(frozen=True)
class Conversation:
    """One ticket: what was said, what was done, and what else its customer asked."""

    ticket: Ticket
    lines: list[Line]
    entries: list[Entry]
    others: list[OtherTicket] = field(default_factory=list)
    followers: list[int] = field(default_factory=list)

    @property
    def may_be_forged(self) -> bool:
        """Whether the mail that opened the ticket is, by its domain's own rules, of another."""
        return any(line.claim == "failed" for line in self.lines)

    @property
    def customer_name(self) -> str:
        """The customer's name, else an address; "" for a chat visitor without either."""
        authors = (line.author for line in self.lines if line.is_incoming)
        return self.ticket.customer.name or next(authors, "")

    @property
    def told(self) -> list[Line | Entry]:
        """Messages and the timeline's entries as one story, oldest first."""
        moments: list[tuple[datetime, int, Line | Entry]] = [
            *((line.sent_at, 1, line) for line in self.lines),
            *((entry.at, _place_beside_messages(entry), entry) for entry in self.entries),
        ]
        return [told for _, _, told in sorted(moments, key=lambda moment: moment[:2])]


def queue(
    view: str,
    agent_id: int,
    *,
    topic: str | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> list[InboxRow]:
    """One page of a view of VIEWS: open ones by lane and turn, others latest first.

    `topic` leaves only tickets of that topic; `after` is the id of the ticket above the page, none
    for the first page.
    """
    rows = _in_view(select(*_row_columns()), view, agent_id)
    if topic is not None:
        rows = rows.where(Ticket.topic == topic)
    if after is not None:
        rows = rows.where(_below(view, after))
    rows = rows.join(Customer).outerjoin(Agent, Agent.id == Ticket.assignee_id)
    return [InboxRow(*row) for row in db.session.execute(rows.order_by(*_order(view)).limit(limit))]


def counts(agent_id: int) -> dict[str, int]:
    """How many tickets stand in each view that is worked off; COUNTED + 1 means "more".

    Counting stops there, so that a long queue costs no more than a short one.
    """
    views = ("open", "mine", "pending")
    asked = [
        select(func.count())
        .select_from(_in_view(select(Ticket.id), view, agent_id).limit(COUNTED + 1).subquery())
        .scalar_subquery()
        for view in views
    ]
    return dict(zip(views, db.session.execute(select(*asked)).one(), strict=True))


def ticket_of(ticket_id: int) -> Ticket | None:
    """The ticket with its customer and its agent."""
    return db.session.scalar(
        select(Ticket)
        .where(Ticket.id == ticket_id)
        .options(joinedload(Ticket.customer), joinedload(Ticket.assignee).lazyload(Agent.roles))
    )


def conversation(ticket: Ticket) -> Conversation:
    """All that was said and done on `ticket`, in a fixed number of queries."""
    return Conversation(
        ticket=ticket,
        lines=_lines(ticket),
        entries=_entries(ticket.id),
        others=_others(ticket),
        followers=_followers(ticket.id),
    )


def _row_columns() -> tuple[Any, ...]:
    return (
        Ticket.id,
        Ticket.channel,
        Ticket.subject,
        Ticket.preview,
        Ticket.why,
        Ticket.topic,
        Ticket.urgency,
        Ticket.lane,
        Ticket.due_at,
        Ticket.state,
        Ticket.last_message_at,
        _shown_name(),
        Agent.name,
        Ticket.doubt,
    )


def _shown_name() -> Any:
    """The customer's name, else an address; a chat visitor without a name has neither."""
    address = (
        select(func.min(Identity.value))
        .where(Identity.customer_id == Customer.id, Identity.kind != "visitor")
        .correlate(Customer)
        .scalar_subquery()
    )
    return case((Customer.name != "", Customer.name), else_=func.coalesce(address, ""))


def _in_view(asked: Select[Any], view: str, agent_id: int) -> Select[Any]:
    if view == "mine":
        return asked.where(Ticket.state == "open", Ticket.assignee_id == agent_id)
    return asked.where(Ticket.state == view)


def _order(view: str) -> tuple[Any, ...]:
    if view in ("open", "mine"):
        return Ticket.lane, Ticket.turn_at, Ticket.id
    return Ticket.last_message_at.desc(), Ticket.id.desc()


def _below(view: str, after: int) -> Any:
    """What stands below the ticket `after`, wherever that ticket has moved to meanwhile."""
    place = (Ticket.lane, Ticket.turn_at, Ticket.last_message_at, Ticket.id)
    found = db.session.execute(select(*place).where(Ticket.id == after)).one_or_none()
    if found is None:
        return true()
    if view in ("open", "mine"):
        here = tuple_(found.lane, literal(found.turn_at, Moment), found.id)
        return tuple_(Ticket.lane, Ticket.turn_at, Ticket.id) > here
    here = tuple_(literal(found.last_message_at, Moment), found.id)
    return tuple_(Ticket.last_message_at, Ticket.id) < here


def _lines(ticket: Ticket) -> list[Line]:
    of_a_colleague = (
        select(Identity.id)
        .join(Agent, Agent.email == Identity.value)
        .where(Identity.customer_id == Message.customer_id)
        .exists()
    )
    rows = db.session.execute(
        select(
            Message.id,
            Message.seq,
            Message.kind == "note",
            Message.customer_id.is_not(None),
            Message.agent_id,
            func.coalesce(Agent.name, _shown_name()),
            Message.text,
            Message.quoted,
            Message.html.is_not(None),
            Message.raw_id.is_not(None),
            Message.automatic,
            Message.claim,
            Message.customer_id.is_not(None) & (Message.customer_id != ticket.customer_id),
            of_a_colleague,
            Message.sent_at,
        )
        .outerjoin(Agent, Agent.id == Message.agent_id)
        .outerjoin(Customer, Customer.id == Message.customer_id)
        .where(Message.ticket_id == ticket.id)
        .order_by(Message.seq)
    ).all()
    files = _attachments(ticket.id)
    return [Line._make([*row, files.get(row.id, [])]) for row in rows]


def _attachments(ticket_id: int) -> dict[int, list[Attachment]]:
    by_message: dict[int, list[Attachment]] = {}
    found = db.session.scalars(
        select(Attachment)
        .join(Message)
        .where(Message.ticket_id == ticket_id)
        .order_by(Attachment.id)
    )
    for attachment in found:
        by_message.setdefault(attachment.message_id, []).append(attachment)
    return by_message


def _entries(ticket_id: int) -> list[Entry]:
    return list(
        db.session.scalars(
            select(Entry)
            .where(Entry.ticket_id == ticket_id)
            .options(joinedload(Entry.agent).lazyload(Agent.roles))
            .order_by(Entry.at, Entry.id)
        )
    )


def _place_beside_messages(entry: Entry) -> int:
    """At the same moment, a ticket opens before its first message and closes after its last."""
    return 0 if entry.kind in ("opened", "reopened") else 2


def _followers(ticket_id: int) -> list[int]:
    asked = select(Ticket.id).where(Ticket.follows_id == ticket_id).order_by(Ticket.id)
    return list(db.session.scalars(asked))


def _others(ticket: Ticket) -> list[OtherTicket]:
    rows = db.session.execute(
        select(
            Ticket.id,
            Ticket.channel,
            case((Ticket.subject != "", Ticket.subject), else_=Ticket.preview),
            Ticket.state,
            Ticket.urgency,
            Ticket.last_message_at,
        )
        .where(Ticket.customer_id == ticket.customer_id, Ticket.id != ticket.id)
        .order_by(Ticket.last_message_at.desc(), Ticket.id.desc())
        .limit(OTHERS)
    )
    return [OtherTicket(*row) for row in rows]
