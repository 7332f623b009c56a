"""What a customer still asks: the newest message, and where it says little, those before it."""

from typing import Any, NamedTuple

from sqlalchemy import select

from faq.bridge import is_silent
from faq.calling import is_call, is_question
from helpdesk.assist.library import SUGGESTIONS, suggest
from helpdesk.assist.models import Verdict
from helpdesk.db import db
from helpdesk.tickets.models import Message, Ticket
from triage.text import words

LOOKED_BACK = 4
# Fewer words than this that say something ("and the colour?") lean on what was said before.
ENOUGH = 4
# What a message weighs against the one after it. One that only calls ("hello?", "any news?") takes
# no weight.
FADES = 0.7
READ = 3_000


class Said(NamedTuple):
    """A customer's message: what it says, its topic, and how many of its words tell something.

    Of a message that only calls for an answer, none does.
    """

    message_id: int
    text: str
    topic: str
    telling: int


def proposals(message: Message, *, topic: str) -> list[dict[str, Any]]:
    """The articles that answer what is open once `message` has come, best first, as rows keep them.

    `topic` is the message's. Praise asks for nothing, so nothing before it is asked again; nor is
    it where the message is a new question that no article answers.
    """
    newest = read(message.id, message.text or message.subject, topic)
    asked = [(newest, suggest(newest.text, topic=topic))]
    if message.seq > 1 and topic != "feedback" and _leans(newest, is_answered=bool(asked[0][1])):
        earlier = _open(_earlier(message.ticket_id, below=message.seq))
        asked += [(said, suggest(said.text, topic=said.topic)) for said in earlier]
    best: dict[int, dict[str, Any]] = {}
    weight = 1.0
    for said, answers in asked:
        for answer in answers:
            weighed = {**answer, "score": round(answer["score"] * weight, 4)}
            other = best.setdefault(answer["article"], weighed)
            if weighed["score"] > other["score"]:
                best[answer["article"]] = weighed
        weight *= FADES if said.telling else 1
    return sorted(best.values(), key=lambda answer: -answer["score"])[:SUGGESTIONS]


def asking_message(ticket: Ticket) -> int | None:
    """The id of the message that an answer given now answers; none where none says anything."""
    said = asking(_earlier(ticket.id, below=ticket.last_seq + 1))
    return said.message_id if said else None


def asking(said: list[Said]) -> Said | None:
    """Of a customer's messages, newest first, the one that asks; none where none says anything."""
    most = max(_open(said), key=lambda one: one.telling, default=None)
    return most if most and most.telling else None


def read(message_id: int, text: str, topic: str) -> Said:
    """A message with the number of its words that tell something."""
    telling = sum(not is_silent(word.form) for word in words(text[:READ]))
    return Said(message_id, text, topic, 0 if is_call(text) else telling)


def _leans(said: Said, *, is_answered: bool) -> bool:
    """Whether what was asked before is open still, beside the newest message."""
    return said.telling < ENOUGH and (is_answered or not is_question(said.text))


def _open(said: list[Said]) -> list[Said]:
    """From the newest back to the first that stands for itself."""
    enough = (place for place, one in enumerate(said, start=1) if one.telling >= ENOUGH)
    return said[: next(enough, len(said))]


def _earlier(ticket_id: int, *, below: int) -> list[Said]:
    """The customer's messages before number `below`, newest first."""
    rows = db.session.execute(
        select(Message.id, Message.text, Message.subject, Verdict.topic)
        .join(Verdict, Verdict.message_id == Message.id)
        .where(
            Message.ticket_id == ticket_id,
            Message.seq < below,
            Message.customer_id.is_not(None),
            Message.automatic.is_(False),
        )
        .order_by(Message.seq.desc())
        .limit(LOOKED_BACK)
    )
    return [read(row.id, row.text or row.subject, row.topic) for row in rows]
