"""The rows of one past ticket, in the shape that intake and an agent's answer leave behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench import sentences
from helpdesk.sla.targets import DEFAULTS
from helpdesk.sla.turn import turn

Rows = dict[str, list[dict[str, Any]]]
CHANNEL = "email"
# Where tickets stand: most wait, so that the queue that is measured is as long as it can be.
STATES = ("open",) * 7 + ("pending",) * 2 + ("closed",)
ANSWERS = {
    "en": "Thank you for writing. I have asked the courier and will tell you by tomorrow noon.",
    "ar": "شكراً لتواصلك. سألت شركة التوصيل وسأخبرك بالنتيجة قبل ظهر الغد بإذن الله.",
}
AGAIN = {"en": "Is there any news?", "ar": "هل من جديد؟"}


@dataclass(frozen=True)
class Letter:
    """A customer's message with what triage and the FAQ said of it."""

    lang: str
    subject: str
    text: str
    verdict: dict[str, Any]


def ticket_rows(number: int, letter: Letter, *, agent: int, now: datetime, chance: Random) -> Rows:
    """One ticket by table: the customer's message, an answer, and, where open, a second message."""
    state = STATES[number % len(STATES)]
    began = now - timedelta(minutes=chance.randint(60, 60 * 24 * 30))
    told = [(letter.text, True), (ANSWERS[letter.lang], False)]
    if state == "open":
        told.append((AGAIN[letter.lang], True))
    return _rows(number, letter, state, told, agent=agent, began=began, now=now)


def long_ticket_rows(number: int, letters: list[Letter], *, agent: int, now: datetime) -> Rows:
    """One open ticket with a message for each letter, customer and agent in turns."""
    told = [(letter.text, place % 2 == 0) for place, letter in enumerate(letters)]
    began = now - timedelta(hours=len(letters))
    return _rows(number, letters[0], "open", told, agent=agent, began=began, now=now)


def _rows(
    number: int,
    letter: Letter,
    state: str,
    told: list[tuple[str, bool]],
    *,
    agent: int,
    began: datetime,
    now: datetime,
) -> Rows:
    rows: Rows = {
        "customer": [
            {
                "id": number,
                "name": sentences.NAMES[letter.lang][number % 5],
                "language": letter.lang,
                "created_at": began,
            }
        ],
        "identity": [
            {
                "id": number,
                "customer_id": number,
                "kind": "email",
                "value": f"customer{number}@mail.example",
            }
        ],
        "ticket": [_ticket(number, letter, state, told, agent=agent, began=began, now=now)],
        "entry": [
            _entry(number, "opened", at=began),
            _entry(number, "assigned", at=began, agent_id=agent, name="Layla"),
        ],
    }
    # Each about an order of its own, as in a real shop.
    rows["mention"] = [{"ticket_id": number, "kind": "order", "value": str(40_000 + number)}]
    for place, (text, is_incoming) in enumerate(told):
        at = began + timedelta(minutes=20 * place)
        writer = _customer_rows if is_incoming else _agent_rows
        for table, made in writer(number, place + 1, text, letter, agent=agent, at=at).items():
            rows.setdefault(table, []).extend(made)
    running = rows["ticket"][0]["due_at"] if state == "open" else None
    rows["clock"] = _clocks(number, letter, agent=agent, began=began, running=running, now=now)
    return rows


def _ticket(
    number: int,
    letter: Letter,
    state: str,
    told: list[tuple[str, bool]],
    *,
    agent: int,
    began: datetime,
    now: datetime,
) -> dict[str, Any]:
    urgency = letter.verdict["urgency"]
    # Some are late; none falls due while we measure.
    due_at = now + timedelta(minutes=(number * 37) % 4000 - 1000, hours=3 * (number % 2))
    score = letter.verdict["score"]
    return {
        "id": number,
        "channel": CHANNEL,
        "subject": letter.subject,
        "customer_id": number,
        "state": state,
        "topic": letter.verdict["topic"],
        "urgency": urgency,
        "score": score,
        "base_score": score,
        "why": letter.verdict["reasons"][:3],
        "lane": 0 if urgency == 3 else 1,
        "due_at": due_at,
        "turn_at": min(due_at, turn(began, due_at, score=score, urgency=urgency)),
        "assignee_id": agent,
        "created_at": began,
        "last_message_at": began + timedelta(minutes=20 * (len(told) - 1)),
        "last_seq": len(told),
        "preview": " ".join(told[-1][0].split())[:160],
    }


def _customer_rows(
    number: int, seq: int, text: str, letter: Letter, *, agent: int, at: datetime
) -> Rows:
    message = _message(number, seq, text, at=at, customer_id=number)
    key = f"<{message['id']}@mail.example>"
    raw = {
        "id": message["id"],
        "source": CHANNEL,
        "source_key": f"mail:{message['id']}",
        "sha256": f"{message['id']:064x}",
        # The mails themselves would fill the disk and are never read again.
        "body": b"",
        "received_at": at,
        "state": "read",
    }
    verdict = {**letter.verdict, "message_id": message["id"], "ticket_id": number, "at": at}
    message |= {"channel_key": key, "subject": letter.subject, "raw_id": raw["id"]}
    return {"inbound_raw": [raw], "message": [message], "verdict": [verdict]}


def _agent_rows(
    number: int, seq: int, text: str, letter: Letter, *, agent: int, at: datetime
) -> Rows:
    message = _message(number, seq, text, at=at, agent_id=agent)
    key = f"<{message['id']}@shop.example>"
    delivery = {
        "id": message["id"],
        "message_id": message["id"],
        "channel": CHANNEL,
        "key": key,
        "recipient": f"customer{number}@mail.example",
        "state": "sent",
        "attempt": 1,
        "fence": 1,
        "next_try_at": at,
        "receipt": key,
        "created_at": at,
        "sent_at": at,
    }
    return {"message": [message | {"channel_key": key}], "delivery": [delivery]}


def _message(number: int, seq: int, text: str, *, at: datetime, **who: int) -> dict[str, Any]:
    return {
        "id": number * 100 + seq,
        "ticket_id": number,
        "seq": seq,
        "kind": "message",
        "customer_id": None,
        "agent_id": None,
        "channel": CHANNEL,
        "subject": "",
        "raw_id": None,
        "text": text,
        "automatic": False,
        "sent_at": at,
        **who,
    }


def _entry(
    number: int, kind: str, *, at: datetime, agent_id: int | None = None, **data: Any
) -> dict[str, Any]:
    return {"ticket_id": number, "kind": kind, "at": at, "agent_id": agent_id, "data": data}


def _clocks(
    number: int,
    letter: Letter,
    *,
    agent: int,
    began: datetime,
    running: datetime | None,
    now: datetime,
) -> list[dict[str, Any]]:
    """The first answer's clock, met; and on an open ticket the one that runs for the next."""
    urgency = letter.verdict["urgency"]
    common = {"ticket_id": number, "channel": CHANNEL, "urgency": urgency}
    common |= {"stopped_at": None, "by_article": False}
    met = common | {
        "kind": "first",
        "started_at": began,
        "due_at": began + timedelta(minutes=DEFAULTS[CHANNEL][urgency]),
        "met_at": began + timedelta(minutes=20),
        "met_by_id": agent,
        "told_at": None,
    }
    if running is None:
        return [met]
    waits = common | {
        "kind": "next",
        "started_at": began + timedelta(minutes=40),
        "due_at": running,
        "met_at": None,
        "met_by_id": None,
        "told_at": running if running < now else None,
    }
    return [met, waits]
