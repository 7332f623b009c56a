"""Whom we never write to by ourselves, and that nobody is written to twice within the hour."""

import re
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from helpdesk.acknowledgement.models import AcknowledgedAddress
from helpdesk.channels.own import is_ours, is_unread
from helpdesk.channels.queries import trouble_with
from helpdesk.db import added, changed
from helpdesk.db import now as present

PAUSE = timedelta(hours=1)
# An address that refused a mail for good is left alone for so long.
DEAD_FOR = timedelta(days=30)
KEPT = timedelta(days=1)

# Domains that lead nowhere (RFC 2606, RFC 6761); "unknown@invalid" is how mail without one is kept.
_NOWHERE = re.compile(r"(.*\.)?(invalid|local|localhost|localdomain)")


def may_be_told(address: str, *, now: datetime) -> bool:
    """Whether a machine may write to this address at all: somebody may read it, and it is not us.

    An address where a mail of ours failed for good within DEAD_FOR is suspended.
    """
    local, _, domain = address.lower().rpartition("@")
    if not local or is_unread(address) or _NOWHERE.fullmatch(domain):
        return False
    return not is_ours(address) and not _is_suspended(address, now=now)


def take_turn(address: str, *, now: datetime) -> bool:
    """Whether it is this address's turn; whoever asks second within PAUSE is refused.

    Each step is one statement, so that of two workers one has it.
    """
    address = address.lower()
    waited = (AcknowledgedAddress.address == address, AcknowledgedAddress.at <= now - PAUSE)
    if changed(update(AcknowledgedAddress).where(*waited).values(at=now)):
        return True
    return added(AcknowledgedAddress, address=address, at=now)


def forget_addresses() -> int:
    """Delete the addresses whose turn was more than KEPT ago; gives how many."""
    return changed(delete(AcknowledgedAddress).where(AcknowledgedAddress.at < present() - KEPT))


def _is_suspended(address: str, *, now: datetime) -> bool:
    return trouble_with(address, since=now - DEAD_FOR) is not None
