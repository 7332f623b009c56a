"""Trying a mailbox before it is set up: which step fails, in the server's own words."""

from dataclasses import dataclass

from helpdesk.channels.base import DeliveryError, Sender
from helpdesk.channels.email.access import Key, NoKey, key_of, key_to_send
from helpdesk.channels.email.connecting import Door, MailboxUnavailable, entered
from helpdesk.channels.email.place import Place, largest
from helpdesk.channels.email.senders import OwnServer
from helpdesk.channels.email.smtp import MailServer, greet
from helpdesk.config import settings
from helpdesk.db import rollback
from helpdesk.mailboxes.actions import Chosen
from helpdesk.mailboxes.models import Mailbox
from helpdesk.mailboxes.pace import STEPS

# Somebody waits before the page.
TIMEOUT_SECONDS = 10
FINE, FAILED, NOT_TRIED = "fine", "failed", "not tried"
SENDING = "sending"


@dataclass(frozen=True)
class Step:
    """How one step went; `trouble` and `error` say more where it failed."""

    name: str
    state: str
    trouble: str = ""
    error: str = ""


def check(chosen: Chosen, saved: Mailbox | None) -> list[Step]:
    """Enter the mailbox as fetching does, and its own mail server, where it has one.

    Nothing is fetched, sent or saved; what was not typed anew is as `saved`. A mailbox without a
    key is tried up to the login.
    """
    key, key_out = _keys(chosen, saved)
    rollback()
    steps = _receiving(_place(chosen, key))
    server = _server(chosen, key_out)
    return steps if server is None else [*steps, _sending(server)]


def _keys(chosen: Chosen, saved: Mailbox | None) -> tuple[Key, Key]:
    """The key to fetch with and the one to send with; empty where there is none yet."""
    fits = saved is not None and (saved.auth, saved.imap_username) == (
        chosen.auth,
        chosen.imap_username,
    )
    key = key_out = Key()
    if saved is not None and fits:
        mailbox_id = saved.id
        try:
            key, key_out = key_of(saved), key_to_send(mailbox_id)
        except NoKey:
            key = key_out = Key()
    if chosen.password:
        # Without one of its own, the server is entered with the mailbox's.
        kept = key_out if saved is not None and saved.smtp_password else Key(chosen.password)
        key, key_out = Key(chosen.password), kept
    return key, Key(chosen.smtp_password) if chosen.smtp_password else key_out


def _place(chosen: Chosen, key: Key) -> Place:
    return Place(
        host=chosen.imap_host,
        port=chosen.imap_port,
        security=chosen.imap_security,
        username=chosen.imap_username,
        password=key.password,
        token=key.token,
        folder=chosen.imap_folder,
        size_limit=largest(settings()),
        timeout=TIMEOUT_SECONDS,
        private=settings().mail_private_hosts,
    )


def _server(chosen: Chosen, key: Key) -> MailServer | None:
    if not chosen.smtp_host or not (key.password or key.token):
        return None
    sender = Sender(
        name=chosen.name,
        address=chosen.address,
        host=chosen.smtp_host,
        port=chosen.smtp_port,
        security=chosen.smtp_security,
        username=chosen.smtp_username or chosen.imap_username,
        private=settings().mail_private_hosts,
        key=lambda: (key.password, key.token),
    )
    return OwnServer(sender, timeout=TIMEOUT_SECONDS)


def _receiving(door: Door) -> list[Step]:
    try:
        with entered(door):
            return [Step(name, FINE) for name in STEPS]
    except MailboxUnavailable as error:
        failed = "name" if error.step == "private" else error.step
        at = STEPS.index(failed) if failed in STEPS else len(STEPS) - 1
        has_key = bool(door.password or door.token)
        if failed == "login" and not has_key:
            here = Step("login", NOT_TRIED)
        else:
            here = Step(STEPS[at], FAILED, error.step, str(error))
        before = [Step(name, FINE) for name in STEPS[:at]]
        return [*before, here, *(Step(name, NOT_TRIED) for name in STEPS[at + 1 :])]


def _sending(server: MailServer) -> Step:
    try:
        greet(server)
    except DeliveryError as error:
        return Step(SENDING, FAILED, SENDING, str(error))
    return Step(SENDING, FINE)
