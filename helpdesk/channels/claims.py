"""Who is it really: how far the sender of a message is proven, in five levels."""

from helpdesk.channels.base import FAILED as IS_FORGED
from helpdesk.channels.base import PASSED as IS_PROVEN
from helpdesk.channels.base import Incoming

KNOWN = "known"  # the sender's domain vouches for it, and we know the address
PASSED = "passed"  # the domain vouches for it, and the address is new to us
# It came to the signed address of a ticket: it is of somebody who has our mail.
TOKEN = "token"  # noqa: S105 (a level's name)
UNVERIFIED = "unverified"  # nobody vouches for it, and nobody denies it
FAILED = "failed"  # the domain's own rules say that it is not of this address


def level_of(incoming: Incoming, *, is_known: bool) -> str | None:
    """The level of the sender's claim; None where the channel itself proves whose message it is.

    What is known of the person goes before what is known of the ticket: a token proves the ticket
    alone, for everybody who reads along has it.
    """
    if incoming.proof is None:
        return None
    if incoming.proof == IS_FORGED:
        return FAILED
    if incoming.proof == IS_PROVEN:
        return KNOWN if is_known else PASSED
    return TOKEN if incoming.ticket_id is not None else UNVERIFIED
