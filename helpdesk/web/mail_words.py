"""How a mailbox fares, in words: its state, the step that failed, and what to do about it."""

import math
from datetime import datetime

from flask_babel import gettext, lazy_gettext, ngettext

from helpdesk.mailboxes.models import GOOGLE, MICROSOFT, PASSWORD, Mailbox
from helpdesk.web.render import num

PROVIDER_NAMES = {GOOGLE: "Google", MICROSOFT: "Microsoft"}
STEP_NAMES = {
    "name": lazy_gettext("The server’s name"),
    "port": lazy_gettext("The connection to its port"),
    "tls": lazy_gettext("The encryption"),
    "login": lazy_gettext("The login"),
    "folder": lazy_gettext("The folder"),
    "sending": lazy_gettext("Sending"),
}
TO_DO = {
    "name": lazy_gettext("Check the server’s name for a typing error."),
    "port": lazy_gettext("Check the port, and whether the server is up and lets this machine in."),
    "tls": lazy_gettext(
        "Check how the connection is encrypted: port 993 wants TLS, port 143 STARTTLS. If the"
        " certificate is refused, have the server’s administrator renew it."
    ),
    "login": lazy_gettext(
        "Check the login and the password. Many providers want an app password here. So that the"
        " account is not locked, Farz tries again only rarely."
    ),
    "folder": lazy_gettext("Check the folder’s name; it is written as the server names it."),
    "mailbox": lazy_gettext("Nothing needs to be done: Farz tries again by itself."),
    "private": lazy_gettext(
        "For safety, Farz does not connect to machines in its own network. If the mail server"
        " stands there, set MAIL_PRIVATE_HOSTS=on where Farz runs."
    ),
    "consent": lazy_gettext("Connect it again; the provider no longer accepts the last consent."),
    "secret": lazy_gettext("Open the mailbox and write its password again, or connect it again."),
    "sending": lazy_gettext("Check the server for sending, its port, and the login."),
}


def step_name(name: str) -> str:
    """A step of entering a mailbox, in the page's language."""
    return str(STEP_NAMES[name])


def what_to_do(trouble: str | None) -> str:
    """What an owner does about a trouble."""
    return str(TO_DO.get(trouble or "", TO_DO["mailbox"]))


def state_of(mailbox: Mailbox) -> str:
    """How it stands: "off", "unconnected" (nobody said yes), "failing", "fine" or "new"."""
    if not mailbox.is_on:
        return "off"
    if asks_for_consent(mailbox) and not mailbox.refresh_token:
        return "unconnected"
    if mailbox.trouble:
        return "failing"
    return "fine" if mailbox.checked_at else "new"


def asks_for_consent(mailbox: Mailbox) -> str | None:
    """The provider at which the owner has to say yes, where that is what it wants."""
    if mailbox.auth == PASSWORD or (mailbox.refresh_token and mailbox.trouble != "consent"):
        return None
    return PROVIDER_NAMES[mailbox.auth]


def next_try(mailbox: Mailbox, *, now: datetime) -> str:
    """When it is tried again, in words."""
    left = (mailbox.next_try_at - now).total_seconds() if mailbox.next_try_at else 0.0
    if left <= 0:
        return gettext("Next try in a moment.")
    minutes = math.ceil(left / 60)
    if minutes <= 90:
        return ngettext(
            "Next try in %(shown)s minute.",
            "Next try in %(shown)s minutes.",
            minutes,
            shown=num(minutes),
        )
    hours = round(minutes / 60)
    return ngettext(
        "Next try in %(shown)s hour.", "Next try in %(shown)s hours.", hours, shown=num(hours)
    )
