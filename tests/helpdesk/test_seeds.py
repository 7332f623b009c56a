"""The demo shop: lively, told once, and nothing of it leaves the house."""

from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk import seeds
from helpdesk.articles.models import Article
from helpdesk.assist.bursts import told_now
from helpdesk.assist.models import Mention
from helpdesk.channels.delivery import deliver_waiting
from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.mining.actions import ask
from helpdesk.mining.night import mine
from helpdesk.mining.queries import waiting
from helpdesk.people.models import Agent, Customer
from helpdesk.sla.actions import tell_breaches
from helpdesk.tickets.models import CANNOT_WAIT, Message, Ticket
from tests.conftest import emptied
from tests.factories import NOON


@pytest.fixture(scope="module", autouse=True)
def house(app: Flask) -> Iterator[None]:
    """The demo shop, loaded once by the command, at noon; the tests change nothing of its past."""
    with emptied(app), pytest.MonkeyPatch.context() as patched:
        patched.setattr("helpdesk.cli.now", lambda: NOON)
        assert load(app) == "demo shop loaded"
        yield


def load(app: Flask) -> str:
    """What `flask demo load` says."""
    return app.test_cli_runner().invoke(args=["demo", "load"]).output.strip()


def test_it_is_told_once(app: Flask) -> None:
    before = db.session.scalar(select(func.count(Ticket.id)))
    assert load(app) == "there is a shop already"
    assert db.session.scalar(select(func.count(Ticket.id))) == before


def test_each_channel_has_tickets_of_each_state() -> None:
    tickets = db.session.scalars(select(Ticket)).all()
    assert 50 <= len(tickets) <= 100
    assert {(each.channel, each.state) for each in tickets} == set(
        product(("email", "chat", "whatsapp"), ("open", "pending", "closed"))
    )


def test_some_waiting_cannot_wait_some_are_late_and_all_say_why() -> None:
    waiting = [each for each in db.session.scalars(select(Ticket)) if each.is_open]
    assert {each.lane == CANNOT_WAIT for each in waiting} == {True, False}
    assert {each.due_at < NOON for each in waiting} == {True, False}
    assert all(each.why for each in waiting)


def test_people_write_in_both_languages_and_nobody_in_the_future() -> None:
    assert {"ar", "en"} <= set(db.session.scalars(select(Customer.language)))
    assert max(db.session.scalars(select(Message.sent_at))) <= NOON
    assert len(db.session.scalars(select(Article.id)).all()) >= 20


def test_the_logins_are_those_that_are_printed() -> None:
    roles = {
        agent.email: max(r.name for r in agent.roles) for agent in db.session.scalars(select(Agent))
    }
    assert roles == dict(seeds.LOGINS)


def test_the_past_stays_the_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker sends it or raises an alarm about it."""
    assert db.session.scalar(select(func.count()).where(Delivery.state == "waiting")) == 0
    assert deliver_waiting() == 0
    monkeypatch.setattr("helpdesk.sla.actions.now", lambda: NOON)
    assert tell_breaches() == 0


def test_it_shows_what_surrounds_a_ticket() -> None:
    why = {reason["code"] for each in db.session.scalars(select(Ticket)) for reason in each.why}
    assert {"context.again_thrice", "context.waits_whole", "context.others"} & why
    assert [(burst.topic, burst.common) for burst in told_now()] == [("shipment", "courier:SMSA")]
    values = db.session.scalars(select(Mention.value)).all()
    assert values.count("47733") == 2


def test_what_it_lacks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpdesk.mining.night.now", lambda: NOON)
    ask(by=None, now=NOON)
    commit()
    mine()
    names = " ".join(listed.group.name("en") for listed in waiting())
    assert "assemble" in names
    assert "instalments" in names
    assert "gift" in names
