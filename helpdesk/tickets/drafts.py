"""What an agent has begun on a ticket and has not sent, where the browser alone might lose it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from helpdesk.db import changed, db
from helpdesk.people.models import Agent
from helpdesk.tickets.models import Attachment, Draft, DraftFile, Message, Ticket

# Words that came back are in the browser within a moment; later they would be put before others.
KEPT = timedelta(minutes=10)
_KEPT_OF_A_FILE = ("token", "name", "content_type", "size", "sha256")


def keep_words(ticket: Ticket, text: str, *, by: Agent, now: datetime) -> None:
    """Keep the words of a reply that was taken back, until the next one is sent."""
    db.session.merge(Draft(ticket_id=ticket.id, agent_id=by.id, text=text, at=now))


def words_kept(ticket: Ticket, *, of: Agent, now: datetime) -> str:
    """The words that came back to `of` lately; "" where there are none."""
    found = db.session.get(Draft, (ticket.id, of.id))
    return found.text if found and found.at > now - KEPT else ""


def forget_words(ticket: Ticket, *, of: Agent) -> None:
    """They were sent, or others in their place."""
    changed(delete(Draft).where(Draft.ticket_id == ticket.id, Draft.agent_id == of.id))


def files_kept(ticket: Ticket, *, of: Agent) -> list[DraftFile]:
    """The files that `of` put to a reply that is not sent yet, in order."""
    return list(
        db.session.scalars(
            select(DraftFile)
            .where(DraftFile.ticket_id == ticket.id, DraftFile.agent_id == of.id)
            .order_by(DraftFile.id)
        )
    )


def send_with(message: Message, tokens: Sequence[str], *, by: Agent) -> None:
    """Those files of `by` that the writer saw beside the words go with the message; others stay."""
    for file in files_kept(message.ticket, of=by):
        if file.token in tokens:
            told = {name: getattr(file, name) for name in _KEPT_OF_A_FILE}
            db.session.add(Attachment(message_id=message.id, **told))
            db.session.delete(file)
    db.session.flush()


def bring_back(message: Message, *, by: Agent, now: datetime) -> None:
    """The files of a message that is taken back stand beside its words again."""
    found = select(Attachment).where(Attachment.message_id == message.id).order_by(Attachment.id)
    for file in db.session.scalars(found).all():
        told = {name: getattr(file, name) for name in _KEPT_OF_A_FILE}
        whose = {"ticket_id": message.ticket_id, "agent_id": by.id, "at": now}
        db.session.add(DraftFile(**told, **whose))
