"""One ticket on the screen: what is shown, what an agent does, and what is refused in words."""

import json
import re

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from helpdesk.articles.models import Article, ArticleText
from helpdesk.assist.models import ArticleUse, Correction, Verdict
from helpdesk.channels.base import File
from helpdesk.channels.files import attach
from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.tickets.actions import note, reply
from helpdesk.tickets.models import Message, Ticket
from helpdesk.web.render import size
from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.web.counting import queries

PART = {"HX-Request": "true"}


def newest(found):
    return db.session.scalars(
        select(Message).where(Message.ticket_id == found.id).order_by(Message.seq.desc())
    ).first()


def say(browser, found, text, *, path="reply", **more):
    form = {"text": text, "seen_seq": found.last_seq, **more}
    return browser.post(f"/tickets/{found.id}/{path}", data=form, headers=PART)


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


def test_a_ticket_is_given_to_a_colleague_and_taken_back(as_person):
    found, omar = ticket(), agent("Omar")
    browser = as_person(agent("Sara"))
    text = browser.post(f"/tickets/{found.id}/assign", data={"agent": omar.id}, headers=PART).text
    assert "Sara assigned the ticket to Omar" in text
    assert found.assignee_id == omar.id
    browser.post(f"/tickets/{found.id}/assign", data={"agent": ""}, headers=PART)
    assert found.assignee_id is None


def test_nobody_is_given_a_ticket_who_is_not_there(as_person):
    found = ticket()
    answer = as_person(agent()).post(f"/tickets/{found.id}/assign", data={"agent": 999})
    assert answer.status_code == 404


def test_closed_and_opened_again(as_person):
    found = ticket()
    browser = as_person(agent())
    assert "Sara closed the ticket" in browser.post(f"/tickets/{found.id}/close", headers=PART).text
    assert found.state == "closed"
    browser.post(f"/tickets/{found.id}/reopen", headers=PART)
    assert found.state == "open"


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


@pytest.fixture
def proposed():
    """A ticket with one article proposed for it."""
    article = Article(slug="track", topic="shipment", updated_at=NOON)
    article.texts = [
        ArticleText(lang="en", question="How do I track it?", answer="Press “Track”."),
        ArticleText(lang="ar", question="كيف أتتبعه؟", answer="اضغط «تتبع»."),
    ]
    db.session.add(article)
    found = ticket()
    verdict = db.session.scalars(select(Verdict).where(Verdict.ticket_id == found.id)).one()
    verdict.answers = [{"article": article.id, "score": 0.9, "why": ["track"]}]
    verdict.language = "en"
    commit()
    return found, article


def test_an_answer_is_proposed_in_the_customers_language(as_person, proposed):
    found, _ = proposed
    text = as_person(agent("ليلى", locale="ar")).get(f"/tickets/{found.id}").text
    assert "Press “Track”." in text
    assert "اضغط «تتبع»." not in text


def test_an_inserted_answer_is_counted(as_person, proposed):
    found, article = proposed
    browser = as_person(agent())
    used = f"/tickets/{found.id}/used"
    assert browser.post(f"{used}/{article.id}", data={"lang": "en"}).status_code == 204
    assert browser.post(f"{used}/{article.id + 1}", data={"lang": "en"}).status_code == 404
    assert db.session.scalars(select(ArticleUse.lang)).all() == ["en"]


def test_a_reply_that_could_not_be_sent_says_why(as_person):
    found, sara = ticket(), agent()
    reply(found, "On its way", by=sara, now=after(minutes=1))
    delivery = db.session.scalars(select(Delivery)).one()
    delivery.state, delivery.error = "failed", "550 mailbox is full"
    commit()
    text = as_person(sara).get(f"/tickets/{found.id}").text
    assert "Could not be sent" in text
    assert "550 mailbox is full" in text


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


HTML = '<p onclick="x()">Hello</p><script>alert(1)</script><img src="https://spy.example/a.gif">'


def test_the_mail_as_sent_can_do_nothing(as_person):
    first = message("Hello", html=HTML)
    answer = as_person(agent()).get(f"/messages/{first.id}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "; sandbox allow-popups allow-popups-to-escape-sandbox;" in policy
    assert "default-src 'none'" in policy
    assert "<p>Hello</p>" in answer.text
    assert "alert" not in answer.text
    assert "onclick" not in answer.text


def test_its_links_open_a_window_of_their_own(as_person):
    first = message("Hello", html='<a href="https://shop.example/o/1" target="_top">my order</a>')
    page = as_person(agent()).get(f"/messages/{first.id}/html").text
    [link] = re.findall(r"<a [^>]*>", page)
    assert set(link[3:-1].split('" ')) >= {'href="https://shop.example/o/1', 'target="_blank'}
    assert 'rel="noopener noreferrer"' in link


def test_who_gave_no_name_is_called_by_the_address(as_person):
    found = ticket(sender="khalid@mail.example", sender_name="")
    browser = as_person(agent())
    for part in ("", "/messages", "/context"):
        page = browser.get(f"/tickets/{found.id}{part}").text
        assert "khalid@mail.example" in page
        assert "Visitor" not in page


def test_the_mail_as_sent_is_for_the_team_only(client):
    first = message("Hello", html=HTML)
    assert client.get(f"/messages/{first.id}/html").status_code == 302


def test_a_message_without_html_has_no_mail_to_show(as_person):
    assert as_person(agent()).get(f"/messages/{message('Plain').id}/html").status_code == 404


def test_what_a_customer_wrote_stays_text(as_person):
    found = ticket("<img src=x onerror=alert(1)>", sender_name="<b>Mona</b>")
    text = as_person(agent()).get(f"/tickets/{found.id}").text
    assert "<img src=x" not in text
    assert "<b>Mona</b>" not in text


def test_a_draft_belongs_to_the_person_who_wrote_it(as_person):
    found = ticket()
    pages = [as_person(agent(name)).get(f"/tickets/{found.id}").text for name in ("Sara", "Omar")]
    mine, theirs = (re.findall(r'data-draft="([^"]+)"', page) for page in pages)
    assert mine != theirs


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "3 messages without an answer"), ("ar", "3 رسائل بلا رد")]
)
def test_what_surrounds_a_ticket_is_named_beside_it_and_on_its_row(as_person, locale, words):
    asked = ticket(now=NOON)
    for hours in (2, 4):
        message("Any news of my order?", ticket_id=asked.id, now=after(hours=hours))
    text = as_person(agent(locale=locale)).get(f"/tickets/{asked.id}").text
    assert text.count(words) == 2


def test_a_likely_duplicate_is_pointed_out_with_a_link(as_person):
    mail = ticket("The parcel of order 4417 is late", now=NOON)
    phone = {"channel": "whatsapp", "sender_kind": "phone", "sender": "966501234567"}
    again = ticket("طلبي رقم 4417 ما وصل", now=after(hours=1), **phone)
    text = as_person(agent()).get(f"/tickets/{again.id}/context").text
    assert "Perhaps the same matter" in text
    assert f'href="/tickets/{mail.id}"' in text
    assert "same order number" in text
    assert (
        "Perhaps" not in as_person(agent()).get(f"/tickets/{ticket(sender='x@y.example').id}").text
    )


def test_thirty_tickets_of_a_customer_cost_no_more_than_two(as_person):
    browser = as_person(agent())
    asked = [ticket(f"Where is order {4400 + n}?", now=after(hours=n)) for n in range(2)]
    browser.get(f"/tickets/{asked[0].id}")
    with queries() as two:
        browser.get(f"/tickets/{asked[0].id}")
    for number in range(2, 30):
        ticket(f"Where is order {4400 + number}?", now=after(hours=number))
    with queries() as thirty:
        browser.get(f"/tickets/{asked[0].id}")
    assert len(thirty) == len(two)


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
