"""What an owner does with own words: add one, remove one, let open tickets follow."""

from datetime import datetime

import structlog
from sqlalchemy import func, select

import triage
from helpdesk.assist.actions import read_anew
from helpdesk.assist.context import surround
from helpdesk.assist.models import OwnWord, Verdict
from helpdesk.assist.own_words import shelf
from helpdesk.assist.own_words.effect import Match, matches
from helpdesk.assist.own_words.queries import told
from helpdesk.assist.placing import is_corrected, take
from helpdesk.assist.rules import level_of
from helpdesk.assist.standing import standing
from helpdesk.db import added, db, hold, publish
from helpdesk.events import VerdictCorrected
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import note_entry
from helpdesk.tickets.models import Message, Ticket
from triage import own
from triage.labels import TOPICS, URGENCIES

log = structlog.get_logger()

MOST = 200
LONGEST_PHRASE = 80
OPEN_LOOKED_AT = 2000


class ImpossibleWord(Exception):  # noqa: N818 (named as people say it)
    """A word that cannot be listed: `wrong` tells why, by field.

    For "phrase": empty, too_long, too_many_words, star, listed, full. For "topic": unknown, or
    nothing_chosen where the word would stand for nothing. For "urgency": unknown.
    """

    def __init__(self, wrong: dict[str, str]) -> None:
        """`wrong` as the class says."""
        super().__init__(wrong)
        self.wrong = wrong


def understood(phrase: str, *, topic: str, urgency: str) -> triage.OwnWord:
    """A word as typed, checked against the list; "" stands for no topic, no urgency.

    `topic` is a topic's key, `urgency` "0" to "3". Raises ImpossibleWord.
    """
    phrase = " ".join(phrase.replace("\x00", "").split())
    wrong = {"phrase": _wrong_with(phrase), "topic": "", "urgency": ""}
    if topic and topic not in TOPICS:
        wrong["topic"] = "unknown"
    if urgency and urgency not in {str(level) for level in URGENCIES}:
        wrong["urgency"] = "unknown"
    if not topic and not urgency:
        wrong["topic"] = "nothing_chosen"
    if any(wrong.values()):
        raise ImpossibleWord({field: why for field, why in wrong.items() if why})
    return triage.OwnWord(phrase, topic or None, int(urgency) if urgency else None)


def add(word: triage.OwnWord, *, by: Agent, now: datetime) -> None:
    """List a word that was understood(); it counts from the next message on.

    Raises ImpossibleWord where somebody listed it in the meantime.
    """
    is_new = added(
        OwnWord,
        phrase=word.phrase,
        spelling=own.spelling(word.phrase),
        topic=word.topic,
        urgency=word.urgency,
        added_by_id=by.id,
        added_at=now,
    )
    if not is_new:
        raise ImpossibleWord({"phrase": "listed"})
    log.info("own word added", phrase=word.phrase, by=by.id)


def remove(word_id: int, *, by: Agent) -> triage.OwnWord | None:
    """Take a word off the list and give it; none where it is gone already.

    Tickets that it moved stay where they are.
    """
    row = db.session.get(OwnWord, word_id)
    if row is None:
        return None
    word = triage.OwnWord(row.phrase, row.topic, row.urgency)
    db.session.delete(row)
    log.info("own word removed", phrase=word.phrase, by=by.id)
    return word


def move_open(word: triage.OwnWord, *, by: Agent, now: datetime) -> int:
    """Judge the open tickets that hold a listed word anew, their clocks too; gives how many moved.

    What a person set stays. Looks at the 2,000 open tickets that were written on last.
    """
    recent = select(Ticket.id).where(Ticket.state == "open")
    tickets = told(recent.order_by(Ticket.last_message_at.desc()).limit(OPEN_LOOKED_AT))
    found = matches(word, shelf.listed(), tickets)
    return sum(_move(match, word, by=by, now=now) for match in found if not match.stays)


def _move(match: Match, word: triage.OwnWord, *, by: Agent, now: datetime) -> bool:
    ticket = hold(db.session.get_one(Ticket, match.ticket.id))
    if not ticket.is_open or is_corrected(ticket.id):
        return False
    for message_id in match.messages:
        read_anew(db.session.get_one(Message, message_id))
    db.session.flush()
    [fresh] = told(select(Ticket.id).where(Ticket.id == ticket.id))
    there, was = standing(fresh.said), (ticket.topic, level_of(ticket.base_score))
    if there is None or (there.topic, there.urgency) == was:
        return False
    take(ticket, db.session.get_one(Verdict, there.message_id), topic=there.topic)
    surround(ticket, now=now)
    note_entry(
        ticket,
        "own_word",
        by=by,
        now=now,
        phrase=word.phrase,
        was=list(was),
        value=[there.topic, there.urgency],
    )
    publish(VerdictCorrected(ticket.id))
    return True


def _wrong_with(phrase: str) -> str:
    try:
        spelling = own.spelling(phrase)
    except own.BadPhrase as refusal:
        return {"empty": "empty", "long": "too_many_words", "star": "star"}[refusal.why]
    if max(len(phrase), len(spelling)) > LONGEST_PHRASE:
        return "too_long"
    if db.session.scalar(select(OwnWord.id).where(OwnWord.spelling == spelling)):
        return "listed"
    if (db.session.scalar(select(func.count(OwnWord.id))) or 0) >= MOST:
        return "full"
    return ""
