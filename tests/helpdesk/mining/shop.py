"""A shop whose customers ask what no article says, and whose agents answer by hand."""

from datetime import datetime, timedelta

from sqlalchemy import select

from helpdesk.db import commit, db
from helpdesk.mining.actions import ask
from helpdesk.mining.models import Mining, QuestionGroup
from helpdesk.mining.night import mine
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import NOON

GIFTS = (
    "Do you wrap gifts?",
    "Can you wrap it as a gift with a card?",
    "هل تغلفون الهدايا؟",
    "do you do gift wrapping",
)
WRAPPED = "Hi Mona, we wrap gifts for 15 SAR with a handwritten card; choose “Gift” in the basket."
PARTS = (
    "Can I pay in instalments?",
    "هل يوجد تقسيط؟",
    "is it possible to pay in 4 instalments with tabby",
)


def asked(
    text: str, by: str, *, now: datetime = NOON, said: str = "", agent: Agent | None = None
) -> Ticket:
    """A ticket of a customer; with a reply, it was answered by hand and closed."""
    opened = factories.ticket(
        text, now=now, sender=f"{by}@mail.example", sender_name=by, subject=""
    )
    if said and agent:
        reply(opened, said, by=agent, now=now + timedelta(hours=1))
        close(opened, by=agent, now=now + timedelta(hours=2))
        commit()
    return opened


def several(
    texts: tuple[str, ...],
    agent: Agent,
    *,
    said: str = WRAPPED,
    now: datetime = NOON,
    by: str = "c",
) -> list[Ticket]:
    """One settled ticket a text, each of a customer of its own."""
    return [
        asked(text, f"{by}{at}", said=said, agent=agent, now=now + timedelta(hours=at))
        for at, text in enumerate(texts)
    ]


def mined(*, by: Agent | None = None) -> Mining:
    """The run after it was asked for and done, in the process that really sorts."""
    ask(by=by, now=NOON)
    commit()
    mine()
    return db.session.scalars(select(Mining).order_by(Mining.id.desc()).limit(1)).one()


def groups() -> list[QuestionGroup]:
    """All groups, those asked most first."""
    order = (QuestionGroup.questions.desc(), QuestionGroup.id)
    return list(db.session.scalars(select(QuestionGroup).order_by(*order)))
