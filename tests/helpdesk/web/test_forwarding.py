"""A mail that a colleague forwarded becomes the customer's ticket on a person's word, and back."""

from helpdesk.channels.base import File
from helpdesk.channels.delivery import recipient_of
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Message, Ticket
from tests.factories import agent, ticket
from tests.helpdesk.channels.email.test_forwarded import GMAIL

QUESTION = "Make it a ticket of"


def forwarded(sara: Agent, text: str = GMAIL, **said: object) -> Ticket:
    """A ticket that opened with a mail whose From is Sara's address."""
    told = {"sender": sara.email, "sender_name": "Sara", "subject": "Fwd: Broken lamp"}
    return ticket(text, **(told | said))


def test_a_colleagues_forward_asks_and_changes_nothing_by_itself(as_person):
    sara = agent("Sara")
    found = forwarded(sara)
    page = as_person(sara).get(f"/tickets/{found.id}").text
    assert "This was forwarded by \u2068Sara\u2069" in page
    assert f"{QUESTION} \u2066mona@mail.example" in page
    assert recipient_of(found) == sara.email


def test_one_click_makes_it_the_customers_ticket(as_person):
    sara = agent("Sara")
    found = forwarded(sara)
    browser = as_person(sara)
    browser.post(f"/tickets/{found.id}/forwarded")
    db.session.expire_all()
    assert found.customer.name == "Mona Haddad"
    assert recipient_of(found) == "mona@mail.example"
    assert found.subject == "Broken lamp"
    first = db.session.query(Message).one()
    assert first.subject == "Broken lamp"
    assert first.customer_id == found.customer_id
    assert first.text.startswith("The lamp arrived broken.")
    assert found.topic == "broken"
    page = browser.get(f"/tickets/{found.id}").text
    assert "Sara gave the forwarded mail to whoever wrote it" in page
    assert "Mon, Mar 2, 2026 at 10:15 AM" in page
    assert db.session.query(Clock).count() == 1


def test_it_can_be_undone_until_somebody_writes(as_person):
    sara = agent("Sara")
    found = forwarded(sara)
    browser = as_person(sara)
    browser.post(f"/tickets/{found.id}/forwarded")
    assert "/forwarded/undo" in browser.get(f"/tickets/{found.id}").text
    browser.post(f"/tickets/{found.id}/forwarded/undo")
    db.session.expire_all()
    assert recipient_of(found) == sara.email
    assert found.subject == "Fwd: Broken lamp"
    assert db.session.query(Message).one().text == GMAIL
    assert QUESTION in browser.get(f"/tickets/{found.id}").text
    browser.post(f"/tickets/{found.id}/forwarded")
    browser.post(f"/tickets/{found.id}/reply", data={"text": "Hello"})
    browser.post(f"/tickets/{found.id}/forwarded/undo")
    db.session.expire_all()
    assert recipient_of(found) == "mona@mail.example"


def test_an_attached_mail_is_a_forward_too(as_person):
    raw = b"From: Hala <hala@mail.example>\r\nSubject: Cup\r\n\r\nMy cup is missing."
    sara = agent("Sara")
    found = forwarded(sara, "See attached", files=(File("Cup.eml", "message/rfc822", raw),))
    browser = as_person(sara)
    assert "hala@mail.example" in browser.get(f"/tickets/{found.id}").text
    browser.post(f"/tickets/{found.id}/forwarded")
    db.session.expire_all()
    assert (found.subject, found.customer.name) == ("Cup", "Hala")


def test_a_customers_forward_asks_nothing_and_cannot_be_given_away(as_person):
    found = ticket(GMAIL, sender="eve@mail.example")
    browser = as_person(agent())
    assert QUESTION not in browser.get(f"/tickets/{found.id}").text
    browser.post(f"/tickets/{found.id}/forwarded")
    commit()
    db.session.expire_all()
    assert recipient_of(found) == "eve@mail.example"


def test_a_colleagues_own_words_ask_nothing(as_person):
    sara, omar = agent("Sara"), agent("Omar")
    own = forwarded(sara, "Do we have lamps?")
    among = forwarded(sara, GMAIL.replace("mona@mail.example", omar.email))
    browser = as_person(sara)
    for found in (own, among):
        assert QUESTION not in browser.get(f"/tickets/{found.id}").text
