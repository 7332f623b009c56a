"""Deleted mail and that of blocked senders goes for good in time; how long it stays is a choice."""

from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from helpdesk.channels.models import InboundRaw
from helpdesk.channels.suspension.models import (
    BLOCKED,
    DELETED,
    WAITING,
    SuspendedMail,
    SuspensionChoice,
)
from helpdesk.db import changed, db, now

# Days; the owner chooses one of them.
SPANS = (7, 30, 90, 365)
DAYS = 30
_ROW = 1


def days_kept() -> int:
    """For how many days it stays; DAYS until an owner chooses."""
    row = db.session.get(SuspensionChoice, _ROW)
    return row.days if row else DAYS


def keep_for(days: int) -> None:
    """Choose one of SPANS; raises ValueError for another."""
    if days not in SPANS:
        raise ValueError(f"{days} is none of {SPANS}")
    db.session.merge(SuspensionChoice(id=_ROW, days=days))


def forget_suspended() -> int:
    """Let go of what was deleted or blocked and has had its days; gives how many mails went.

    The arrival's row stays without its bytes, so that the same mail does not come again.
    """
    is_over = SuspendedMail.received_at < now() - timedelta(days=days_kept())
    is_blocked = (SuspendedMail.state == WAITING) & (SuspendedMail.reason == BLOCKED)
    gone = is_over & or_(SuspendedMail.state == DELETED, is_blocked)
    emptied = update(InboundRaw).where(InboundRaw.id.in_(select(SuspendedMail.raw_id).where(gone)))
    changed(emptied.values(body=b"", state="purged"))
    return changed(delete(SuspendedMail).where(gone))
