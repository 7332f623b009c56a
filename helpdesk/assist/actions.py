"""Asks triage and the FAQ about a message, keeps what they say, and what people say instead."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import exists, select

from helpdesk.assist.champion import reader
from helpdesk.assist.context import is_context, surround
from helpdesk.assist.doubt import likeliest
from helpdesk.assist.mentions import fingerprint, telling
from helpdesk.assist.models import Correction, Mention, Verdict
from helpdesk.assist.open_question import proposals
from helpdesk.assist.own_words import shelf
from helpdesk.assist.placing import REASONS_KEPT, is_corrected, place_by_words
from helpdesk.assist.rules import level_of
from helpdesk.config import settings
from helpdesk.db import add_missing, db, hold, publish
from helpdesk.events import MessageAttributed, MessageReceived, VerdictCorrected
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import note_entry, place
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.models import UNJUDGED, Message, Ticket
from triage.facts import find as find_facts
from triage.labels import TOPICS, URGENCIES

log = structlog.get_logger()

# Roads that triage knows under another name.
SOCIAL = {"whatsapp": "social", "form": "email"}
LOW, NORMAL = 0, 1
FACTS_KEPT = 30
MENDED_AT_ONCE = 50


def judge(happened: MessageReceived) -> None:
    """Give the message its verdict and the ticket its place.

    Without triage (no model on this machine) the ticket stands as one of normal urgency, says
    so, and is judged later by judge_missing(): a message is never refused for that.
    """
    message = db.session.get_one(Message, happened.message_id)
    try:
        verdict = _verdict(message)
    except Exception:
        log.exception("triage failed", message_id=message.id)
        _leave_for_later(message.ticket, opened=happened.opened)
        return
    db.session.add(verdict)
    shelf.note_matches(message)
    keep_what_it_tells(message, verdict)
    place_by_words(message, verdict, opened=happened.opened)
    if not message.automatic:
        calm = verdict.topic == "feedback" and verdict.urgency == LOW
        surround(message.ticket, now=message.sent_at, written=message, calm=calm)


def judge_missing() -> int:
    """Judge the messages that triage could not read when they came; gives how many."""
    waiting = select(Ticket).where(Ticket.score < 0).order_by(Ticket.id).limit(MENDED_AT_ONCE)
    return sum(_judge_again(ticket) for ticket in db.session.scalars(waiting).all())


def read_anew(message: Message) -> None:
    """Put what triage says now, by the own words in force, in the place of an older verdict."""
    db.session.merge(_verdict(message))
    shelf.note_matches(message)


def keep_what_it_tells(message: Message, verdict: Verdict) -> None:
    """Numbers by which others are found that speak of the same, and the customer's language."""
    _keep_mentions(message, verdict)
    _keep_language(message, verdict)


def read_attributed(happened: MessageAttributed) -> None:
    """Other words are the customer's now: judge those, and give the ticket its place by them.

    Without triage the ticket stays where it is.
    """
    message = db.session.get_one(Message, happened.message_id)
    try:
        verdict = db.session.merge(_verdict(message))
    except Exception:
        log.exception("triage failed", message_id=message.id)
        return
    shelf.note_matches(message)
    _keep_mentions(message, verdict)
    place_by_words(message, verdict, opened=not is_corrected(message.ticket_id))


def correct(ticket: Ticket, field: str, value: str, *, by: Agent, now: datetime) -> None:
    """Set topic or urgency as a person sees it, and keep what triage had said.

    `value` is a topic's key, or "0" to "3". The topic that stands there already settles a doubt
    and corrects nothing. Raises NoSuchChoice.
    """
    _check_choice(field, value)
    hold(ticket)
    was = str(getattr(ticket, field))
    if field == "topic" and ticket.doubt:
        ticket.doubt = None
        publish(VerdictCorrected(ticket.id))
    if was == value:
        return
    db.session.add(
        Correction(
            ticket_id=ticket.id,
            message_id=_newest_judged(ticket.id),
            field=field,
            was=was,
            now=value,
            agent_id=by.id,
            at=now,
        )
    )
    urgency = int(value) if field == "urgency" else level_of(ticket.base_score)
    place(
        ticket,
        topic=value if field == "topic" else ticket.topic,
        urgency=urgency,
        score=_score_within(urgency, ticket.base_score),
        why=_corrected_reasons(ticket, field, by),
    )
    if ticket.is_open:
        surround(ticket, now=now)
    note_entry(ticket, "corrected", by=by, now=now, field=field, was=was, value=value)
    publish(VerdictCorrected(ticket.id))


def _leave_for_later(ticket: Ticket, *, opened: bool) -> None:
    if opened:
        place(ticket, topic="other", urgency=NORMAL, score=_score_within(NORMAL, 0.0), why=[])
    ticket.score = UNJUDGED


def _judge_again(ticket: Ticket) -> int:
    """Judge what was missed on a ticket, in the order it came; gives how many messages."""
    missed = db.session.scalars(
        select(Message)
        .where(
            Message.ticket_id == ticket.id,
            Message.customer_id.is_not(None),
            ~exists().where(Verdict.message_id == Message.id),
        )
        .order_by(Message.seq)
    ).all()
    ticket.score = ticket.base_score
    for message in missed:
        first = message.seq == 1
        judge(MessageReceived(ticket.id, message.id, message.channel, first))
    publish(VerdictCorrected(ticket.id))
    return len(missed)


def _verdict(message: Message) -> Verdict:
    said = reader().read(
        message.text,
        channel=SOCIAL.get(message.channel, message.channel),
        subject=message.subject,
        words=shelf.listed(),
    )
    urgency = LOW if message.automatic else said.urgency
    return Verdict(
        message_id=message.id,
        ticket_id=message.ticket_id,
        topic=said.topic,
        secondary=said.secondary,
        urgency=urgency,
        score=said.score if urgency == said.urgency else _score_within(urgency, said.score),
        confidence=said.confidence,
        sure=said.sure,
        chances=likeliest(said.topics),
        language=said.language,
        variety=said.variety,
        facts=[asdict(fact) for fact in said.facts[:FACTS_KEPT]],
        fingerprint=fingerprint(message.text),
        reasons=[asdict(reason) for reason in said.reasons],
        answers=proposals(message, topic=said.topic),
        model=said.model,
        at=message.sent_at,
    )


def _keep_mentions(message: Message, verdict: Verdict) -> None:
    stated = [(fact["kind"], fact["value"]) for fact in verdict.facts]
    stated += [(fact.kind, fact.value) for fact in find_facts(message.subject)]
    told = telling(stated, ours=settings().mail_address.lower())
    here = {"ticket_id": message.ticket_id}
    add_missing(Mention, [{**here, "kind": kind, "value": value} for kind, value in told])


def _keep_language(message: Message, verdict: Verdict) -> None:
    customer = message.customer
    if customer is not None and customer.language is None:
        customer.language = verdict.language


def _newest_judged(ticket_id: int) -> int | None:
    return db.session.scalar(
        select(Verdict.message_id)
        .where(Verdict.ticket_id == ticket_id)
        .order_by(Verdict.message_id.desc())
        .limit(1)
    )


def _check_choice(field: str, value: str) -> None:
    choices = {
        "topic": set(TOPICS),
        "urgency": {str(level) for level in URGENCIES},
    }
    if value not in choices.get(field, set()):
        raise NoSuchChoice(field, value)


def _score_within(urgency: int, score: float) -> float:
    """The same fine place inside the band of another level (bands are 25 wide)."""
    return urgency * 25 + score % 25


def _corrected_reasons(ticket: Ticket, field: str, by: Agent) -> list[dict[str, Any]]:
    """The row says what a person decided; for urgency that is the first reason, for topic the last.

    However many reasons triage gave, none of these makes room for them.
    """
    said = {
        "code": f"corrected_{field}",
        "ar": f"تحديد يدوي: {by.name}",
        "en": f"set by {by.name}",
        "weight": 1.0,
    }
    stands = [reason for reason in ticket.why if not is_context(reason)]
    by_hand = {r["code"]: r for r in [*stands, said] if r["code"].startswith("corrected")}
    words = [reason for reason in stands if reason["code"] not in by_hand]
    urgency, topic = by_hand.get("corrected_urgency"), by_hand.get("corrected_topic")
    return [reason for reason in (urgency, *words[:REASONS_KEPT], topic) if reason]
