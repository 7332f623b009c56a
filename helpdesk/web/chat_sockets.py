"""The chat's socket: what a visitor's browser may say, each in a few lines."""

from typing import Any

import structlog
from flask import request, session
from flask_socketio import ConnectionRefusedError, emit, join_room

from helpdesk.channels import visitors
from helpdesk.channels.chat import ShapeError
from helpdesk.config import settings
from helpdesk.db import commit, now, rollback
from helpdesk.sla.waits import usual_minutes
from helpdesk.tickets.errors import EmptyText, TextTooLong
from helpdesk.web.live import CHAT, socketio, visitor_room

log = structlog.get_logger()

_ME = "visitor"
_LARGEST_SEQ = 2**31 - 1
_WORDS = {
    EmptyText: "empty",
    TextTooLong: "too_long",
    visitors.TooFast: "too_fast",
    visitors.NoChat: "no_chat",
    ShapeError: "wrong_shape",
}


@socketio.on("connect", namespace=CHAT)
def connect(auth: Any = None) -> None:
    """Pages of the shop only; the visitor is known by the token, or new."""
    if not _from_the_shop():
        raise ConnectionRefusedError("foreign_origin")
    told = auth if isinstance(auth, dict) else {}
    visitor, token = visitors.visitor_for(told.get("token")), None
    if visitor is None:
        visitor, token = visitors.welcome(told.get("lang"), now=now())
    session[_ME] = visitor.id
    join_room(visitor_room(visitor.id))
    hello = _hello(visitor.id, visitor.language)
    commit()
    emit("hello", hello | ({"token": token} if token else {}))


@socketio.on("send", namespace=CHAT)
def send(said: Any = None, *_rest: Any) -> dict[str, Any]:
    """A message; acknowledged once it is saved, however often it is sent."""
    message = visitors.write(session[_ME], said, limit=settings().chat_limit, now=now())
    receipt = {
        "ticket": message.ticket_id,
        "seq": message.seq,
        "id": message.id,
        "at": message.sent_at.isoformat(timespec="milliseconds"),
    }
    commit()
    return {"ok": True, **receipt}


@socketio.on("introduce", namespace=CHAT)
def introduce(said: Any = None, *_rest: Any) -> dict[str, Any]:
    """Who the visitor is, told of their own accord."""
    visitors.introduce(session[_ME], said, now=now())
    commit()
    return {"ok": True}


@socketio.on("since", namespace=CHAT)
def since(asked: Any = None, *_rest: Any) -> dict[str, Any]:
    """What the browser missed."""
    lines = visitors.messages_since(session[_ME], _seq(asked))
    return {"ok": True, "messages": [line.as_shown() for line in lines]}


@socketio.on("seen", namespace=CHAT)
def seen(asked: Any = None, *_rest: Any) -> dict[str, Any]:
    """The visitor has read so far."""
    visitors.see(session[_ME], _seq(asked), now=now())
    commit()
    return {"ok": True}


@socketio.on("*", namespace=CHAT)
def unknown(_event: str, *_args: Any) -> dict[str, Any]:
    """Anything else is refused by name; the connection goes on."""
    return {"ok": False, "error": "unknown_event"}


@socketio.on_error(namespace=CHAT)
def refuse(error: Exception) -> dict[str, Any]:
    """What went wrong, as a word the browser knows; nothing of our insides."""
    rollback()
    word = next((word for kind, word in _WORDS.items() if isinstance(error, kind)), None)
    if word is None:
        log.exception("chat event failed", chat_event=request.event["message"])  # type: ignore[attr-defined]
    if request.event["message"] == "connect":  # type: ignore[attr-defined]
        raise ConnectionRefusedError("unavailable")
    return {"ok": False, "error": word or "unavailable", **_facts(error)}


def _hello(visitor_id: int, language: str | None) -> dict[str, Any]:
    ticket = visitors.chat_of(visitor_id)
    lines = visitors.messages_since(visitor_id, 0)
    return {
        "ticket": ticket.id if ticket else None,
        "messages": [line.as_shown() for line in lines],
        "shop": settings().shop_name,
        "lang": language,
        "limit": settings().chat_limit,
        "minutes": usual_minutes("chat", now=now()),
    }


def _facts(error: Exception) -> dict[str, int]:
    if isinstance(error, TextTooLong):
        return {"limit": error.args[0]}
    if isinstance(error, visitors.TooFast):
        return {"limit": visitors.MESSAGES_A_MINUTE, "wait": error.args[0]}
    return {}


def _seq(asked: Any) -> int:
    seq = asked.get("seq") if isinstance(asked, dict) else None
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq <= _LARGEST_SEQ:
        raise ShapeError("seq is a number from 0")
    return seq


def _from_the_shop() -> bool:
    """Browsers name the page's origin; only on GETs to the page's own server they may not."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return origin in settings().shop_origins
