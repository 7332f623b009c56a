"""What screens ask: the verdicts on a ticket."""

from sqlalchemy import select

from helpdesk.assist.models import Verdict
from helpdesk.db import db


def verdict_of(ticket_id: int) -> Verdict | None:
    """What triage said of the customer's newest message."""
    return db.session.scalar(
        select(Verdict)
        .where(Verdict.ticket_id == ticket_id)
        .order_by(Verdict.message_id.desc())
        .limit(1)
    )


def verdicts_of(ticket_id: int) -> dict[int, Verdict]:
    """What triage said of each message of a ticket, by the message's id, the newest last."""
    found = db.session.scalars(
        select(Verdict).where(Verdict.ticket_id == ticket_id).order_by(Verdict.message_id)
    )
    return {verdict.message_id: verdict for verdict in found}
