"""What triage said of a ticket, set right or settled with one click."""

import re

import pytest
from sqlalchemy import select

from helpdesk.assist.models import Correction
from helpdesk.db import commit, db
from tests.factories import agent, ticket
from tests.helpdesk.web.parts import PART


def test_one_click_sets_the_urgency_right_and_keeps_what_was(as_person):
    found = ticket()
    was = found.urgency
    text = (
        as_person(agent())
        .post(f"/tickets/{found.id}/correct", data={"field": "urgency", "value": "3"}, headers=PART)
        .text
    )
    kept = db.session.scalars(select(Correction)).one()
    assert (kept.field, kept.was, kept.now) == ("urgency", str(was), "3")
    assert 'value="3" aria-pressed="true"' in text


@pytest.mark.parametrize(("field", "value"), [("urgency", "9"), ("topic", "war"), ("state", "x")])
def test_a_correction_to_nonsense_is_refused(as_person, field, value):
    found = ticket()
    answer = as_person(agent()).post(
        f"/tickets/{found.id}/correct", data={"field": field, "value": value}
    )
    assert answer.status_code == 422
    assert db.session.scalar(select(Correction)) is None


def test_who_closes_a_ticket_is_asked_no_more(as_person):
    found = ticket()
    found.doubt = ["order", "shipment"]
    commit()
    browser = as_person(agent())
    assert 'class="doubts"' in browser.get(f"/tickets/{found.id}").text
    closed = browser.post(f"/tickets/{found.id}/close", headers=PART).text
    assert 'class="doubts"' not in closed
    assert 'class="doubt"' not in browser.get("/inbox?view=closed").text


def test_a_doubt_is_settled_by_one_click_on_either_topic(as_person):
    found = ticket()
    found.topic, found.doubt = "order", ["order", "shipment"]
    commit()
    browser = as_person(agent())
    page = browser.get(f"/tickets/{found.id}").text
    asked = page.partition('class="doubts"')[2].partition("</form>")[0]
    assert "Not sure: order or shipment?" in asked
    assert re.findall(r'name="value" value="(\w+)"', asked) == ["order", "shipment"]
    form = {"field": "topic", "value": "order"}
    settled = browser.post(f"/tickets/{found.id}/correct", data=form, headers=PART).text
    assert 'class="doubts"' not in settled
    assert db.session.scalar(select(Correction)) is None


def test_how_sure_triage_was_is_said_only_of_the_topic_it_found(as_person):
    found = ticket()
    browser = as_person(agent())
    assert "sure of the topic" in browser.get(f"/tickets/{found.id}").text
    other = "claim" if found.topic != "claim" else "order"
    form = {"field": "topic", "value": other}
    corrected = browser.post(f"/tickets/{found.id}/correct", data=form, headers=PART).text
    assert "sure of the topic" not in corrected
