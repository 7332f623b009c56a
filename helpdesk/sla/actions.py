"""What happens to a ticket's clock: it starts, is met, is set anew, stops, runs out."""

from datetime import datetime

from sqlalchemy import select, update

from helpdesk.db import changed, db, now, publish
from helpdesk.events import (
    ClockBreached,
    MessageAttributed,
    MessageReceived,
    ReplyPosted,
    ReplyWithdrawn,
    TicketClosed,
    TicketReopened,
    VerdictCorrected,
)
from helpdesk.sla.clock import due
from helpdesk.sla.models import Clock
from helpdesk.sla.targets import minutes_for
from helpdesk.sla.turn import turn
from helpdesk.tickets.actions import note_entry
from helpdesk.tickets.models import Message, Ticket


def start(happened: MessageReceived) -> None:
    """A customer waits from now on, unless they wait already: then only urgency can hasten it.

    Their turn may come sooner all the same: what surrounds a message moves the score.
    """
    message = db.session.get_one(Message, happened.message_id)
    if message.automatic:
        return
    ticket = message.ticket
    clock = None if happened.opened else running(ticket.id)
    if clock is None:
        _start(ticket, first=happened.opened or not _had_clock(ticket.id), at=message.sent_at)
    elif ticket.urgency > clock.urgency:
        _set_anew(clock, ticket)
    else:
        _take_turn(ticket, clock)


def meet(happened: ReplyPosted) -> None:
    """A person answered: the wait is over."""
    clock = running(happened.ticket_id)
    if clock is not None:
        reply = db.session.get_one(Message, happened.message_id)
        clock.met_at = reply.sent_at
        clock.met_by_id = reply.agent_id


def unmeet(happened: ReplyWithdrawn) -> None:
    """The answer was taken back: the wait goes on as if it had never ended.

    A wait that began meanwhile is the same one.
    """
    met = db.session.scalar(
        select(Clock).where(
            Clock.ticket_id == happened.ticket_id,
            Clock.met_at == happened.sent_at,
            Clock.met_by_id == happened.by_id,
        )
    )
    if met is None:
        return
    if (begun_since := running(happened.ticket_id)) is not None:
        db.session.delete(begun_since)
    met.met_at = met.met_by_id = None
    ticket = db.session.get_one(Ticket, happened.ticket_id)
    if ticket.urgency > met.urgency:
        _set_anew(met, ticket)
    else:
        _take_turn(ticket, met)


def set_anew(happened: VerdictCorrected | MessageAttributed) -> None:
    """Another urgency, another target; the wait began when it began."""
    clock = running(happened.ticket_id)
    if clock is not None:
        _set_anew(clock, db.session.get_one(Ticket, happened.ticket_id))


def advance(happened: ClockBreached) -> None:
    """The score changed, the promise did not: only the turn comes sooner."""
    clock = running(happened.ticket_id)
    if clock is not None:
        _take_turn(db.session.get_one(Ticket, happened.ticket_id), clock)


def stop(happened: TicketClosed) -> None:
    """The matter was settled without an answer of ours; nobody waits any more."""
    clock = running(happened.ticket_id)
    if clock is not None:
        clock.stopped_at = happened.at
        clock.by_article = happened.by_article


def resume(happened: TicketReopened) -> None:
    """An agent took the matter up again: an answer is owed from now on."""
    if running(happened.ticket_id) is None:
        ticket = db.session.get_one(Ticket, happened.ticket_id)
        _start(ticket, first=not _had_clock(ticket.id), at=happened.at)


def tell_breaches() -> int:
    """Note every clock that ran out since the last look; gives how many."""
    late = (Clock.met_at.is_(None), Clock.stopped_at.is_(None), Clock.told_at.is_(None))
    ran_out = db.session.scalars(select(Clock).where(*late, Clock.due_at < now())).all()
    told = [clock for clock in ran_out if _is_ours_to_tell(clock)]
    for clock in told:
        ticket = db.session.get_one(Ticket, clock.ticket_id)
        note_entry(ticket, "overdue", by=None, now=clock.due_at)
        publish(ClockBreached(ticket.id, now()))
    return len(told)


def _is_ours_to_tell(clock: Clock) -> bool:
    """Every worker has a clock of its own; one of them changes the row."""
    telling = update(Clock).where(Clock.id == clock.id, Clock.told_at.is_(None))
    return changed(telling.values(told_at=now())) == 1


def running(ticket_id: int) -> Clock | None:
    """The ticket's clock that neither an answer nor a closing has ended."""
    return db.session.scalar(
        select(Clock).where(
            Clock.ticket_id == ticket_id, Clock.met_at.is_(None), Clock.stopped_at.is_(None)
        )
    )


def _start(ticket: Ticket, *, first: bool, at: datetime) -> None:
    clock = Clock(
        ticket_id=ticket.id,
        kind="first" if first else "next",
        channel=ticket.channel,
        urgency=ticket.urgency,
        started_at=at,
        due_at=due(at, minutes_for(ticket.channel, ticket.urgency)),
    )
    db.session.add(clock)
    _take_turn(ticket, clock)


def _set_anew(clock: Clock, ticket: Ticket) -> None:
    clock.urgency = ticket.urgency
    clock.due_at = due(clock.started_at, minutes_for(clock.channel, ticket.urgency))
    clock.told_at = None
    _take_turn(ticket, clock)


def _take_turn(ticket: Ticket, clock: Clock) -> None:
    ticket.due_at = clock.due_at
    ticket.turn_at = turn(
        clock.started_at, clock.due_at, score=ticket.score, urgency=ticket.urgency
    )


def _had_clock(ticket_id: int) -> bool:
    return (
        db.session.scalar(select(Clock.id).where(Clock.ticket_id == ticket_id).limit(1)) is not None
    )
