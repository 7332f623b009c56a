"""The notice of a burst on the desk: what it says, where it leads, and who may dismiss it."""

import pytest
from sqlalchemy import select

from helpdesk.assist.models import Burst
from helpdesk.db import commit, db, now
from helpdesk.tickets.actions import place
from tests.factories import agent, ticket
from tests.helpdesk.web.counting import queries
from tests.helpdesk.web.parts import PART


@pytest.fixture
def burst(app):
    """Fourteen tickets about shipments within the hour, where two are usual."""
    found = ticket(subject="My parcel")
    place(found, topic="shipment", urgency=1, score=30.0, why=[])
    noticed = Burst(
        topic="shipment",
        ticket_id=found.id,
        common="courier:SMSA",
        count=14,
        usual=2.2,
        began_at=now(),
        noticed_at=now(),
    )
    db.session.add(noticed)
    commit()
    return noticed


def test_everybody_is_told_what_how_many_against_the_usual_and_where(as_person, burst):
    text = as_person(agent()).get("/inbox").text
    assert "Far more than usual: Shipment" in text
    assert "14 tickets since" in text
    assert "usually 2 an hour" in text
    assert "courier: SMSA" in text
    assert 'href="/inbox?view=open&amp;topic=shipment"' in text


def test_it_is_told_in_arabic(as_person, burst):
    text = as_person(agent("ليلى", locale="ar")).get("/inbox").text
    assert "أكثر من المعتاد بكثير" in text
    assert "14 تذكرة منذ" in text


def test_only_managers_are_offered_to_dismiss_it(as_person, burst):
    assert "/dismiss" not in as_person(agent()).get("/inbox").text
    assert f"/bursts/{burst.id}/dismiss" in as_person(agent(role="manager")).get("/inbox").text
    assert as_person(agent()).post(f"/bursts/{burst.id}/dismiss").status_code == 403


def test_a_dismissed_one_is_gone_and_who_did_it_is_kept(as_person, burst):
    huda = agent("Huda", role="manager")
    answer = as_person(huda).post(f"/bursts/{burst.id}/dismiss?topic=shipment", headers=PART)
    assert answer.status_code == 200
    assert "Far more" not in answer.text
    assert "Only this topic" in answer.text
    assert db.session.scalars(select(Burst.dismissed_by_id)).all() == [huda.id]


def test_without_scripts_it_leads_back_to_the_list(as_person, burst):
    answer = as_person(agent(role="owner")).post(f"/bursts/{burst.id}/dismiss?topic=shipment")
    assert answer.location == "/inbox?view=open&topic=shipment"


def test_the_list_of_one_topic_leads_to_its_tickets_and_stays_so(as_person, burst):
    other = ticket(subject="An invoice, please", sender="khalid@mail.example")
    place(other, topic="payment", urgency=1, score=30.0, why=[])
    commit()
    browser = as_person(agent())
    text = browser.get("/inbox?topic=shipment").text
    assert "My parcel" in text
    assert "An invoice" not in text
    assert f'href="/tickets/{burst.ticket_id}?view=open&amp;topic=shipment"' in text
    assert 'hx-get="/inbox/rows?view=open&amp;topic=shipment"' in text
    beside = browser.get(f"/tickets/{burst.ticket_id}?view=open&topic=shipment").text
    assert "An invoice" not in beside
    assert "An invoice" in browser.get("/inbox?topic=nonsense").text


def test_a_topic_without_tickets_says_so(as_person):
    text = as_person(agent()).get("/inbox?topic=claim").text
    assert "None about this topic" in text


def test_thirty_of_a_topic_ask_no_more_than_one(as_person, burst):
    browser = as_person(agent())
    browser.get("/inbox?topic=shipment")
    with queries() as one:
        browser.get("/inbox?topic=shipment")
    for number in range(29):
        found = ticket(sender=f"m{number}@mail.example")
        place(found, topic="shipment", urgency=1, score=30.0, why=[])
    commit()
    with queries() as thirty:
        browser.get("/inbox?topic=shipment")
    assert len(thirty) == len(one)
