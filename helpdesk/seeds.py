"""The demo shop: a small lively one, told through the same actions as real life."""

import json
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from helpdesk.articles.filing import open_article
from helpdesk.articles.models import Category
from helpdesk.articles.publishing import call_matching, make_live
from helpdesk.articles.wording import LANGS, Wording
from helpdesk.assist.bursts import look
from helpdesk.channels import intake
from helpdesk.channels.base import PASSED, Incoming
from helpdesk.channels.models import Delivery
from helpdesk.channels.visitors import welcome
from helpdesk.db import commit, db, publish
from helpdesk.events import ClockBreached
from helpdesk.people.actions import hire
from helpdesk.people.models import Agent
from helpdesk.sla.models import Clock
from helpdesk.tickets.actions import assign, close, note, reply
from helpdesk.tickets.models import Entry, Ticket

FOLDER = Path(__file__).parent / "demo"
PASSWORD = "farz-demo"  # noqa: S105 (printed at start, for the demo shop only)
LOGINS = (
    ("sara@dukkan.example", "agent"),
    ("omar@dukkan.example", "agent"),
    ("huda@dukkan.example", "manager"),
    ("layla@dukkan.example", "owner"),
)
NAMES = {
    "sara": "Sara Haddad",
    "omar": "عمر الزهراني",
    "huda": "Huda Mansour",
    "layla": "ليلى قاسم",
}
ROLES = {
    "agent": ["agent"],
    "manager": ["agent", "manager"],
    "owner": ["agent", "manager", "owner"],
}


def load(*, now: datetime) -> bool:
    """Fill an empty database with the demo shop, its past ending at `now`; gives whether it did."""
    if db.session.scalar(select(Agent.id).limit(1)) is not None:
        return False
    team = _hire_team(now)
    _write_articles(now)
    stories = _read("tickets.json")
    for story in sorted(stories, key=lambda story: -story["age_hours"]):
        _tell(story, team, now=now)
    _settle_deliveries()
    _settle_breaches(now)
    look(at=now)
    commit()
    return True


def _hire_team(now: datetime) -> dict[str, Agent]:
    return {
        email.partition("@")[0]: hire(
            email,
            name=NAMES[email.partition("@")[0]],
            password=PASSWORD,
            roles=ROLES[role],
            now=now - timedelta(days=60),
        )
        for email, role in LOGINS
    }


def _write_articles(now: datetime) -> None:
    for position, told in enumerate(_read("categories.json"), start=1):
        db.session.add(Category(position=position, **told))
    db.session.flush()
    for told in _read("articles.json"):
        article = open_article(
            told["slug"], topic=told["topic"], category=told["category"], now=now
        )
        for lang in LANGS:
            words = told[lang]
            said = Wording(words["question"], tuple(words["phrasings"]), words["answer"])
            make_live(article, lang, said, by=None, now=now)
        call_matching(article)
    db.session.flush()


def _read(name: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((FOLDER / name).read_text())
    return told


def _tell(story: dict[str, Any], team: dict[str, Agent], *, now: datetime) -> None:
    """One ticket from its first message to its present state."""
    at = now - timedelta(hours=story["age_hours"])
    sender_kind, sender = _sender(story, at)
    ticket: Ticket | None = None
    for line in story["messages"]:
        at = min(at + timedelta(minutes=line["after_minutes"]), now)
        if line["from"] == "customer":
            message = intake.accept(_incoming(story, line, ticket, sender_kind, sender), now=at)
            ticket = db.session.get_one(Ticket, message.ticket_id) if message else ticket
        elif ticket is not None:
            act = note if line["kind"] == "note" else reply
            act(ticket, line["text"], by=team[line["from"]], now=at)
    if ticket is not None:
        _settle(story, ticket, team, at=at)


def _sender(story: dict[str, Any], at: datetime) -> tuple[str, str]:
    customer = story["customer"]
    if story["channel"] == "chat":
        return "visitor", str(welcome(customer["lang"], now=at)[0].id)
    if story["channel"] == "whatsapp":
        return "phone", customer["phone"].replace(" ", "")
    return "email", customer["email"]


def _incoming(
    story: dict[str, Any],
    line: dict[str, Any],
    ticket: Ticket | None,
    sender_kind: str,
    sender: str,
) -> Incoming:
    return Incoming(
        channel=story["channel"],
        key=f"demo-{uuid.uuid4().hex}",
        sender_kind=sender_kind,
        sender=sender,
        sender_name=story["customer"]["name"],
        subject=story.get("subject") or "",
        text=line["text"],
        proof=PASSED if story["channel"] == "email" else None,
        ticket_id=ticket.id if ticket else None,
    )


def _settle(story: dict[str, Any], ticket: Ticket, team: dict[str, Agent], *, at: datetime) -> None:
    someone = team[story["assignee"]] if story["assignee"] else None
    if someone and ticket.assignee_id != someone.id:
        assign(ticket, someone, by=someone, now=at)
    if story["state"] == "closed":
        close(ticket, by=someone or team["sara"], now=at)
    ticket.state = story["state"]


def _settle_deliveries() -> None:
    """The past is past: nothing of it may leave the house when the worker starts."""
    for delivery in db.session.scalars(select(Delivery).where(Delivery.state == "waiting")):
        delivery.state = "read" if delivery.channel != "email" else "sent"
        delivery.sent_at = delivery.created_at + timedelta(seconds=2)
        delivery.receipt = delivery.key


def _settle_breaches(now: datetime) -> None:
    late = select(Clock).where(
        Clock.due_at < now, Clock.met_at.is_(None), Clock.stopped_at.is_(None)
    )
    for clock in db.session.scalars(late).all():
        clock.told_at = clock.due_at
        db.session.add(Entry(ticket_id=clock.ticket_id, kind="overdue", at=clock.due_at, data={}))
        publish(ClockBreached(clock.ticket_id, now))
