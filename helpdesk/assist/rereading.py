"""Judges a message anew whose words turned out to be other ones; what a person set stays."""

import structlog
from sqlalchemy import select

from helpdesk.assist.actions import keep_what_it_tells, read_anew
from helpdesk.assist.context import surround
from helpdesk.assist.models import Verdict
from helpdesk.assist.own_words.queries import told
from helpdesk.assist.placing import is_corrected, take
from helpdesk.assist.standing import standing
from helpdesk.db import db, publish
from helpdesk.events import MessageAmended, VerdictCorrected
from helpdesk.tickets.models import Message, Ticket

log = structlog.get_logger()


def judge_anew(happened: MessageAmended) -> None:
    """Give the message the verdict of its new words, and its ticket the place of them all.

    One that was never judged waits for judge_missing() as before; where triage fails, the older
    verdict stays.
    """
    if not happened.new_words or db.session.get(Verdict, happened.message_id) is None:
        return
    message = db.session.get_one(Message, happened.message_id)
    try:
        read_anew(message)
    except Exception:
        log.exception("triage failed", message_id=message.id)
        return
    db.session.flush()
    keep_what_it_tells(message, db.session.get_one(Verdict, message.id))
    _place(message.ticket)


def _place(ticket: Ticket) -> None:
    if is_corrected(ticket.id):
        return
    [fresh] = told(select(Ticket.id).where(Ticket.id == ticket.id))
    there = standing(fresh.said)
    if there is None:
        return
    take(ticket, db.session.get_one(Verdict, there.message_id), topic=there.topic)
    if ticket.is_open:
        surround(ticket, now=ticket.last_message_at)
    publish(VerdictCorrected(ticket.id))
