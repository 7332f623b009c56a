"""Where a mailbox is and how it is entered, whether its row says so or the settings file."""

from dataclasses import dataclass, field
from datetime import date

from helpdesk.channels.email.access import key_of
from helpdesk.config import Settings, settings
from helpdesk.mailboxes.models import PLAIN, STARTTLS, TLS, Mailbox

TIMEOUT_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Place:
    """All that fetching needs; `token` goes instead of the password where one is given.

    `since` counts at the very first connect only; `private` lets the host be in our own network.
    """

    host: str
    port: int
    security: str
    username: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    folder: str = "INBOX"
    since: date | None = None
    size_limit: int
    timeout: int = TIMEOUT_SECONDS
    private: bool = True


def place_of(mailbox: Mailbox) -> Place:
    """Where it is now. May ask a token of the provider. Raises NoKey."""
    if mailbox.from_settings is not None:
        return _in_settings(settings())
    key = key_of(mailbox)
    return Place(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        security=mailbox.imap_security,
        username=mailbox.imap_username,
        password=key.password,
        token=key.token,
        folder=mailbox.imap_folder,
        since=mailbox.since,
        size_limit=largest(settings()),
        private=settings().mail_private_hosts,
    )


def largest(chosen: Settings) -> int:
    """The bytes up to which a mail is fetched whole."""
    return chosen.mail_limit_mb * 1024 * 1024


def _in_settings(chosen: Settings) -> Place:
    unencrypted = PLAIN if chosen.imap_starttls == "off" else STARTTLS
    return Place(
        host=chosen.imap_host,
        port=chosen.imap_port,
        security=TLS if chosen.imap_ssl else unencrypted,
        username=chosen.imap_username,
        password=chosen.imap_password,
        folder=chosen.imap_folder,
        since=date.fromisoformat(chosen.imap_since) if chosen.imap_since else None,
        size_limit=largest(chosen),
    )
