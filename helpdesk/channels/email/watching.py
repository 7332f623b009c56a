"""Watches every mailbox in a thread of its own (a greenlet, where `wsgi` prepared for them).

So a mailbox that is slow or broken holds up no other, and no job of the worker. A watch waits where
the server tells of new mail (IDLE), else for the next minute; which of several worker processes
fetches is settled by the lease in the row.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, current_app

from helpdesk.channels.email.connecting import MailboxUnavailable
from helpdesk.channels.email.imap import Visit
from helpdesk.channels.email.mailbox import Turn, look_into
from helpdesk.config import settings
from helpdesk.db import added, commit, now, rollback
from helpdesk.jobs import is_leaving
from helpdesk.mailboxes import turns
from helpdesk.mailboxes.models import Mailbox
from helpdesk.mailboxes.queries import mailboxes, name_in_settings

log = structlog.get_logger()

# How soon a watch hears that the process is to go, and that somebody wants a look at once.
HEARS_SECONDS = 1.0
ASKS_SECONDS = 3.0
KEEPS_SECONDS = 30.0
# A line that broke sooner was no line.
STEADY_SECONDS = 30.0
FAREWELL_SECONDS = 5.0


def keep_watch() -> None:
    """See to it that every mailbox that is on has a watch in this process."""
    watches = _watches()
    for mailbox_id in _mailboxes_on():
        if not is_leaving() and not (mailbox_id in watches and watches[mailbox_id].is_alive()):
            watches[mailbox_id] = _thread(_watch, mailbox_id)


def poll() -> None:
    """Look into every mailbox at once, and wait until all are done; for the command.

    One at which a worker is already is looked into by that one.
    """
    found = _mailboxes_on()
    turns.call(*found, now=now())
    commit()
    for each in [_thread(look_into, mailbox_id) for mailbox_id in found]:
        each.join()


def say_goodbye(app: Flask) -> None:
    """Wait a moment until the watches, which were told by is_leaving(), have left their mailboxes.

    One that has not is no harm: its lease runs out, and what it fetched is saved.
    """
    until = time.monotonic() + FAREWELL_SECONDS
    for each in app.extensions.get("watches", {}).values():
        each.join(max(0.0, until - time.monotonic()))


def _watches() -> dict[int, threading.Thread]:
    found: dict[int, threading.Thread] = current_app.extensions.setdefault("watches", {})
    return found


def _mailboxes_on() -> list[int]:
    """Every mailbox that is on; the settings file's gets its row here."""
    name = name_in_settings(settings())
    if name:
        added(Mailbox, from_settings=name, created_at=now())
        commit()
    found = [each.id for each in mailboxes() if each.is_on]
    rollback()
    return found


def _thread(task: Callable[[int], Any], mailbox_id: int) -> threading.Thread:
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            try:
                task(mailbox_id)
            except Exception:
                rollback()
                log.exception("watch ended", mailbox_id=mailbox_id)

    thread = threading.Thread(target=run, name=f"mailbox {mailbox_id}", daemon=True)
    thread.start()
    return thread


def _watch(mailbox_id: int) -> None:
    """Until the process leaves or the mailbox is off or gone; keep_watch() begins it anew."""
    while not is_leaving() and _asked(turns.is_on, mailbox_id):
        if _asked(turns.is_due, mailbox_id):
            look_into(mailbox_id, stay=_stay)
        _pause(ASKS_SECONDS)


def _asked(question: Callable[..., bool], mailbox_id: int) -> bool:
    answer = question(mailbox_id, now=now())
    rollback()
    return answer


def _pause(seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_leaving() and time.monotonic() < until:
        time.sleep(HEARS_SECONDS)


def _stay(visit: Visit, turn: Turn) -> bool:
    """Whether there is something to fetch on this connection; waits where the server tells of it.

    A line that breaks after a while is no trouble, as servers and the boxes between end them at
    will: the mailbox is entered anew at once.
    """
    if not visit.is_told or is_leaving():
        return False
    begun = time.monotonic()
    try:
        with visit.listening():
            if _listen(visit, turn):
                return True
    except MailboxUnavailable:
        if time.monotonic() - begun < STEADY_SECONDS:
            raise
    # Whoever comes next, here or after a restart, need not wait for the minute.
    turns.call(turn.mailbox_id, now=now())
    commit()
    return False


def _listen(visit: Visit, turn: Turn) -> bool:
    """Until there is news, or it is time for a look all the same: then True.

    That is each minute, so that no server ends it for its length (RFC 2177 speaks of 29 minutes).
    """
    asked = kept = time.monotonic()
    while not visit.is_news(within=HEARS_SECONDS):
        present = time.monotonic()
        if is_leaving():
            return False
        if present - kept > KEEPS_SECONDS:
            kept = present
            turn.keep()
        if present - asked > ASKS_SECONDS:
            asked = present
            if _asked(turns.is_due, turn.mailbox_id):
                return True
    return True
