"""What surrounds a message moves its ticket: at the door of each event, with the reason named."""

from dataclasses import replace

import pytest

import triage
from helpdesk.assist.actions import correct
from helpdesk.assist.context import CONTEXT
from helpdesk.db import commit
from helpdesk.sla import actions as sla
from helpdesk.sla.queries import clock_of
from helpdesk.tickets.actions import close, reply
from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.assist.test_actions import SAID
from tests.helpdesk.web.counting import queries

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def heard(monkeypatch):
    """Triage hears a normal question about a parcel, until a test says otherwise: heard(…)."""
    said = {}

    class Oracle:
        def read(self, text, *, channel, subject, words):
            return replace(SAID, **said)

    def hear(**other):
        facts = {"topic": "shipment", "urgency": 1, "score": 36.0, **other}
        said.clear()
        said.update(facts)

    monkeypatch.setattr(triage, "load", Oracle)
    hear()
    return hear


def around(found):
    """The reasons of the surroundings, by name, with their figures."""
    return {
        reason["code"].removeprefix(CONTEXT): reason["figure"]
        for reason in found.why
        if reason["code"].startswith(CONTEXT)
    }


def breach(found, monkeypatch, *, at):
    monkeypatch.setattr("helpdesk.sla.actions.now", lambda: at)
    assert sla.tell_breaches() == 1
    commit()


def test_a_strangers_first_message_speaks_for_itself_and_asks_nothing_more():
    with queries() as sent:
        first = ticket()
    assert around(first) == {}
    assert (first.score, first.base_score) == (36.0, 36.0)
    assert not [
        each for each in sent if each.startswith("SELECT") and "FROM ticket JOIN clock" in each
    ]


def test_the_third_message_without_an_answer_is_high():
    asked = ticket(now=NOON)
    message(ticket_id=asked.id, now=after(hours=2))
    assert around(asked) == {"again": {"count": 2}}
    assert (asked.urgency, asked.score) == (1, 40.0)
    message(ticket_id=asked.id, now=after(hours=4))
    assert around(asked)["again_thrice"] == {"count": 3}
    assert (asked.urgency, asked.base_score) == (2, 36.0)
    assert asked.why[0]["code"] == "context.again_thrice"
    assert clock_of(asked.id).urgency == 2


def test_it_counts_over_mails_that_each_began_a_ticket_of_their_own():
    ticket(now=NOON)
    ticket(now=after(hours=2))
    third = ticket(now=after(hours=4))
    assert around(third)["again_thrice"] == {"count": 3}
    assert around(third)["others"] == {"count": 2}
    assert third.urgency == 2


def test_another_matter_is_no_further_try(heard):
    ticket(now=NOON)
    heard(topic="payment")
    assert around(ticket(now=after(hours=2))) == {"others": {"count": 1}}


def test_lines_in_one_breath_are_one_contact():
    said = {"channel": "chat", "sender_kind": "visitor", "sender": "7"}
    asked = ticket("hi", now=NOON, **said)
    for seconds in (20, 40, 100):
        message("…", now=after(seconds=seconds), ticket_id=asked.id, **said)
    assert "again" not in around(asked)
    message("hello?", now=after(minutes=4), ticket_id=asked.id, **said)
    assert around(asked)["again"] == {"count": 2}
    assert around(asked)["channel"] == {"minutes": 2}


def test_an_answer_ends_what_spoke_of_waiting():
    asked = ticket(now=NOON)
    for hours in (2, 4):
        message(ticket_id=asked.id, now=after(hours=hours))
    reply(asked, "It comes today.", by=agent(), now=after(hours=5))
    assert around(asked) == {}
    assert (asked.urgency, asked.score) == (1, 36.0)


def test_when_time_runs_out_the_turn_comes_sooner_and_the_promise_stays(monkeypatch):
    asked = ticket(now=NOON)
    due, turn = asked.due_at, asked.turn_at
    breach(asked, monkeypatch, at=after(hours=13))
    assert around(asked) == {"waits_whole": {"since": "2026-03-02T12:00:00+00:00"}}
    assert (asked.urgency, asked.score) == (1, 44.0)
    assert asked.due_at == due
    assert asked.turn_at < turn


def test_who_was_answered_late_waits_with_more_weight():
    first = ticket(now=NOON)
    reply(first, "Sorry for the wait.", by=agent(), now=after(days=2))
    second = ticket(now=after(days=10))
    assert around(second) == {"late_before": {"on": "2026-03-04T12:00:00+00:00"}}
    assert second.turn_at < second.due_at
    close(second, by=agent(), now=after(days=11))
    assert around(ticket(now=after(days=200))) == {}


def test_settled_tickets_are_no_open_ones():
    close(ticket(now=NOON), by=agent(), now=after(hours=1))
    assert around(ticket(now=after(hours=2))) == {}


@pytest.mark.parametrize(
    "said",
    [
        {"topic": "feedback", "urgency": 0, "score": 5.0},
        {"topic": "other", "urgency": 0, "score": 5.0},
    ],
    ids=["praise", "an offer by mail"],
)
def test_praise_and_offers_are_never_raised(heard, said):
    heard(**said)
    for hours in range(4):
        last = ticket(now=after(hours=hours))
    assert (last.urgency, around(last)) == (0, {})


def test_a_thank_you_is_no_further_try(heard):
    asked = ticket(now=NOON)
    heard(topic="feedback", urgency=0, score=5.0)
    message("Thanks in advance!", ticket_id=asked.id, now=after(hours=1))
    assert "again" not in around(asked)


def test_an_automatic_mail_moves_nothing():
    asked = ticket(now=NOON)
    for hours in (2, 4):
        message("I am out of office", ticket_id=asked.id, now=after(hours=hours), automatic=True)
    assert (asked.urgency, around(asked)) == (1, {})


def test_a_level_that_a_person_set_is_not_overruled():
    asked = ticket(now=NOON)
    correct(asked, "urgency", "0", by=agent("Sara"), now=after(minutes=5))
    for hours in (2, 4):
        message(ticket_id=asked.id, now=after(hours=hours))
    assert asked.urgency == 0
    assert around(asked)["again_thrice"] == {"count": 3}
    assert asked.why[0]["en"] == "set by Sara"


def test_a_corrected_topic_keeps_what_the_surroundings_raised():
    asked = ticket(now=NOON)
    for hours in (2, 4):
        message(ticket_id=asked.id, now=after(hours=hours))
    correct(asked, "topic", "claim", by=agent("Sara"), now=after(hours=5))
    assert (asked.topic, asked.urgency, asked.base_score) == ("claim", 2, 36.0)
    assert "again_thrice" in around(asked)


def test_worse_news_counts_from_what_the_words_said(heard):
    asked = ticket(now=NOON)
    for hours in (2, 4):
        message(ticket_id=asked.id, now=after(hours=hours))
    burns = replace(SAID.reasons[0], code="danger.burning", weight=3.0)
    heard(topic="broken", urgency=3, score=90.0, reasons=(burns,))
    message("It burns!", ticket_id=asked.id, now=after(hours=5))
    assert (asked.urgency, asked.base_score) == (3, 90.0)
    assert [reason["code"] for reason in asked.why[:2]] == [
        "danger.burning",
        "context.again_thrice",
    ]


def test_thirty_tickets_of_a_customer_ask_no_more_than_three():
    for hours in range(2):
        ticket(now=after(hours=hours))
    with queries() as three:
        ticket(now=after(hours=2))
    for hours in range(3, 29):
        ticket(now=after(hours=hours))
    with queries() as thirty:
        ticket(now=after(hours=30))
    assert len(thirty) == len(three)
