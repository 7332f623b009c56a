"""A shop that acknowledges: what it chose, what it told, and one article that fits."""

import re
from typing import Any

from sqlalchemy import select

from helpdesk.acknowledgement.choices import ROADS, Choice, choose
from helpdesk.acknowledgement.models import Acknowledgement
from helpdesk.articles.models import Article
from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.tickets.models import ACKNOWLEDGEMENT, Message, Ticket
from tests.factories import article, ticket

QUESTION = "Where is my order?"
EVERYTHING: dict[str, Any] = {"roads": frozenset(ROADS), "carries_article": True, "from_score": 60}


def acknowledging(**changed: Any) -> Choice:
    """The shop tells everybody who writes, with an article, unless said otherwise."""
    choice = Choice(**(EVERYTHING | changed))
    choose(choice)
    commit()
    return choice


def tracking() -> Article:
    """The article that answers QUESTION."""
    return article(
        "track",
        en=("Where is my order?", "Open **Orders** and press [Track](/orders)."),
        ar=("أين طلبي؟", "افتح «طلباتي» واضغط «تتبع»."),
    )


def told(ticket: Ticket) -> Acknowledgement | None:
    """What its customer was told."""
    return db.session.get(Acknowledgement, ticket.id)


def words_told(ticket: Ticket) -> str:
    """The words of it; "" where nothing was told."""
    said = select(Message.text).where(
        Message.ticket_id == ticket.id, Message.kind == ACKNOWLEDGEMENT
    )
    return db.session.scalar(said) or ""


def posted() -> list[Delivery]:
    """All that is in the outbox, oldest first."""
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def asked(text: str = QUESTION, **said: Any) -> Ticket:
    """A ticket whose acknowledgement carried an article."""
    tracking()
    acknowledging()
    opened = ticket(text, **said)
    carried = told(opened)
    assert carried is not None
    assert carried.question
    return opened


def link(opened: Ticket) -> str:
    """The path by which its customer says that the article answered."""
    found = re.search(r"http://localhost(/answered/\S+)", words_told(opened))
    assert found is not None
    return found[1]
