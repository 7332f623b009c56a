"""The desk's socket: who may connect, and which ticket's news a page asks for."""

from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_security import current_user
from flask_socketio import join_room, leave_room

from helpdesk.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.web.live import DESK, EVERY_AGENT, socketio, ticket_room

# What a database's integer holds; asked for more, it would fail rather than find nothing.
_LARGEST_ID = 2**31 - 1


@socketio.on("connect", namespace=DESK)
def connect(_auth: Any = None) -> bool:
    """Only people of the shop, and only from the desk's own pages."""
    if not current_user.is_authenticated or not _from_own_page():
        return False
    join_room(EVERY_AGENT)
    return True


@socketio.on("watch", namespace=DESK)
def watch(asked: Any = None, *_rest: Any) -> dict[str, Any]:
    """News of one ticket, please."""
    if not current_user.is_authenticated:
        return {"ok": False, "error": "signed_out"}
    ticket_id = _ticket_id(asked)
    if ticket_id is None or db.session.get(Ticket, ticket_id) is None:
        return {"ok": False, "error": "no_such_ticket"}
    join_room(ticket_room(ticket_id))
    return {"ok": True}


@socketio.on("unwatch", namespace=DESK)
def unwatch(asked: Any = None, *_rest: Any) -> dict[str, Any]:
    """No more news of it."""
    ticket_id = _ticket_id(asked)
    if ticket_id is None:
        return {"ok": False, "error": "no_such_ticket"}
    leave_room(ticket_room(ticket_id))
    return {"ok": True}


@socketio.on("*", namespace=DESK)
def unknown(_event: str, *_args: Any) -> dict[str, Any]:
    """Anything else is refused by name; the connection goes on."""
    return {"ok": False, "error": "unknown_event"}


def _ticket_id(asked: Any) -> int | None:
    ticket_id = asked.get("ticket") if isinstance(asked, dict) else None
    if not isinstance(ticket_id, int) or isinstance(ticket_id, bool):
        return None
    return ticket_id if 0 < ticket_id <= _LARGEST_ID else None


def _from_own_page() -> bool:
    """Cookies travel with sockets from foreign pages too, so the page's origin is looked at."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.host
