"""Named people and their tickets, with as little said as a test needs."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from helpdesk.articles.models import Article, ArticleText, Category
from helpdesk.channels import intake
from helpdesk.channels.base import Incoming
from helpdesk.db import commit, db
from helpdesk.mailboxes import actions as mailboxes
from helpdesk.mailboxes.models import Mailbox
from helpdesk.people.actions import role as role_named
from helpdesk.people.models import Agent
from helpdesk.tickets.models import Message, Ticket

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_numbers = itertools.count(1)
_ROLES = {
    "agent": ["agent"],
    "manager": ["agent", "manager"],
    "owner": ["agent", "manager", "owner"],
}


def after(**span: float) -> datetime:
    """Some time after noon of the second of March: after(minutes=5)."""
    return NOON + timedelta(**span)


def agent(name: str = "Sara", *, role: str = "agent", locale: str | None = "en") -> Agent:
    """A person of the shop; managers and owners answer customers too."""
    number = next(_numbers)
    person = Agent(
        email=f"{name.lower()}{number}@dukkan.example",
        name=name,
        password="nobody signs in with this",
        fs_uniquifier=f"person-{number}",
        locale=locale,
        created_at=NOON,
    )
    person.roles = [role_named(each) for each in _ROLES[role]]
    db.session.add(person)
    commit()
    return person


def incoming(text: str = "Where is my order?", **said: Any) -> Incoming:
    """A mail of Mona's, unless said otherwise."""
    facts: dict[str, Any] = {
        "channel": "email",
        "key": f"<{next(_numbers)}@mail.example>",
        "sender_kind": "email",
        "sender": "mona@mail.example",
        "sender_name": "Mona Haddad",
        "subject": "My order",
    }
    return Incoming(text=text, **(facts | said))


def message(text: str = "Where is my order?", *, now: datetime = NOON, **said: Any) -> Message:
    """A message that came in, was judged and put on its ticket."""
    taken = intake.accept(incoming(text, **said), now=now)
    assert taken is not None
    commit()
    return taken


def ticket(text: str = "Where is my order?", *, now: datetime = NOON, **said: Any) -> Ticket:
    """A ticket opened by one message of a customer."""
    return message(text, now=now, **said).ticket


def a_mailbox(address: str = "help@dukkan.example", **chosen: Any) -> Mailbox:
    """A mailbox of the shop, set up as far as a test says nothing else."""
    facts: dict[str, Any] = {
        "name": "Dukkan Help",
        "address": address,
        "aliases": [],
        "is_on": True,
        "auth": "password",
        "imap_host": "imap.example",
        "imap_port": 993,
        "imap_security": "tls",
        "imap_username": address,
        "imap_folder": "INBOX",
        "since": None,
        "smtp_host": "",
        "smtp_port": 587,
        "smtp_security": "starttls",
        "smtp_username": "",
        "password": "kept a secret",
    }
    made = mailboxes.add(mailboxes.Chosen(**(facts | chosen)), now=NOON)
    commit()
    return made


def article(
    slug: str,
    *,
    topic: str = "shipment",
    category: Category | None = None,
    **told: tuple[str, str],
) -> Article:
    """An article: article("track", en=("Where is my order?", "Press Track."))."""
    made = Article(slug=slug, topic=topic, category=category, updated_at=NOON)
    made.texts = [
        ArticleText(lang=lang, question=question, answer=answer, phrasings=[])
        for lang, (question, answer) in told.items()
    ]
    db.session.add(made)
    commit()
    return made
