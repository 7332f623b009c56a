"""Where mail is dropped that a mail server hands over, by pipe or by LMTP and SMTP."""

import hashlib
from datetime import datetime

import structlog

from helpdesk.channels.email.envelope import Envelope
from helpdesk.channels.intake import store
from helpdesk.db import commit
from helpdesk.jobs import wake

log = structlog.get_logger()


def drop(raw: bytes, envelope: Envelope | None = None, *, now: datetime) -> None:
    """Keep a mail and commit it; raises where that fails. The same one again is kept once.

    Only after this may the mail server be told that we have it.
    """
    said, before = b"", b""
    if envelope:
        # When it came is no part of the key: who hands it over again does so at another moment.
        said, before = envelope.identity(), envelope.lines(at=now)
    key = f"mail:{hashlib.sha256(said + raw).hexdigest()}"
    store("email", key, before + raw, now=now)
    commit()
    try:
        # A repeat wakes too: the first try may have been killed between saving and waking.
        wake("read")
    except Exception:
        # The mail is safe already; without a queue the minute's sweep will find it.
        log.exception("no worker could be woken", task="read")
