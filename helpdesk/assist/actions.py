"""Asks triage and the FAQ about a message, keeps what they say, and what people say instead."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import exists, select

from helpdesk.assist.champion import reader
from helpdesk.assist.library import suggest
from helpdesk.assist.models import ArticleUse, Correction, Verdict
from helpdesk.db import db, hold, publish
from helpdesk.events import MessageReceived, VerdictCorrected
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import note_entry, place
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.models import UNJUDGED, Message, Ticket
from triage.labels import TOPICS, URGENCIES

log = structlog.get_logger()

SOCIAL = {"whatsapp": "social"}
FIELDS = ("topic", "urgency")
LOW, NORMAL = 0, 1
REASONS_KEPT = 3
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
    _keep_language(message, verdict)
    _place(message, verdict, opened=happened.opened)


def judge_missing() -> int:
    """Judge the messages that triage could not read when they came; gives how many."""
    waiting = select(Ticket).where(Ticket.score < 0).order_by(Ticket.id).limit(MENDED_AT_ONCE)
    return sum(_judge_again(ticket) for ticket in db.session.scalars(waiting).all())


def correct(ticket: Ticket, field: str, value: str, *, by: Agent, now: datetime) -> None:
    """Set topic or urgency as a person sees it, and keep what triage had said.

    `value` is a topic's key, or "0" to "3". Raises NoSuchChoice.
    """
    _check_choice(field, value)
    hold(ticket)
    was = str(getattr(ticket, field))
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
    urgency = int(value) if field == "urgency" else ticket.urgency
    place(
        ticket,
        topic=value if field == "topic" else ticket.topic,
        urgency=urgency,
        score=_score_within(urgency, ticket.score),
        why=_corrected_reasons(ticket, field, by),
    )
    note_entry(ticket, "corrected", by=by, now=now, field=field, was=was, value=value)
    publish(VerdictCorrected(ticket.id))


def use_article(ticket: Ticket, article_id: int, *, lang: str, by: Agent, now: datetime) -> None:
    """Count that an agent took an article into a reply."""
    db.session.add(
        ArticleUse(article_id=article_id, ticket_id=ticket.id, agent_id=by.id, lang=lang, at=now)
    )


def _leave_for_later(ticket: Ticket, *, opened: bool) -> None:
    if opened:
        place(ticket, topic="other", urgency=NORMAL, score=UNJUDGED, why=[])
    else:
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
    ticket.score = _score_within(ticket.urgency, 0.0)
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
    )
    return Verdict(
        message_id=message.id,
        ticket_id=message.ticket_id,
        topic=said.topic,
        secondary=said.secondary,
        urgency=LOW if message.automatic else said.urgency,
        score=said.score,
        confidence=said.confidence,
        sure=said.sure,
        language=said.language,
        variety=said.variety,
        reasons=[asdict(reason) for reason in said.reasons],
        answers=suggest(message.text or message.subject, lang=said.language, topic=said.topic),
        model=said.model,
        at=message.sent_at,
    )


def _keep_language(message: Message, verdict: Verdict) -> None:
    customer = message.customer
    if customer is not None and customer.language is None:
        customer.language = verdict.language


def _place(message: Message, verdict: Verdict, *, opened: bool) -> None:
    """A new ticket takes the verdict; on an older one, what a person set or worse news stays."""
    ticket = message.ticket
    if opened:
        _take(ticket, verdict, topic=verdict.topic)
    elif message.automatic:
        return
    elif verdict.urgency > ticket.urgency or not (_waits(message) or _is_corrected(ticket.id)):
        _take(ticket, verdict, topic=_topic_after(ticket, verdict))


def _take(ticket: Ticket, verdict: Verdict, *, topic: str) -> None:
    place(
        ticket,
        topic=topic,
        urgency=verdict.urgency,
        score=verdict.score,
        why=[_shown(reason) for reason in verdict.reasons[:REASONS_KEPT]],
    )


def _shown(reason: dict[str, Any]) -> dict[str, Any]:
    return {key: reason[key] for key in ("code", "ar", "en", "weight")}


def _topic_after(ticket: Ticket, verdict: Verdict) -> str:
    """A "thank you" or a bare number does not change what a ticket is about."""
    if _is_corrected(ticket.id) or verdict.topic in ("other", "feedback"):
        return ticket.topic
    return verdict.topic


def _waits(message: Message) -> bool:
    """Whether the customer wrote before this and nobody answered."""
    before = db.session.scalar(
        select(Message.customer_id)
        .where(
            Message.ticket_id == message.ticket_id,
            Message.seq < message.seq,
            Message.kind == "message",
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return before is not None


def _is_corrected(ticket_id: int) -> bool:
    return (
        db.session.scalar(select(Correction.id).where(Correction.ticket_id == ticket_id).limit(1))
        is not None
    )


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
    """The row says that a person decided; for urgency that is the first reason."""
    said = {
        "code": f"corrected_{field}",
        "ar": f"تحديد يدوي: {by.name}",
        "en": f"set by {by.name}",
        "weight": 1.0,
    }
    others = [reason for reason in ticket.why if reason["code"] != said["code"]]
    return ([said, *others] if field == "urgency" else [*others, said])[: REASONS_KEPT + 1]
