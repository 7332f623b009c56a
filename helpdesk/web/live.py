"""Tells open pages that there is news; each then asks for its part with its own rights."""

from typing import Any

from flask_socketio import SocketIO

from helpdesk.channels.undo import pause_before_leaving
from helpdesk.events import DeliveryChanged, ReplyPosted, TicketEvent
from helpdesk.jobs import wake

socketio = SocketIO()

DESK, CHAT = "/desk", "/chat"
EVERY_AGENT = "agents"


def ticket_room(ticket_id: int) -> str:
    """Agents who have this ticket open."""
    return f"ticket:{ticket_id}"


def visitor_room(visitor_id: int) -> str:
    """Every open tab of one visitor."""
    return f"visitor:{visitor_id}"


def inbox_changed(happened: TicketEvent) -> None:
    """The queue looks different for everybody."""
    _news(EVERY_AGENT, {"about": "inbox", "ticket": happened.ticket_id})


def ticket_changed(happened: TicketEvent) -> None:
    """A ticket looks different for those who have it open."""
    _news(ticket_room(happened.ticket_id), {"about": "ticket", "ticket": happened.ticket_id})


def trouble_changed(happened: DeliveryChanged) -> None:
    """What did not arrive is told above everybody's list."""
    if happened.failed:
        inbox_changed(happened)


def wake_delivery(happened: TicketEvent) -> None:
    """Something is in the outbox: a worker need not wait for the clock."""
    wake("deliver")


def wake_delivery_later(happened: ReplyPosted) -> None:
    """A reply may be taken back for a moment; a worker is woken when that is over."""
    pause = pause_before_leaving(happened.channel)
    wake("deliver", after=pause.total_seconds())


def _news(room: str, news: dict[str, Any]) -> None:
    socketio.emit("news", news, to=room, namespace=DESK)
