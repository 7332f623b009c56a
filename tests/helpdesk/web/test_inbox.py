"""The inbox as an agent sees it: in order, with reasons, as a page and as a part."""

import re

import pytest

from helpdesk.db import commit
from helpdesk.tickets.actions import place
from tests.factories import NOON, after, agent, ticket
from tests.helpdesk.web.counting import queries
from tests.helpdesk.web.parts import PART

SMELLS = {"code": "danger.burning", "ar": "رائحة احتراق ← خطر", "en": "smells of burning → danger"}


def urgent(subject="The kettle smokes", **said):
    found = ticket("It smells of burning", subject=subject, **said)
    place(found, topic="broken", urgency=3, score=90.0, why=[{**SMELLS, "weight": 3.0}])
    found.turn_at = found.due_at
    commit()
    return found


def calm(subject="My order", **said):
    found = ticket(subject=subject, **said)
    place(found, topic="order", urgency=1, score=30.0, why=[])
    found.turn_at = found.due_at
    commit()
    return found


def test_who_is_not_signed_in_is_asked_to(client):
    answer = client.get("/inbox")
    assert answer.status_code == 302
    assert "/login" in answer.location


def test_the_house_begins_with_the_inbox(client):
    assert client.get("/").location == "/inbox"


def test_the_page_shows_the_desk_and_the_part_the_list_alone(as_person):
    calm()
    browser = as_person(agent())
    page, part = browser.get("/inbox").text, browser.get("/inbox/rows", headers=PART).text
    assert "<html" in page
    assert "My order" in page
    assert part.startswith('<section class="list" id="list"')
    assert "<html" not in part
    assert "My order" in part


def test_what_cannot_wait_stands_first_and_says_why(as_person):
    calm("A calm question", now=NOON)
    urgent("The kettle smokes", now=after(hours=1), sender="khalid@mail.example")
    text = as_person(agent()).get("/inbox").text
    places = [text.index(words) for words in ("Cannot wait", "The kettle smokes", "By turn")]
    assert places == sorted(places)
    assert text.index("By turn") < text.index("A calm question")
    assert "smells of burning → danger" in text


def test_an_arabic_agent_reads_the_reason_in_arabic(as_person):
    urgent()
    text = as_person(agent("ليلى", locale="ar")).get("/inbox").text
    assert '<html lang="ar" dir="rtl"' in text
    assert "رائحة احتراق ← خطر" in text


def test_mine_holds_only_what_is_mine(as_person):
    sara = agent("Sara")
    calm("For Sara").assignee_id = sara.id
    calm("For nobody", sender="khalid@mail.example")
    commit()
    text = as_person(sara).get("/inbox?view=mine").text
    assert "For Sara" in text
    assert "For nobody" not in text


def test_an_unknown_view_is_the_open_one(as_person):
    calm()
    assert "My order" in as_person(agent()).get("/inbox?view=nonsense").text


def test_each_empty_view_says_so(as_person):
    browser = as_person(agent())
    said = {browser.get(f"/inbox?view={view}").text for view in ("open", "pending", "closed")}
    assert len(said) == 3
    assert any("Nobody is waiting" in text for text in said)


def test_the_list_is_paged(as_person, monkeypatch):
    monkeypatch.setattr("helpdesk.web.inbox.PAGE", 2)
    for number in range(5):
        calm(f"Question {number}", now=after(minutes=number), sender=f"m{number}@mail.example")
    browser = as_person(agent())
    first = browser.get("/inbox/rows").text
    following = re.search(r'hx-get="(/inbox/rows[^"]+)"[^>]*hx-target="#more"', first)
    assert following is not None
    second = browser.get(following[1].replace("&amp;", "&")).text
    assert re.findall(r"Question \d", first) == ["Question 0", "Question 1"]
    assert re.findall(r"Question \d", second) == ["Question 2", "Question 3"]
    assert "<section" not in second
    # The heading of the lane stands above its first row only.
    assert ("By turn" in first, "By turn" in second) == (True, False)


def test_thirty_rows_ask_no_more_than_one(as_person):
    browser = as_person(agent())
    calm()
    browser.get("/inbox")
    with queries() as one:
        browser.get("/inbox")
    for number in range(29):
        calm(sender=f"m{number}@mail.example")
    with queries() as thirty:
        browser.get("/inbox")
    assert len(thirty) == len(one)


def test_what_a_customer_wrote_stays_text(as_person):
    calm("<script>alert(1)</script>")
    text = as_person(agent()).get("/inbox").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", "Not sure: order or shipment?"), ("ar", "غير مؤكد: طلب أم شحنة؟")],
)
def test_a_doubt_is_a_small_mark_on_the_row_with_words_for_it(as_person, locale, words):
    calm().doubt = ["order", "shipment"]
    calm(sender="khalid@mail.example").doubt = None
    commit()
    text = as_person(agent(locale=locale)).get("/inbox").text
    assert text.count('class="doubt"') == 1
    assert f'aria-label="{words}"' in text
