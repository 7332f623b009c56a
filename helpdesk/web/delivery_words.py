"""How a reply that is in trouble is told: what happened, and what to do, in the page's language."""

from typing import NamedTuple

from flask import Flask
from flask_babel import LazyString, lazy_gettext

from helpdesk.channels.trouble import OURS, POINTLESS, kind_of


class Told(NamedTuple):
    """One sentence of what happened and one of what to do about it."""

    happened: LazyString
    to_do: LazyString


WORDS = {
    "no_address": Told(
        lazy_gettext("There is no address to answer to."),
        lazy_gettext("Write an address below and send it again."),
    ),
    "pointless": Told(
        lazy_gettext("It was not needed any more."),
        lazy_gettext("You need do nothing."),
    ),
    "not_set_up": Told(
        lazy_gettext("No mail server is set up for sending."),
        lazy_gettext("Ask an owner to set it up; the reply leaves by itself then."),
    ),
    "signing_key": Told(
        lazy_gettext("Our mail could not be signed (DKIM), so nothing was sent."),
        lazy_gettext("Ask an owner to check MAIL_DKIM_KEY_FILE; it leaves by itself then."),
    ),
    "attachment": Told(
        lazy_gettext("An attached file could not be read on our server, so nothing was sent."),
        lazy_gettext("It is tried again by itself. If this lasts, ask an owner to look at it."),
    ),
    "no_tls": Told(
        lazy_gettext("Our mail server offers no encryption, so nothing was sent."),
        lazy_gettext(
            "Ask an owner to check SMTP_PORT and SMTP_STARTTLS; it leaves by itself then."
        ),
    ),
    "certificate": Told(
        lazy_gettext("The certificate of our mail server is not valid, so nothing was sent."),
        lazy_gettext("Ask an owner to have it renewed; the reply leaves by itself then."),
    ),
    "login": Told(
        lazy_gettext("Our mail server refused our login."),
        lazy_gettext("Ask an owner to check the user name and password; it leaves by itself then."),
    ),
    "dns": Told(
        lazy_gettext("The name of our mail server could not be found."),
        lazy_gettext(
            "It is tried again by itself. If this lasts, ask an owner to check SMTP_HOST."
        ),
    ),
    "unreachable": Told(
        lazy_gettext("Our mail server cannot be reached."),
        lazy_gettext("It is tried again by itself. If this lasts, ask an owner to look at it."),
    ),
    "too_big": Told(
        lazy_gettext("The mail is too large for the customer's mail server."),
        lazy_gettext("Send a new reply with fewer or smaller files."),
    ),
    "full": Told(
        lazy_gettext("The customer's mailbox is full."),
        lazy_gettext("Reach them another way, or send it again in a few days."),
    ),
    "relay": Told(
        lazy_gettext("Our mail server does not send mail for us to other domains."),
        lazy_gettext("Ask an owner to check the mail server's login and sender address."),
    ),
    "unproven": Told(
        lazy_gettext("The customer's mail server does not trust that this mail is ours."),
        lazy_gettext("Ask an owner to check SPF, DKIM and DMARC of our domain."),
    ),
    "bad_domain": Told(
        lazy_gettext("The domain of this address does not exist or takes no mail."),
        lazy_gettext("Check the part after the @, correct it and send again."),
    ),
    "no_user": Told(
        lazy_gettext("There is no such mailbox."),
        lazy_gettext("Check the address for a typing mistake, correct it and send again."),
    ),
    "spam": Told(
        lazy_gettext("The customer's mail server refused it as unwanted."),
        lazy_gettext("Write it in other words, without links, or reach them another way."),
    ),
    "later": Told(
        lazy_gettext("The mail server asks us to come back later."),
        lazy_gettext("It is tried again by itself."),
    ),
    "other": Told(
        lazy_gettext("The mail server gave a reason that we do not know."),
        lazy_gettext("Read its words below; reach the customer another way if it is urgent."),
    ),
}  # fmt: skip


def connect(app: Flask) -> None:
    """Give templates the filter `trouble`: the server's words in, what to say of them out.

    The test `server_s_words` tells whether they are a server's, and not ours.
    """
    app.jinja_env.filters["trouble"] = told_of
    app.jinja_env.tests["server_s_words"] = lambda error: error not in OURS
    app.jinja_env.tests["pointless"] = lambda error: error == POINTLESS


def told_of(error: str) -> Told:
    """What to say of a server's words."""
    return WORDS[kind_of(error)]
