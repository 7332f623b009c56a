"""Blocked senders: whose mail waits in the queue, whatever it says."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.channels.suspension.models import BlockedSender
from helpdesk.config import settings
from helpdesk.db import added, db
from helpdesk.people.models import Agent
from helpdesk.people.queries import is_on_the_team

_ADDRESS = re.compile(r"[^\s@<>\"(),;:]+@(?:[\w-]+\.)+[\w-]{2,}")
_DOMAIN = re.compile(r"@(?:[\w-]+\.)+[\w-]{2,}")
# Everybody's: blocking one of these would silence half of the customers.
EVERYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "outlook.com",
        "outlook.sa",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "web.de",
        "mail.ru",
        "yandex.ru",
        "yandex.com",
        "qq.com",
        "163.com",
        "126.com",
        "zoho.com",
        "hotmail.fr",
        "hotmail.co.uk",
        "yahoo.co.uk",
        "yahoo.fr",
        "outlook.fr",
        "live.fr",
        "orange.fr",
        "free.fr",
    ]
)
_MOST_LEVELS = 6


class ImpossibleBlock(Exception):  # noqa: N818 (named as people say it)
    """A sender that cannot be blocked; `why` is "wrong", "everybodys" or "ours"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def block(given: str, *, by: Agent, now: datetime) -> str:
    """Block an address, or a domain ("@spam.example" or "spam.example"); gives how it is kept.

    Raises ImpossibleBlock. One that is blocked already stays as it is.
    """
    value = _possible(given)
    added(BlockedSender, value=value, blocked_at=now, blocked_by_id=by.id)
    return value


def unblock(sender_id: int) -> BlockedSender | None:
    """Let a sender in again; None where that was done already. What waits goes on waiting."""
    found = db.session.get(BlockedSender, sender_id)
    if found is not None:
        db.session.delete(found)
    return found


def may_be_blocked(value: str) -> bool:
    """Whether block() would take it."""
    try:
        _possible(value)
    except ImpossibleBlock:
        return False
    return True


def blocked_senders() -> list[BlockedSender]:
    """Everybody who is blocked, the newest first, with who did it."""
    asked = select(BlockedSender).options(joinedload(BlockedSender.blocked_by))
    return list(db.session.scalars(asked.order_by(BlockedSender.id.desc())))


def blocks(sender: str) -> list[str]:
    """What is blocked of this address: itself, its domain, and the domains above that."""
    values = [sender.lower(), *domains_of(sender)]
    return list(
        db.session.scalars(select(BlockedSender.value).where(BlockedSender.value.in_(values)))
    )


def domains_of(sender: str) -> list[str]:
    """The domain of an address and those above it, as "@mail.spam.example", "@spam.example"."""
    labels = sender.lower().rpartition("@")[2].split(".")[-_MOST_LEVELS:]
    return ["@" + ".".join(labels[start:]) for start in range(max(len(labels) - 1, 0))]


def _possible(given: str) -> str:
    value = _understood(given)
    if value.startswith("@") and value[1:] in EVERYBODYS:
        raise ImpossibleBlock("everybodys")
    if _is_ours(value):
        raise ImpossibleBlock("ours")
    return value


def _understood(given: str) -> str:
    value = given.strip().lower()
    if "@" not in value:
        value = f"@{value}"
    if len(value) > 320 or not (_ADDRESS.fullmatch(value) or _DOMAIN.fullmatch(value)):
        raise ImpossibleBlock("wrong")
    return value


def _is_ours(value: str) -> bool:
    ours = settings().mail_address.lower()
    return value in (ours, *domains_of(ours)) or is_on_the_team(value)
