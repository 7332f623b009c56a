"""Hands raw mails to a running installation and waits until its worker has read them."""

import hashlib
import json
import sys
import time

from sqlalchemy import func, select

from bench.mails import SEED, mails
from helpdesk import create_app
from helpdesk.channels import intake
from helpdesk.channels.models import InboundRaw
from helpdesk.db import commit, db, now, rollback
from helpdesk.jobs import wake

PATIENCE_SECONDS = 120


def hand_in(count: int) -> int:
    """Store `count` mails, wake the worker, wait for it; gives how many it read."""
    for raw in mails(count, seed=SEED + 1):
        intake.store("email", f"mail:{hashlib.sha256(raw).hexdigest()}", raw, now=now())
        commit()
    wake("read")
    give_up = time.monotonic() + PATIENCE_SECONDS
    while _waiting() and time.monotonic() < give_up:
        time.sleep(0.1)
    return count - _waiting()


def _waiting() -> int:
    found = db.session.scalar(select(func.count(InboundRaw.id)).where(InboundRaw.state == "new"))
    rollback()
    return found or 0


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(hand_in(int(sys.argv[1]))))
