"""One ticket on the screen: what its page and its parts show, and to whom."""

import pytest
from flask_babel import force_locale

from helpdesk.acknowledgement.customer_says import say_helped
from helpdesk.channels.base import File
from helpdesk.channels.files import attach
from helpdesk.db import commit
from helpdesk.tickets.actions import note, reply
from helpdesk.web.render import size
from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.acknowledgement import telling
from tests.helpdesk.web.counting import queries
from tests.helpdesk.web.parts import PART


def test_strangers_see_nothing(client):
    found = ticket()
    for path in ("", "/messages", "/context"):
        assert client.get(f"/tickets/{found.id}{path}").status_code == 302
    assert client.post(f"/tickets/{found.id}/reply", data={"text": "hi"}).status_code == 302
    assert found.last_seq == 1


def test_the_page_shows_three_panes_and_the_part_two(as_person):
    found = ticket("Good morning from Riyadh", subject="Parcel")
    browser = as_person(agent())
    page = browser.get(f"/tickets/{found.id}").text
    part = browser.get(f"/tickets/{found.id}", headers=PART).text
    assert all(f'id="{pane}"' in page for pane in ("list", "thread", "context"))
    assert part.startswith('<div id="ticket"')
    assert 'id="list"' not in part
    assert "Good morning from Riyadh" in part


@pytest.mark.parametrize(("path", "root"), [("messages", "thread"), ("context", "context")])
def test_a_part_can_be_fetched_alone(as_person, path, root):
    found = ticket()
    text = as_person(agent()).get(f"/tickets/{found.id}/{path}", headers=PART).text
    assert f'id="{root}"' in text
    assert 'id="ticket"' not in text


def test_a_ticket_that_is_not_there_is_not_found(as_person):
    assert as_person(agent()).get("/tickets/999").status_code == 404


def test_thirty_messages_ask_no_more_than_one(as_person):
    browser = as_person(agent())
    found = ticket()
    browser.get(f"/tickets/{found.id}")
    with queries() as one:
        browser.get(f"/tickets/{found.id}")
    for number in range(29):
        message(f"And {number}", now=after(minutes=number), ticket_id=found.id)
    with queries() as thirty:
        browser.get(f"/tickets/{found.id}")
    assert len(thirty) == len(one)


def test_the_story_is_told_in_order(as_person):
    found, sara = ticket("First", now=NOON), agent()
    note(found, "Second", by=sara, now=after(minutes=1))
    reply(found, "Third", by=sara, now=after(minutes=2))
    commit()
    text = as_person(sara).get(f"/tickets/{found.id}/messages").text
    told = ["Ticket opened", "First", "Second", "Third"]
    assert sorted(told, key=text.index) == told


def test_quoted_text_and_files_are_at_hand(as_person):
    first = message("See the photo", quoted="> Your order")
    file = attach(first, File("كسر.jpg", "image/jpeg", b"photo"))
    commit()
    text = as_person(agent()).get(f"/tickets/{first.ticket_id}").text
    assert "Show the quoted text" in text
    assert "كسر.jpg" in text
    assert f"/attachments/{file.token}" in text


@pytest.mark.parametrize(
    ("count", "english", "arabic"),
    [
        (5, "0.1 kB", "0.1 كيلوبايت"),
        (184_320, "184.3 kB", "184.3 كيلوبايت"),
        (2_400_000, "2.4 MB", "2.4 م.ب"),
    ],
)
def test_a_size_is_told_in_the_language_of_the_page(app, count, english, arabic):
    for locale, told in (("en", english), ("ar", arabic)):
        with app.test_request_context(), force_locale(locale):
            assert size(count) == told


def test_who_gave_no_name_is_called_by_the_address(as_person):
    found = ticket(sender="khalid@mail.example", sender_name="")
    browser = as_person(agent())
    for part in ("", "/messages", "/context"):
        page = browser.get(f"/tickets/{found.id}{part}").text
        assert "khalid@mail.example" in page
        assert "Visitor" not in page


def test_what_a_customer_wrote_stays_text(as_person):
    found = ticket("<img src=x onerror=alert(1)>", sender_name="<b>Mona</b>")
    text = as_person(agent()).get(f"/tickets/{found.id}").text
    assert "<img src=x" not in text
    assert "<b>Mona</b>" not in text


def test_what_we_said_by_ourselves_and_what_the_customer_made_of_it_is_told(as_person):
    opened = telling.asked()
    browser = as_person(agent())
    page = browser.get(f"/tickets/{opened.id}").text
    assert "Acknowledgement, written automatically" in page
    assert "Dukkan Layla" in page
    say_helped(telling.told(opened), how="click", now=after(minutes=5))
    commit()
    page = browser.get(f"/tickets/{opened.id}").text
    assert "The customer closed the ticket: “Where is my order?” answered it" in page
    assert "Answered by an article" in page
