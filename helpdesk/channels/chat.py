"""The chat road: reads what a visitor's browser sends; an answer needs no post, it is fetched."""

import json
import re
from typing import Any

from helpdesk.channels.base import Incoming, Outgoing, Status, storable
from helpdesk.tickets.errors import EmptyText, TextTooLong

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
ADDRESS = re.compile(r"[^@\s<>,;:\"()]{1,64}@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"()]{2,}")
NAME_LIMIT, ADDRESS_LIMIT = 120, 254


class ShapeError(ValueError):
    """What a browser sent has not the shape we agreed on."""


class ChatChannel:
    """Messages of visitors in, and a receipt at once out: the stored row is the delivery."""

    name = "chat"
    identity = "visitor"
    settings_used: tuple[str, ...] = ()

    def receive(self, raw: bytes) -> list[Incoming | Status]:
        """The message in a JSON object with visitor, key, text and perhaps name.

        Raises ShapeError for any other shape, EmptyText for a message without words.
        """
        said = json.loads(raw)
        if not isinstance(said, dict) or not isinstance(said.get("visitor"), int):
            raise ShapeError("a chat message names its visitor by number")
        return [read(said["visitor"], said)]

    def send(self, outgoing: Outgoing) -> str:
        """The reply's own key as its receipt: the visitor's browser shows the stored row."""
        return outgoing.key

    def is_ready(self) -> bool:
        """Always; chat needs no settings."""
        return True


def read(visitor_id: int, said: Any, *, limit: int | None = None) -> Incoming:
    """What a visitor `said` (an object with key, text and perhaps name) as an Incoming.

    Raises ShapeError for another shape, EmptyText, or TextTooLong with the `limit` in letters.
    """
    if not isinstance(said, dict):
        raise ShapeError("a message is an object")
    text = words(said, "text").strip()
    key = words(said, "key")
    if not KEY.fullmatch(key):
        raise ShapeError("key has 8 to 64 letters, digits or dashes")
    if not text:
        raise EmptyText
    if limit is not None and len(text) > limit:
        raise TextTooLong(limit)
    return Incoming(
        channel=ChatChannel.name,
        key=f"{visitor_id}:{key}",
        sender_kind=ChatChannel.identity,
        sender=str(visitor_id),
        sender_name=words(said, "name").strip()[:NAME_LIMIT],
        text=text,
        continues=True,
    )


def words(said: dict[str, Any], field: str) -> str:
    """The text in a `field` that may be missing; raises ShapeError where it is no text."""
    value = said.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ShapeError(f"{field} is text")
    return storable(value)


def address(said: dict[str, Any]) -> str:
    """The mail address in `said`, or "" for none; raises ShapeError for what cannot be one."""
    given = words(said, "email").strip()
    if given and (len(given) > ADDRESS_LIMIT or not ADDRESS.fullmatch(given)):
        raise ShapeError("email is a mail address")
    return given
