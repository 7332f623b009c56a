"""Replies and notes: posted, refused beside the field, kept where somebody was faster."""

import json
import re

import pytest
from sqlalchemy import select

from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Message, Ticket
from tests.factories import after, agent, message, ticket
from tests.helpdesk.web.parts import PART


def newest(found):
    return db.session.scalars(
        select(Message).where(Message.ticket_id == found.id).order_by(Message.seq.desc())
    ).first()


def say(browser, found, text, *, path="reply", **more):
    form = {"text": text, "seen_seq": found.last_seq, **more}
    return browser.post(f"/tickets/{found.id}/{path}", data=form, headers=PART)


def test_a_reply_is_posted_and_shown(as_person):
    found, sara = ticket(), agent()
    answer = say(as_person(sara), found, "It leaves today.")
    assert answer.status_code == 200
    assert "It leaves today." in answer.text
    assert json.loads(answer.headers["HX-Trigger"]) == {"accepted": {"ticket": found.id}}
    assert (newest(found).text, found.state, found.assignee_id) == (
        "It leaves today.",
        "pending",
        sara.id,
    )


def test_a_reply_may_close_the_ticket(as_person):
    found = ticket()
    say(as_person(agent()), found, "Done, thank you.", then="close")
    assert db.session.get_one(Ticket, found.id).state == "closed"


def test_without_script_a_reply_leads_back_to_the_ticket(as_person):
    found = ticket()
    answer = as_person(agent()).post(f"/tickets/{found.id}/reply", data={"text": "Yes."})
    assert answer.location == f"/tickets/{found.id}"


@pytest.mark.parametrize("path", ["reply", "note"])
def test_an_empty_text_is_refused_beside_the_field(as_person, path):
    found = ticket()
    answer = say(as_person(agent()), found, "  \n", path=path)
    assert answer.status_code == 422
    assert 'id="composer-wrong"' in answer.text
    assert "There is nothing to send yet" in answer.text
    assert "HX-Trigger" not in answer.headers
    assert newest(found).seq == 1


def test_an_arabic_agent_is_told_in_arabic(as_person):
    found = ticket()
    text = say(as_person(agent("ليلى", locale="ar")), found, "").text
    line = text.partition('id="composer-wrong"')[2].partition("</p>")[0]
    assert any("\u0621" <= letter <= "\u064a" for letter in line)


def test_a_text_that_is_too_long_is_kept_and_refused(as_person):
    found = ticket()
    answer = say(as_person(agent()), found, "x" * 20_001)
    assert answer.status_code == 422
    assert "20000" in answer.text
    assert "x" * 20_001 in answer.text


def test_who_wrote_meanwhile_is_shown_and_the_text_kept(as_person):
    found = ticket()
    browser = as_person(agent())
    message("Sorry, wrong number", now=after(minutes=5), ticket_id=found.id)
    answer = browser.post(
        f"/tickets/{found.id}/reply", data={"text": "My answer", "seen_seq": 1}, headers=PART
    )
    assert answer.status_code == 409
    assert "Somebody wrote in the meantime" in answer.text
    assert "My answer" in answer.text
    assert answer.text.count("is-new") == 1
    assert 'name="seen_seq" form="composer" value="2"' in answer.text


def test_a_note_stays_in_the_house(as_person):
    found = ticket()
    text = say(as_person(agent()), found, "Told the warehouse", path="note").text
    assert "message--note" in text
    assert found.state == "open"
    assert db.session.scalar(select(Delivery)) is None


def test_a_reply_that_could_not_be_sent_says_why(as_person):
    found, sara = ticket(), agent()
    reply(found, "On its way", by=sara, now=after(minutes=1))
    delivery = db.session.scalars(select(Delivery)).one()
    (mona,) = delivery.recipients
    delivery.state = mona.state = "failed"
    mona.error = "550 mailbox is full"
    commit()
    text = as_person(sara).get(f"/tickets/{found.id}").text
    assert "Could not be sent" in text
    assert "550 mailbox is full" in text
    assert "send it again in a few days" in text


def test_a_reply_that_waits_says_until_when_and_why(as_person):
    found, sara = ticket(), agent()
    reply(found, "On its way", by=sara, now=after(minutes=1))
    delivery = db.session.scalars(select(Delivery)).one()
    (mona,) = delivery.recipients
    delivery.attempt, mona.error = 2, "smtp.shop.example: [Errno 111] Connection refused"
    delivery.next_try_at = after(minutes=7)
    commit()
    text = as_person(sara).get(f"/tickets/{found.id}").text
    assert "tried 2 times" in text
    assert f'next try at <time datetime="{after(minutes=7).isoformat()}">15:07</time>' in text
    assert "Our mail server cannot be reached." in text


def test_a_draft_belongs_to_the_person_who_wrote_it(as_person):
    found = ticket()
    pages = [as_person(agent(name)).get(f"/tickets/{found.id}").text for name in ("Sara", "Omar")]
    mine, theirs = (re.findall(r'data-draft="([^"]+)"', page) for page in pages)
    assert mine != theirs
