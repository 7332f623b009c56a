"""The key to a mailbox: its password, or a token that is asked anew before it ends."""

from dataclasses import dataclass, field
from datetime import timedelta

from helpdesk.channels.email.oauth import Refused, Unreachable, refresh
from helpdesk.config import settings
from helpdesk.db import commit, db, now, rollback
from helpdesk.mailboxes.actions import keep_tokens
from helpdesk.mailboxes.models import PASSWORD, Mailbox
from helpdesk.mailboxes.sealing import Unsealable, unseal

# A token that ends sooner is asked anew: a large mailbox takes its time.
LEAST_LEFT = timedelta(minutes=5)


class NoKey(Exception):  # noqa: N818 (said as an owner reads it)
    """It cannot be entered; `trouble` is "consent", "secret" or "mailbox"."""

    def __init__(self, message: str, *, trouble: str) -> None:
        super().__init__(message)
        self.trouble = trouble


@dataclass(frozen=True)
class Key:
    """A password, or a token that goes instead of it."""

    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def key_of(mailbox: Mailbox) -> Key:
    """The key to fetch from it. May ask the provider, and then saves what it said. Raises NoKey."""
    if mailbox.auth == PASSWORD:
        return Key(password=_opened(mailbox.password))
    return Key(token=_token(mailbox))


def key_to_send(mailbox_id: int) -> Key:
    """The key to its own way out, asked in a transaction of its own. Raises NoKey."""
    try:
        mailbox = db.session.get(Mailbox, mailbox_id)
        if mailbox is None:
            raise NoKey("The mailbox was removed.", trouble="mailbox")
        if mailbox.auth == PASSWORD and mailbox.smtp_password:
            return Key(password=_opened(mailbox.smtp_password))
        return key_of(mailbox)
    finally:
        rollback()


def _token(mailbox: Mailbox) -> str:
    if mailbox.access_token and mailbox.access_until and mailbox.access_until > now() + LEAST_LEFT:
        return _opened(mailbox.access_token)
    if not mailbox.refresh_token:
        raise NoKey("Nobody has connected it yet.", trouble="consent")
    mailbox_id, name, sealed = mailbox.id, mailbox.auth, mailbox.refresh_token
    plain = _opened(sealed)
    # The connection goes back to the pool: the provider may take its time.
    rollback()
    try:
        tokens = refresh(name, settings(), plain)
    except Refused as error:
        raise NoKey(str(error), trouble="consent") from error
    except Unreachable as error:
        raise NoKey(str(error), trouble="mailbox") from error
    kept = db.session.get(Mailbox, mailbox_id)
    # Connected anew meanwhile: what the owner did last holds.
    if kept is not None and kept.refresh_token == sealed:
        keep_tokens(kept, tokens, now=now())
        commit()
    return tokens.access


def _opened(sealed: str | None) -> str:
    try:
        return unseal(sealed, settings().secret_key) if sealed else ""
    except Unsealable as error:
        raise NoKey(str(error), trouble="secret") from error
