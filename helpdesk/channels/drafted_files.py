"""Files that an agent puts to a reply before it is sent: kept at once, within a mail's limits."""

import mimetypes
import secrets
from datetime import datetime

from sqlalchemy import delete

from helpdesk.channels.email.names import safe_name
from helpdesk.channels.files import keep
from helpdesk.config import settings
from helpdesk.db import changed, db, hold
from helpdesk.people.models import Agent
from helpdesk.tickets.drafts import files_kept
from helpdesk.tickets.models import DraftFile, Ticket

MOST_FILES = 20
# Base64 makes three bytes four and breaks lines; the words of the mail need room too.
SHARE_OF_A_MAIL = 0.72
_UNTOLD = "application/octet-stream"


class NoRoom(Exception):  # noqa: N818 (named as people say it)
    """A file that cannot go with the reply: `why` is empty, too_many or too_large."""

    def __init__(self, why: str) -> None:
        """`why` as the class says."""
        super().__init__(why)
        self.why = why


def room() -> int:
    """How many bytes all files of one reply may have together."""
    return int(settings().mail_limit_mb * 1_000_000 * SHARE_OF_A_MAIL)


def put_to(ticket: Ticket, name: str, data: bytes, *, by: Agent, now: datetime) -> DraftFile:
    """Keep a file for the next reply of `by` on `ticket`. Raises NoRoom.

    What it is, is told by the ending of its name; what a browser claims is not passed on.
    """
    if not data:
        raise NoRoom("empty")
    hold(ticket)
    there = files_kept(ticket, of=by)
    if len(there) >= MOST_FILES:
        raise NoRoom("too_many")
    if sum(each.size for each in there) + len(data) > room():
        raise NoRoom("too_large")
    called = safe_name(name)
    file = DraftFile(
        token=secrets.token_urlsafe(24),
        ticket_id=ticket.id,
        agent_id=by.id,
        name=called,
        content_type=_type_of(called),
        size=len(data),
        sha256=keep(data),
        at=now,
    )
    db.session.add(file)
    db.session.flush()
    return file


def take_off(ticket: Ticket, token: str, *, by: Agent) -> None:
    """Let a file go; one that is gone already is no matter."""
    changed(
        delete(DraftFile).where(
            DraftFile.token == token, DraftFile.ticket_id == ticket.id, DraftFile.agent_id == by.id
        )
    )


def _type_of(name: str) -> str:
    """A mail inside a mail would be read as a part of ours, so it goes as mere bytes."""
    told = mimetypes.guess_type(name)[0] or _UNTOLD
    return _UNTOLD if told.startswith(("message/", "multipart/")) else told[:100]
