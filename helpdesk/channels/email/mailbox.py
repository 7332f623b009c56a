"""Fetches a mailbox's mail: each is saved raw, and only then is the position moved on."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from helpdesk.channels.email.access import NoKey
from helpdesk.channels.email.connecting import MailboxUnavailable
from helpdesk.channels.email.imap import Visit, visited
from helpdesk.channels.email.place import place_of
from helpdesk.channels.intake import store
from helpdesk.db import commit, db, now, rollback
from helpdesk.jobs import wake
from helpdesk.mailboxes import turns
from helpdesk.mailboxes.models import Mailbox
from helpdesk.mailboxes.pace import EVERY

log = structlog.get_logger()


class TurnLost(Exception):  # noqa: N818 (said of the turn)
    """The lease is not ours any more: removed, switched off, changed, or taken over."""


@dataclass(frozen=True)
class Turn:
    """A mailbox that is ours to fetch from, under a fence."""

    mailbox_id: int
    fence: int

    def keep(self) -> None:
        """Renew the lease, and save. Raises TurnLost."""
        self._save(turns.keep(self.mailbox_id, self.fence, now=now()))

    def note_success(self) -> None:
        """All there is was fetched. Raises TurnLost."""
        self._save(turns.note_success(self.mailbox_id, self.fence, now=now(), again_in=EVERY))

    def move(self, uidvalidity: int, uid: int) -> None:
        """Stand behind the mail that was stored, and save both. Raises TurnLost."""
        self._save(
            turns.move(self.mailbox_id, self.fence, uidvalidity=uidvalidity, uid=uid, now=now())
        )

    def _save(self, is_ours: bool) -> None:
        if not is_ours:
            rollback()
            raise TurnLost
        commit()


Stay = Callable[[Visit, Turn], bool]


def look_into(mailbox_id: int, *, stay: Stay | None = None) -> int:
    """Fetch what is new in a mailbox unless somebody is at it; gives how many mails were new to us.

    The position is the mailbox's own numbering (UIDVALIDITY, UID), committed with each mail, so
    that a killed fetch goes on where it was. Trouble is kept in the row. As long as `stay`, asked
    whenever all is fetched, says that there is more, it is fetched on the same connection.
    """
    fence = turns.take(mailbox_id, now=now())
    commit()
    if fence is None:
        return 0
    turn = Turn(mailbox_id, fence)
    try:
        return _visit(turn, stay)
    except TurnLost:
        return 0
    except Exception as error:
        rollback()
        _note_failure(turn, error)
        return 0
    finally:
        rollback()
        turns.leave(mailbox_id, fence)
        commit()


def _visit(turn: Turn, stay: Stay | None) -> int:
    mailbox = db.session.get_one(Mailbox, turn.mailbox_id, populate_existing=True)
    name, tickets_of = mailbox.address, mailbox.id if mailbox.from_settings is None else None
    place = place_of(mailbox)
    rollback()
    count = 0
    with visited(place) as visit:
        while True:
            count += _fetch(visit, turn, tickets_of)
            turn.note_success()
            if stay is None or not stay(visit, turn):
                log.debug("mailbox left", mailbox=name, new=count)
                return count


def _fetch(visit: Visit, turn: Turn, tickets_of: int | None) -> int:
    mailbox = db.session.get_one(Mailbox, turn.mailbox_id, populate_existing=True)
    position = (mailbox.uidvalidity, mailbox.last_uid)
    rollback()
    count = 0
    for uidvalidity, uid, raw in visit.fetch_new(position):
        digest = hashlib.sha256(raw).hexdigest()
        # The hash is in the key: a mailbox numbered anew brings the same mails again.
        count += store("email", f"mail:{digest}", raw, mailbox_id=tickets_of, now=now())
        turn.move(uidvalidity, uid)
    if count:
        wake("read")
    return count


def _note_failure(turn: Turn, error: Exception) -> None:
    said = str(error)
    if isinstance(error, MailboxUnavailable):
        trouble = error.step
    elif isinstance(error, NoKey):
        trouble = error.trouble
    else:
        trouble, said = "mailbox", f"{type(error).__name__}: {error}"
    pause = turns.note_failure(turn.mailbox_id, turn.fence, now=now(), trouble=trouble, error=said)
    commit()
    log.warning("mailbox not fetched", mailbox_id=turn.mailbox_id, trouble=trouble, error=said,
                again_in=str(pause))  # fmt: skip
