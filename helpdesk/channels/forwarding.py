"""Mail that a colleague forwarded: whose it is, and giving it to them, on a person's word alone.

That a From names a colleague proves nothing, and nothing follows from it but a question.
"""

from datetime import datetime

from sqlalchemy import select

from helpdesk.channels.email.forwarded import Original, bare_subject, forwarded_as, forwarded_in
from helpdesk.channels.files import path_of
from helpdesk.config import settings
from helpdesk.db import db, hold, publish
from helpdesk.events import MessageAttributed
from helpdesk.people.actions import meet
from helpdesk.people.models import Agent, Customer
from helpdesk.people.queries import identities_of, is_on_the_team
from helpdesk.tickets.actions import PREVIEW_LETTERS, note_entry
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.models import Attachment, Entry, Message, Ticket
from helpdesk.tickets.queries import Conversation, Line

ATTRIBUTED, RETURNED = "attributed", "returned"
_MAIL = "message/rfc822"
# It is read each time the ticket is shown, until somebody decides.
_LARGEST = 2_000_000


def forwarded_offer(talk: Conversation) -> Original | Entry | None:
    """What to ask of whoever opens the ticket: the original to give it to, or the entry to undo."""
    if talk.ticket.channel != "email" or not talk.lines or talk.ticket.last_seq != 1:
        return None
    given = [each for each in talk.entries if each.kind in (ATTRIBUTED, RETURNED)]
    if given and given[-1].kind == ATTRIBUTED:
        return given[-1]
    # Asked of the words that stand there already: most tickets cost no query.
    if not _carries_another(talk.lines[0]) or not _is_of_the_team(talk.ticket):
        return None
    return original_of(talk.ticket)


def original_of(ticket: Ticket) -> Original | None:
    """Who wrote first what this ticket's first mail forwards; None where nobody else did."""
    message = _first(ticket)
    found = _attached(message) or forwarded_in(message.quoted or message.text)
    if found is None or not found.text.strip():
        return None
    is_ours = found.address == settings().mail_address.lower() or is_on_the_team(found.address)
    return None if is_ours else found


def attribute(ticket: Ticket, *, by: Agent, now: datetime) -> Customer:
    """Make it a ticket of whoever wrote first. Raises NoSuchChoice where nobody is named.

    The customer is known by an address that nobody proved, as anybody who writes is.
    """
    hold(ticket)
    original = original_of(ticket) if _is_of_the_team(ticket) else None
    if original is None:
        raise NoSuchChoice(ticket.id)
    message = _first(ticket)
    was = {
        "customer": ticket.customer_id,
        "subject": ticket.subject,
        "text": message.text,
        "quoted": message.quoted,
    }
    customer = meet("email", original.address, name=original.name, now=now)
    told = {"address": original.address, "date": original.date, "was": was}
    note_entry(ticket, ATTRIBUTED, by=by, now=now, **told)
    subject = original.subject or bare_subject(ticket.subject)
    whole = message.quoted or message.text
    _give(ticket, message, customer.id, subject=subject, text=original.text, quoted=whole)
    return customer


def give_back(ticket: Ticket, *, by: Agent, now: datetime) -> None:
    """Undo attribute(). Raises NoSuchChoice where there is nothing to undo, or somebody wrote."""
    hold(ticket)
    entries = select(Entry).where(
        Entry.ticket_id == ticket.id, Entry.kind.in_((ATTRIBUTED, RETURNED))
    )
    last = db.session.scalar(entries.order_by(Entry.id.desc()).limit(1))
    if last is None or last.kind != ATTRIBUTED or ticket.last_seq != 1:
        raise NoSuchChoice(ticket.id)
    was = last.data["was"]
    note_entry(ticket, RETURNED, by=by, now=now)
    told = {"subject": was["subject"], "text": was["text"], "quoted": was["quoted"]}
    _give(ticket, _first(ticket), was["customer"], **told)


def _give(
    ticket: Ticket,
    message: Message,
    customer_id: int,
    *,
    subject: str,
    text: str,
    quoted: str | None,
) -> None:
    ticket.customer_id = message.customer_id = customer_id
    ticket.subject = message.subject = subject[:300]
    ticket.preview = " ".join(text.split())[:PREVIEW_LETTERS]
    message.text, message.quoted = text, quoted
    db.session.flush()
    db.session.expire(ticket, ["customer"])
    publish(MessageAttributed(ticket.id, message.id))


def _carries_another(line: Line) -> bool:
    if any(file.content_type == _MAIL for file in line.attachments):
        return True
    return forwarded_in(line.quoted or line.text) is not None


def _is_of_the_team(ticket: Ticket) -> bool:
    known = identities_of(ticket.customer_id)
    return any(each.kind == "email" and is_on_the_team(each.value) for each in known)


def _first(ticket: Ticket) -> Message:
    return db.session.scalars(
        select(Message).where(Message.ticket_id == ticket.id, Message.seq == 1)
    ).one()


def _attached(message: Message) -> Original | None:
    """The one mail that came attached; of several nobody can say which is meant."""
    mails = select(Attachment).where(
        Attachment.message_id == message.id,
        Attachment.content_type == _MAIL,
        Attachment.size <= _LARGEST,
    )
    found = db.session.scalars(mails.limit(2)).all()
    if len(found) != 1 or not path_of(found[0].sha256).exists():
        return None
    return forwarded_as(path_of(found[0].sha256).read_bytes())
