"""Polls the IMAP mailbox: each mail is saved raw, and only then is the position moved on."""

import hashlib
from datetime import date, datetime

import structlog

from helpdesk.channels.email.imap import fetch_new
from helpdesk.channels.intake import store
from helpdesk.channels.models import MailboxPosition
from helpdesk.config import Settings, settings
from helpdesk.db import commit, db, now, rollback
from helpdesk.jobs import wake

log = structlog.get_logger()


def poll() -> int:
    """Fetch what is new in the mailbox; gives how many mails were new to us.

    The position is the mailbox's own numbering (UIDVALIDITY, UID), committed with each mail, so
    that a killed poll goes on where it was. Trouble is kept for the settings page.
    """
    chosen = settings()
    if not chosen.imap_host:
        return 0
    name = f"{chosen.imap_username}@{chosen.imap_host}/{chosen.imap_folder}"[:320]
    try:
        count = _fetch(name, chosen)
    except Exception as error:
        rollback()
        log.warning("mailbox not polled", mailbox=name, error=str(error))
        _note_check(name, at=now(), error=f"{type(error).__name__}: {error}"[:2000])
        return 0
    _note_check(name, at=now(), error=None)
    if count:
        wake("read")
    return count


def _fetch(name: str, chosen: Settings) -> int:
    position = _position(name)
    count = 0
    for uidvalidity, uid, raw in fetch_new(
        _Imap(chosen), (position.uidvalidity, position.last_uid)
    ):
        digest = hashlib.sha256(raw).hexdigest()
        # The hash is in the key: a mailbox numbered anew brings the same mails again.
        count += store("email", f"mail:{digest}", raw, now=now())
        _move(name, uidvalidity, uid)
        commit()
    return count


def _position(name: str) -> MailboxPosition:
    found = db.session.get(MailboxPosition, name)
    if found is None:
        found = MailboxPosition(mailbox=name, last_uid=0)
        db.session.add(found)
        commit()
    return found


def _move(name: str, uidvalidity: int, uid: int) -> None:
    position = _position(name)
    position.uidvalidity = uidvalidity
    position.last_uid = uid


def _note_check(name: str, *, at: datetime, error: str | None) -> None:
    position = _position(name)
    position.checked_at = at
    position.error = error
    commit()


class _Imap:
    """The settings of the mailbox, in the shape that fetching wants them."""

    def __init__(self, chosen: Settings) -> None:
        self.host = chosen.imap_host
        self.port = chosen.imap_port
        self.username = chosen.imap_username
        self.password = chosen.imap_password
        self.ssl = chosen.imap_ssl
        self.folder = chosen.imap_folder
        self.since = date.fromisoformat(chosen.imap_since) if chosen.imap_since else None
        self.size_limit = chosen.mail_limit_mb * 1024 * 1024
        self.timeout = 60
