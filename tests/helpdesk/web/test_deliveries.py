"""Replies that did not arrive: told above the list, in the composer, and sent again."""

import pytest
from sqlalchemy import select

from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.db import now as present
from helpdesk.tickets.actions import reply
from tests.factories import agent, ticket
from tests.helpdesk.web.parts import PART

MONA = "mona@mail.example"


@pytest.fixture
def lost(app):
    """A reply that no server took."""
    said = reply(ticket(subject="أين طلبي؟"), "It left.", by=agent("Omar"), now=present())
    delivery = db.session.scalars(select(Delivery).where(Delivery.message_id == said.id)).one()
    (mona,) = delivery.recipients
    delivery.state = mona.state = "failed"
    mona.error, mona.at = "550 5.1.1 User unknown", present()
    commit()
    return delivery


def send_again(browser, lost, address, was=MONA):
    form = {"address": address, "was": was}
    return browser.post(f"/messages/{lost.message_id}/again", data=form, headers=PART)


def test_it_is_told_above_the_list_and_in_the_composer(as_person, lost):
    browser = as_person(agent())
    assert "1 reply did not reach its customer" in browser.get("/inbox/rows").text
    page = browser.get(f"/tickets/{lost.message.ticket_id}").text
    assert "There is no such mailbox." in page
    assert "composer__warning" in page


def test_a_corrected_address_is_written_to(as_person, lost):
    answer = send_again(as_person(agent()), lost, " Mona@Right.example ")
    assert answer.status_code == 200
    db.session.expire_all()
    assert (lost.state, lost.recipient) == ("waiting", "mona@right.example")
    assert [each.address for each in lost.recipients] == ["mona@right.example"]
    assert "did not reach" not in as_person(agent()).get("/inbox/rows").text


@pytest.mark.parametrize("typed", ["", "mona", "mona@", "a@b.example, c@d.example", "a@b\r\nc"])
def test_what_is_no_address_is_told_beside_the_field(as_person, lost, typed):
    answer = send_again(as_person(agent()), lost, typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "Write an email address" in answer.text
    db.session.expire_all()
    assert lost.state == "failed"


def test_who_presses_second_changes_nothing(as_person, lost):
    browser = as_person(agent())
    send_again(browser, lost, "mona@right.example")
    assert send_again(browser, lost, "mona@other.example").status_code == 200
    db.session.expire_all()
    assert lost.recipient == "mona@right.example"


def test_what_is_not_there_cannot_be_sent_again(as_person, app):
    assert as_person(agent()).post("/messages/999/again").status_code == 404


def written(by, found):
    reply(found, "It left.", by=by, now=present())
    commit()
    return db.session.scalars(select(Delivery)).one()


def test_its_writer_may_take_it_back_and_others_see_that_it_waits(as_person):
    found, sara = ticket(), agent()
    written(sara, found)
    page = as_person(sara).get(f"/tickets/{found.id}/messages").text
    assert "data-takes-back" in page
    assert "Sending in" in page
    others = as_person(agent("Omar")).get(f"/tickets/{found.id}/messages").text
    assert "Sending in" in others
    assert "data-takes-back" not in others


def test_the_words_return_into_the_composer_also_after_a_reload(as_person):
    found, sara = ticket(), agent()
    message_id = written(sara, found).message_id
    browser = as_person(sara)
    answer = browser.post(f"/messages/{message_id}/undo", headers=PART)
    assert answer.status_code == 200
    assert 'data-behaviour="returned"' in answer.text
    assert f'id="message-{message_id}"' not in answer.text
    assert ">It left.</textarea>" in browser.get(f"/tickets/{found.id}").text


def test_a_mail_on_its_way_is_told_to_be_beside_it(as_person):
    found, sara = ticket(), agent()
    leaving = written(sara, found)
    leaving.attempt = 1
    commit()
    answer = as_person(sara).post(f"/messages/{leaving.message_id}/undo", headers=PART)
    assert answer.status_code == 409
    assert "Too late: the mail is on its way" in answer.text


def test_nobody_takes_back_a_colleague_s_reply(as_person):
    leaving = written(agent(), ticket())
    omar = as_person(agent("Omar"))
    assert omar.post(f"/messages/{leaving.message_id}/undo").status_code == 403
    assert omar.post("/messages/999/undo").status_code == 404
