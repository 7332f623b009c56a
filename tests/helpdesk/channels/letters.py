"""Raw mails, and their arrival at the door: stored first, then read by a worker."""

import itertools
from datetime import datetime

from helpdesk.channels import intake
from helpdesk.channels.email.address import reply_address
from helpdesk.config import settings
from helpdesk.db import commit, db
from helpdesk.tickets.models import Message, Ticket
from tests.factories import NOON

SERVER = "mx.dukkan.example"  # what the tests' MAIL_TRUSTED_SERVERS names
_numbers = itertools.count(1)


def mail(text: str = "The lamp arrived broken.", **fields: str) -> bytes:
    """A raw mail of Mona's; a field's name has _ for -, and one that is "" is left out."""
    head = {
        "From": "Mona Haddad <mona@mail.example>",
        "To": "support@dukkan.example",
        "Subject": "Broken lamp",
        "Message-ID": "<first@mail.example>",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items() if value]
    return "\r\n".join([*lines, "", text]).encode()


def arrive(raw: bytes, key: str = "mail:1", *, now: datetime = NOON) -> None:
    """A mail is stored, and a worker reads it."""
    intake.store("email", key, raw, now=now)
    commit()
    intake.read_waiting()


def arrived(text: str = "And now?", *, now: datetime = NOON, **fields: str) -> Message:
    """What became of a mail with these fields."""
    key = f"<arrived-{next(_numbers)}@mail.example>"
    arrive(mail(text, **{"Message_ID": key} | fields), key, now=now)
    return db.session.query(Message).filter_by(channel_key=key).one()


def said_by_server(result: str, domain: str) -> str:
    """The field in which our own mail server says what it found about a sender."""
    return f"{SERVER}; dmarc={result} header.from={domain}"


def token_address(ticket: Ticket) -> str:
    """The address to which the customer's answer goes."""
    return reply_address("support@dukkan.example", ticket.id, settings().secret_key)
