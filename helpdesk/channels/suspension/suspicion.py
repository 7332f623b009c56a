"""Whether a mail is doubtful, and why; of whom we know nothing bad is taken in as ever."""

from dataclasses import dataclass

import structlog
from sqlalchemy import exists, select

import triage
from helpdesk.channels.base import Incoming
from helpdesk.channels.registry import channels_by
from helpdesk.channels.suspension.blocking import blocks
from helpdesk.channels.suspension.models import BLOCKED, SERVER, WORDS
from helpdesk.db import db
from helpdesk.people.models import Identity
from helpdesk.tickets.models import Message, Ticket

log = structlog.get_logger()

# Words alone put a mail aside only where triage is this sure, and nothing speaks of an order.
SURE = 0.95
_LINKS = ("http://", "https://", "www.")
_LOW = 0
_OF_NO_ORDER = {"link", "email", "phone", "money"}


@dataclass(frozen=True)
class Suspicion:
    """Why a mail is doubtful: BLOCKED, SERVER or WORDS, and what was said of it, as it was said."""

    reason: str
    detail: str


def suspicion(incoming: Incoming) -> Suspicion | None:
    """What is doubtful about this mail; None where it goes on its way.

    Nobody is suspected who has an open ticket, or answers with a ticket's signed address. A
    person's word against the very address goes before that; against a whole domain it does not.
    """
    if incoming.channel != "email":
        return None
    blocked = blocks(incoming.sender)
    if incoming.sender.lower() in blocked:
        return Suspicion(BLOCKED, incoming.sender.lower())
    if not (blocked or incoming.spam_sign or _may_advertise(incoming)) or _is_welcome(incoming):
        return None
    if blocked:
        return Suspicion(BLOCKED, blocked[0])
    if incoming.spam_sign:
        return Suspicion(SERVER, incoming.spam_sign)
    return _by_words(incoming)


def _is_welcome(incoming: Incoming) -> bool:
    """A known customer who waits, or whoever holds the reply address of a ticket that there is."""
    if incoming.ticket_id is not None and db.session.get(Ticket, incoming.ticket_id) is not None:
        return True
    tickets = select(Ticket.id).join(Identity, Identity.customer_id == Ticket.customer_id)
    theirs = tickets.where(
        Identity.kind == incoming.sender_kind,
        Identity.value == incoming.sender.strip().lower(),
        Ticket.state != "closed",
    )
    return bool(db.session.scalar(select(exists(theirs))))


def _may_advertise(incoming: Incoming) -> bool:
    """Cheap to ask of every mail: whether anybody is led anywhere at all."""
    written = incoming.text.lower()
    return not incoming.automatic and any(link in written for link in _LINKS)


def _by_words(incoming: Incoming) -> Suspicion | None:
    if _is_known(incoming):
        return None
    try:
        said = triage.load().read(incoming.text, subject=incoming.subject)
    except Exception:  # a mail comes in whether triage can read it or not
        log.exception("triage failed", key=incoming.key)
        return None
    if said.topic != "other" or said.urgency > _LOW or said.confidence < SURE:
        return None
    if any(fact.kind not in _OF_NO_ORDER for fact in said.facts):
        return None
    links = [fact.value for fact in said.facts if fact.kind == "link"]
    return Suspicion(WORDS, ", ".join(links)[:300])


def _is_known(incoming: Incoming) -> bool:
    """Whether they ever wrote to us, or answer a message that we know."""
    theirs = select(Message.id).join(Identity, Identity.customer_id == Message.customer_id)
    wrote = theirs.where(
        Identity.kind == incoming.sender_kind, Identity.value == incoming.sender.strip().lower()
    )
    if db.session.scalar(select(exists(wrote))):
        return True
    answered = select(Message.id).where(
        Message.channel.in_(channels_by(incoming.sender_kind)),
        Message.channel_key.in_(incoming.answers),
    )
    return bool(incoming.answers) and bool(db.session.scalar(select(exists(answered))))
