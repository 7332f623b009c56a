"""Between which topics triage was not sure, and what settles it."""

from sqlalchemy import select

from helpdesk.assist.actions import correct
from helpdesk.assist.doubt import chances_of, doubt_after, likeliest
from helpdesk.assist.models import Correction, Verdict
from helpdesk.db import commit, db
from helpdesk.tickets.models import Ticket
from tests.factories import after, agent, ticket

TOPICS = {"order": 0.52, "shipment": 0.3, "return": 0.1, "other": 0.08}


def verdict(topic="order", sure=False, topics=TOPICS):
    return Verdict(topic=topic, sure=sure, chances=likeliest(topics))


def test_the_two_likeliest_topics_are_kept_with_their_chances():
    assert likeliest(TOPICS) == [
        {"topic": "order", "chance": 0.52},
        {"topic": "shipment", "chance": 0.3},
    ]


def test_who_is_not_sure_asks_about_two_topics_and_who_is_sure_about_none():
    fresh = Ticket(topic="other")
    assert doubt_after(fresh, verdict(), topic="order") == ["order", "shipment"]
    assert doubt_after(fresh, verdict(sure=True), topic="order") is None


def test_a_topic_that_is_hardly_possible_is_not_asked_about():
    assert (
        doubt_after(Ticket(), verdict(topics={"order": 1.0, "other": 0.0}), topic="order") is None
    )


def test_a_verdict_from_before_chances_were_kept_raises_no_doubt():
    old = Verdict(topic="order", sure=False, chances=[])
    assert doubt_after(Ticket(), old, topic="order") is None


def test_thanks_afterwards_leave_the_doubt_as_it_was():
    asked = Ticket(topic="order", doubt=["order", "shipment"])
    thanks = verdict("feedback", topics={"feedback": 0.6, "other": 0.4})
    assert doubt_after(asked, thanks, topic="order") == ["order", "shipment"]
    assert chances_of(asked.doubt, thanks) == {}
    assert chances_of(asked.doubt, verdict()) == {"order": 0.52, "shipment": 0.3}


def test_choosing_a_topic_settles_it_also_the_one_that_stands_there(app):
    found, sara = ticket(), agent()
    for value, corrections in ((found.topic, 0), ("account", 1)):
        found.doubt = [found.topic, "account"]
        commit()
        correct(found, "topic", value, by=sara, now=after(minutes=1))
        assert found.doubt is None
        assert len(db.session.scalars(select(Correction)).all()) == corrections


def test_an_urgency_set_by_hand_leaves_the_topic_in_doubt(app):
    found = ticket()
    found.doubt = ["order", "shipment"]
    commit()
    correct(found, "urgency", "3", by=agent(), now=after(minutes=1))
    assert found.doubt == ["order", "shipment"]
