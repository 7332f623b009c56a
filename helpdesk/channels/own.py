"""Our own mailboxes, and those that nobody reads: nobody whom one writes to."""

import re

from helpdesk.config import Settings, settings
from helpdesk.mailboxes.queries import own_addresses

# Mailboxes that nobody reads, and those of machines (RFC 2142 names some of the last).
_UNREAD = re.compile(
    r"(do[-_.]?not[-_.]?reply|no[-_.]?reply|no[-_.]?response|never[-_.]?reply|mailer-?daemon|postmaster|bounces?"
    r"|daemon|root|abuse|hostmaster|listserv|majordomo|mailman|notifications?|alerts?"
    r"|auto-?reply|auto-?responder|unsubscribe)"
    r"([-+._=].*)?|.*[-+._](no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?)|owner-.*|.*-request"
)


def is_ours(address: str) -> bool:
    """Whether it is a mailbox of the shop's own desk, with whatever stands after a plus."""
    local, _, domain = address.lower().rpartition("@")
    bare = f"{local.partition('+')[0]}@{domain}"
    ours = _own_addresses(settings()) | own_addresses()
    return not ours.isdisjoint({bare, f"{local}@{domain}"})


def is_unread(address: str) -> bool:
    """Whether it is of those mailboxes that nobody reads: no-reply, postmaster, a bounce's."""
    return _UNREAD.fullmatch(address.lower().rpartition("@")[0]) is not None


def _own_addresses(chosen: Settings) -> set[str]:
    known = (chosen.mail_address, chosen.imap_username, chosen.smtp_username)
    return {each.lower() for each in known if "@" in each}
