"""The demo shop: lively, told once, and nothing of it leaves the house."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from helpdesk import seeds
from helpdesk.articles.models import Article
from helpdesk.assist.bursts import told_now
from helpdesk.assist.models import Mention
from helpdesk.channels.delivery import deliver_waiting
from helpdesk.channels.models import Delivery
from helpdesk.db import db
from helpdesk.people.models import Agent, Customer
from helpdesk.sla.actions import tell_breaches
from helpdesk.tickets.models import CANNOT_WAIT, Message, Ticket
from tests.factories import NOON


@pytest.mark.usefixtures("app")
def test_the_shop_is_lively_told_once_and_keeps_quiet() -> None:
    assert seeds.load(now=NOON)
    assert not seeds.load(now=NOON)

    tickets = db.session.scalars(select(Ticket)).all()
    assert 50 <= len(tickets) <= 80
    for by in ("channel", "state"):
        assert len(Counter(getattr(each, by) for each in tickets)) == 3
    for channel in ("email", "chat", "whatsapp"):
        states = {each.state for each in tickets if each.channel == channel}
        assert states == {"open", "pending", "closed"}

    waiting = [each for each in tickets if each.is_open]
    assert {each.lane == CANNOT_WAIT for each in waiting} == {True, False}
    assert {each.due_at < NOON for each in waiting} == {True, False}
    assert all(each.why for each in waiting)
    languages = set(db.session.scalars(select(Customer.language)))
    assert {"ar", "en"} <= languages
    assert max(db.session.scalars(select(Message.sent_at))) <= NOON
    assert len(db.session.scalars(select(Article.id)).all()) >= 20

    roles = {
        agent.email: max(r.name for r in agent.roles) for agent in db.session.scalars(select(Agent))
    }
    assert roles == dict(seeds.LOGINS)

    # The past stays the past: no worker sends it or raises an alarm about it.
    assert db.session.scalar(select(func.count()).where(Delivery.state == "waiting")) == 0
    assert deliver_waiting() == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("helpdesk.sla.actions.now", lambda: NOON)
        assert tell_breaches() == 0


@pytest.mark.usefixtures("app")
def test_the_shop_shows_what_surrounds_a_ticket() -> None:
    seeds.load(now=NOON)
    why = {reason["code"] for each in db.session.scalars(select(Ticket)) for reason in each.why}
    assert {"context.again_thrice", "context.waits_whole", "context.others"} & why
    assert [(burst.topic, burst.common) for burst in told_now()] == [("shipment", "courier:SMSA")]
    values = db.session.scalars(select(Mention.value)).all()
    assert values.count("47733") == 2
