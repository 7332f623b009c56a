"""Suspended mail on the screen: seen with its reason, let in, deleted, blocked, and back again."""

import re

import pytest
from sqlalchemy import select

from helpdesk.channels import intake
from helpdesk.channels.suspension.models import BlockedSender, SuspendedMail
from helpdesk.db import commit, db
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Ticket
from tests.factories import NOON, agent, ticket


def spam(number: int = 1, *, sender: str = "zoe@offers.example", **fields: str) -> int:
    """A mail that the server calls spam came in; gives its number in the queue."""
    head = {
        "From": f"Zoe <{sender}>",
        "Subject": f"Offer {number}",
        "Message-ID": f"<{number}@offers.example>",
        "X-Spam-Flag": "YES",
    } | fields
    lines = [f"{name}: {value}" for name, value in head.items()]
    raw = "\r\n".join([*lines, "", "Buy <b>now</b>"]).encode()
    intake.store("email", f"spam:{number}", raw, now=NOON)
    commit()
    intake.read_waiting()
    held = select(SuspendedMail.id).where(SuspendedMail.subject == f"Offer {number}")
    return db.session.scalars(held).one()


def test_what_waits_is_shown_with_its_reason_as_text(as_person):
    spam()
    page = as_person(agent()).get("/suspended").text
    assert "Offer 1" in page
    assert "Your mail server calls it spam" in page
    assert "X-Spam-Flag: YES" in page
    assert "Buy &lt;b&gt;now&lt;/b&gt;" in page


def test_every_page_says_how_many_wait_and_the_inbox_shows_none(as_person):
    spam(1)
    spam(2)
    page = as_person(agent()).get("/inbox").text
    assert 'aria-label="2 mails wait"' in page
    assert "Offer" not in page


def test_an_empty_queue_says_what_will_wait_there(as_person):
    page = as_person(agent()).get("/suspended").text
    assert "Nothing waits here" in page
    assert 'class="count" aria-label' not in page


def test_the_chosen_ones_are_let_in(as_person):
    first, second, third = spam(1), spam(2), spam(3)
    browser = as_person(agent())
    answer = browser.post("/suspended/release", data={"mail": [first, second]})
    assert answer.headers["Location"] == "/suspended?list=doubtful"
    page = browser.get("/suspended").text
    assert "2 mails are tickets now." in page
    subjects = db.session.scalars(select(Ticket.subject).order_by(Ticket.id)).all()
    assert subjects == ["Offer 1", "Offer 2"]
    assert f'value="{third}"' in page


def test_deleting_can_be_undone_on_the_next_page(as_person):
    held = spam()
    browser = as_person(agent())
    browser.post("/suspended/delete", data={"mail": [held]})
    told = browser.get("/suspended").text
    assert "1 mail was deleted." in told
    assert 'action="/suspended/put-back"' in told
    assert "Offer 1" in browser.get("/suspended?list=deleted").text
    browser.post("/suspended/put-back", data={"mail": [held]})
    assert "Offer 1" in browser.get("/suspended").text


def test_blocking_holds_the_senders_next_mail_apart(as_person):
    held = spam()
    browser = as_person(agent())
    browser.post("/suspended/block", data={"mail": [held]})
    assert "Blocked: zoe@offers.example." in browser.get("/suspended").text
    spam(2)
    assert "Offer 2" not in browser.get("/suspended").text
    assert "Offer 2" in browser.get("/suspended?list=blocked").text


def test_our_own_address_is_not_blocked_and_nothing_is_deleted(as_person):
    held = spam(sender="support@dukkan.example")
    browser = as_person(agent())
    browser.post("/suspended/block", data={"mail": [held]})
    page = browser.get("/suspended").text
    assert "Could not be blocked" in page
    assert "Offer 1" in page


def test_nothing_chosen_is_said(as_person):
    browser = as_person(agent())
    browser.post("/suspended/release", data={})
    assert "Nothing was chosen" in browser.get("/suspended").text


def test_a_ticket_marked_as_spam_is_closed_and_offers_to_block(as_person):
    found = ticket(sender="zoe@offers.example")
    browser = as_person(agent("Sara"))
    browser.post(f"/tickets/{found.id}/spam")
    page = browser.get(f"/tickets/{found.id}").text
    assert "Sara marked the ticket as spam" in page
    assert "Block \u2066zoe@offers.example" in page
    assert "Block \u2066@offers.example" in page
    assert found.state == "closed"
    assert db.session.scalars(select(Clock.stopped_at)).one() is not None


@pytest.mark.parametrize(
    ("what", "value"), [("address", "zoe@offers.example"), ("domain", "@offers.example")]
)
def test_the_offer_is_taken_once(as_person, what, value):
    found = ticket(sender="zoe@offers.example")
    browser = as_person(agent("Sara"))
    browser.post(f"/tickets/{found.id}/spam")
    browser.post(f"/tickets/{found.id}/block/{what}")
    assert db.session.scalars(select(BlockedSender.value)).all() == [value]
    page = browser.get(f"/tickets/{found.id}").text
    assert f"Sara blocked \u2066{value}" in page
    assert "Shall further mail wait" not in page


def test_a_domain_that_is_everybodys_is_not_offered(as_person):
    found = ticket(sender="zoe@gmail.com")
    browser = as_person(agent())
    browser.post(f"/tickets/{found.id}/spam")
    page = browser.get(f"/tickets/{found.id}").text
    assert "Block \u2066zoe@gmail.com" in page
    assert "Block \u2066@gmail.com" not in page
    assert browser.post(f"/tickets/{found.id}/block/domain").status_code == 422


def test_opened_again_it_is_spam_no_more(as_person):
    found = ticket(sender="zoe@offers.example")
    browser = as_person(agent())
    browser.post(f"/tickets/{found.id}/spam")
    browser.post(f"/tickets/{found.id}/reopen")
    assert "Shall further mail wait" not in browser.get(f"/tickets/{found.id}").text


def test_an_owner_blocks_and_lets_in_again(as_person):
    browser = as_person(agent("Layla", role="owner"))
    browser.post("/settings/blocked", data={"sender": "spam.example"})
    page = browser.get("/settings/blocked?done=added").text
    assert "@spam.example" in page
    assert "Layla" in page
    [remove] = re.findall(r'action="(/settings/blocked/\d+/remove)"', page)
    browser.post(remove)
    assert "Nobody is blocked" in browser.get("/settings/blocked").text


def test_what_cannot_be_blocked_is_said_beside_the_field(as_person):
    browser = as_person(agent(role="owner"))
    answer = browser.post("/settings/blocked", data={"sender": "gmail.com"})
    assert answer.status_code == 422
    assert "Everybody writes from there" in answer.text
    assert 'value="gmail.com"' in answer.text


def test_the_owner_chooses_how_long_it_is_kept(as_person):
    browser = as_person(agent(role="owner"))
    browser.post("/settings/blocked/days", data={"days": "90"})
    assert '<option value="90" selected>' in browser.get("/settings/blocked").text
    assert "Kept for 90 days" in browser.get("/suspended?list=deleted").text
    assert browser.post("/settings/blocked/days", data={"days": "0"}).status_code == 422
