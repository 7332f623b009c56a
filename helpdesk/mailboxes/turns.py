"""Whose turn it is at a mailbox: one worker has it by a lease, and its fence guards what it saves.

Each step is one statement; whoever calls them commits.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from helpdesk.db import changed, db
from helpdesk.mailboxes.models import Mailbox
from helpdesk.mailboxes.pace import pause_after

LEASE = timedelta(seconds=90)
_LONGEST_ERROR = 2000


def take(mailbox_id: int, *, now: datetime) -> int | None:
    """The fence under which we may fetch from it, or None: another does, or it is off or gone."""
    free = or_(Mailbox.lease_until.is_(None), Mailbox.lease_until < now)
    taken = changed(
        update(Mailbox)
        .where(Mailbox.id == mailbox_id, Mailbox.is_on, free)
        .values(lease_until=now + LEASE, fence=Mailbox.fence + 1)
    )
    if not taken:
        return None
    return db.session.scalar(select(Mailbox.fence).where(Mailbox.id == mailbox_id))


def keep(mailbox_id: int, fence: int, *, now: datetime) -> bool:
    """Renew the lease; gives whether it is still ours: not gone, off, changed or taken over."""
    return _note(mailbox_id, fence, lease_until=now + LEASE)


def move(mailbox_id: int, fence: int, *, uidvalidity: int, uid: int, now: datetime) -> bool:
    """Stand behind the mail that was stored; gives whether the lease, now renewed, is ours."""
    return _note(mailbox_id, fence, uidvalidity=uidvalidity, last_uid=uid, lease_until=now + LEASE)


def note_success(mailbox_id: int, fence: int, *, now: datetime, again_in: timedelta) -> bool:
    """All was fetched; the trouble there was is over. Gives whether the lease is still ours."""
    begun = select(Mailbox.connected_at).where(Mailbox.id == mailbox_id)
    since = db.session.scalar(begun) or now
    return _note(
        mailbox_id, fence, connected_at=since, checked_at=now, next_try_at=now + again_in,
        trouble=None, error=None, failures=0,
    )  # fmt: skip


def note_failure(
    mailbox_id: int, fence: int, *, now: datetime, trouble: str, error: str
) -> timedelta | None:
    """It failed at the step `trouble`; gives how long it is left alone, None where not ours."""
    failures = db.session.scalar(select(Mailbox.failures).where(Mailbox.id == mailbox_id))
    pause = pause_after((failures or 0) + 1, trouble)
    ours = _note(
        mailbox_id, fence, connected_at=None, checked_at=now, next_try_at=now + pause,
        trouble=trouble, error=error[:_LONGEST_ERROR], failures=Mailbox.failures + 1,
    )  # fmt: skip
    return pause if ours else None


def leave(mailbox_id: int, fence: int) -> None:
    """Give the lease back, so that whoever comes next need not wait for its end."""
    _note(mailbox_id, fence, lease_until=None)


def call(*mailbox_ids: int, now: datetime) -> None:
    """Have them looked into at once, whatever pause they are in, by whoever has the turn."""
    changed(update(Mailbox).where(Mailbox.id.in_(mailbox_ids)).values(next_try_at=now))


def is_on(mailbox_id: int, *, now: datetime) -> bool:
    """Whether it is there and on, `now` as at any time."""
    found = select(Mailbox.id).where(Mailbox.id == mailbox_id, Mailbox.is_on)
    return db.session.scalar(found) is not None


def is_due(mailbox_id: int, *, now: datetime) -> bool:
    """Whether it is on and its time has come."""
    due = or_(Mailbox.next_try_at.is_(None), Mailbox.next_try_at <= now)
    found = select(Mailbox.id).where(Mailbox.id == mailbox_id, Mailbox.is_on, due)
    return db.session.scalar(found) is not None


def _note(mailbox_id: int, fence: int, **values: Any) -> bool:
    ours = (Mailbox.id == mailbox_id, Mailbox.fence == fence, Mailbox.is_on)
    return changed(update(Mailbox).where(*ours).values(**values)) == 1
