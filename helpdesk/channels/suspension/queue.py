"""The queue of doubtful mail: put there, looked at, counted."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from helpdesk.channels.base import Incoming
from helpdesk.channels.suspension.models import BLOCKED, DELETED, WAITING, SuspendedMail
from helpdesk.channels.suspension.suspicion import Suspicion
from helpdesk.db import added, db

# The lists of the page: what is to be decided, what blocked senders wrote, what was deleted.
LISTS = ("doubtful", "blocked", "deleted")
SHOWN = 100
COUNTED = 99
LONGEST_TEXT = 5_000


def suspend(incoming: Incoming, why: Suspicion, *, raw_id: int, now: datetime) -> None:
    """Have this mail wait for a person's word; one that came by another road waits already."""
    added(
        SuspendedMail,
        raw_id=raw_id,
        key=incoming.key[:400],
        sender=incoming.sender[:320],
        sender_name=incoming.sender_name[:200],
        subject=incoming.subject[:300],
        text=incoming.text[:LONGEST_TEXT],
        reason=why.reason,
        detail=why.detail[:320],
        received_at=now,
        state=WAITING,
    )


def suspended(which: str) -> list[SuspendedMail]:
    """The newest of a list of LISTS, at most SHOWN."""
    order = (SuspendedMail.received_at.desc(), SuspendedMail.id.desc())
    return list(
        db.session.scalars(
            select(SuspendedMail).where(*_in_list(which)).order_by(*order).limit(SHOWN)
        )
    )


def counts() -> dict[str, int]:
    """How many mails stand in each list."""
    asked = [select(func.count(SuspendedMail.id)).where(*_in_list(each)) for each in LISTS]
    row = db.session.execute(select(*(each.scalar_subquery() for each in asked))).one()
    return dict(zip(LISTS, row, strict=True))


def doubtful_count() -> int:
    """How many wait for a person's word, for the bar; COUNTED + 1 means "more"."""
    few = select(SuspendedMail.id).where(*_in_list("doubtful")).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(few)) or 0


def _in_list(which: str) -> tuple[ColumnElement[bool], ...]:
    if which == "deleted":
        return (SuspendedMail.state == DELETED,)
    is_blocked = SuspendedMail.reason == BLOCKED
    return SuspendedMail.state == WAITING, is_blocked if which == "blocked" else ~is_blocked
