"""What owners do with mailboxes: set one up, change it, connect it, remove it."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from helpdesk.config import settings
from helpdesk.db import db
from helpdesk.mailboxes.models import PASSWORD, Mailbox
from helpdesk.mailboxes.sealing import seal

# Another place is another numbering: fetching begins anew there.
_PLACE = ("imap_host", "imap_username", "imap_folder")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A mailbox as its owner wants it; a password that is None stays as it is."""

    name: str
    address: str
    aliases: list[str]
    is_on: bool
    auth: str
    imap_host: str
    imap_port: int
    imap_security: str
    imap_username: str
    imap_folder: str
    since: date | None
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_username: str
    password: str | None = field(default=None, repr=False)
    smtp_password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What a provider hands out: the key to ask with again, and the one to enter with until then.

    `refresh` is None where the former one stays in force.
    """

    refresh: str | None = field(repr=False)
    access: str = field(repr=False)
    lasts: timedelta


def add(chosen: Chosen, *, now: datetime) -> Mailbox:
    """A new mailbox, to be looked into at once."""
    mailbox = Mailbox(created_at=now, fence=0, last_uid=0, failures=0)
    change(mailbox, chosen, now=now)
    db.session.add(mailbox)
    return mailbox


def change(mailbox: Mailbox, chosen: Chosen, *, now: datetime) -> None:
    """Set it up as chosen; whoever fetches from it now has lost its turn and comes anew."""
    wanted = asdict(chosen)
    sealed = {name: wanted.pop(name) for name in ("password", "smtp_password")}
    if any(getattr(mailbox, name) != wanted[name] for name in _PLACE):
        mailbox.uidvalidity, mailbox.last_uid = None, 0
    _forget_what_no_longer_fits(mailbox, chosen)
    for name, value in wanted.items():
        setattr(mailbox, name, value)
    for name, plain in sealed.items():
        if plain is not None:
            setattr(mailbox, name, seal(plain, settings().secret_key) if plain else None)
    _begin_anew(mailbox, now=now)


def connect(mailbox: Mailbox, tokens: Tokens, *, now: datetime) -> None:
    """Let it be entered with what the provider handed out."""
    keep_tokens(mailbox, tokens, now=now)
    _begin_anew(mailbox, now=now)


def keep_tokens(mailbox: Mailbox, tokens: Tokens, *, now: datetime) -> None:
    """Keep them sealed; a refresh token that was not given anew stays."""
    secret = settings().secret_key
    if tokens.refresh:
        mailbox.refresh_token = seal(tokens.refresh, secret)
    mailbox.access_token = seal(tokens.access, secret)
    mailbox.access_until = now + tokens.lasts


def remove(mailbox: Mailbox) -> None:
    """Forget it, its secrets too; its tickets stay, and are answered from the shop's address."""
    db.session.delete(mailbox)


def _forget_what_no_longer_fits(mailbox: Mailbox, chosen: Chosen) -> None:
    """A key to one account opens no other."""
    if (mailbox.auth, mailbox.imap_username) != (chosen.auth, chosen.imap_username):
        mailbox.refresh_token = mailbox.access_token = mailbox.access_until = None
    if chosen.auth != PASSWORD:
        mailbox.password = None
    if not chosen.smtp_host:
        mailbox.smtp_password = None


def _begin_anew(mailbox: Mailbox, *, now: datetime) -> None:
    mailbox.fence = (mailbox.fence or 0) + 1
    mailbox.lease_until = mailbox.connected_at = None
    mailbox.trouble = mailbox.error = None
    mailbox.failures = 0
    mailbox.next_try_at = now
