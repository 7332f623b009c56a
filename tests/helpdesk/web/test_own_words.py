"""The owner's page of own words: listing, previewing, removing, and open tickets that follow."""

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.assist.models import OwnWord
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import close
from tests.factories import after, agent, ticket
from tests.helpdesk.web.counting import queries
from tests.helpdesk.web.parts import PART

AsPerson = Callable[[Agent], FlaskClient]
CALM = "أبي أستفسر عن مجموعة العيد"


@pytest.fixture
def owner(as_person: AsPerson) -> FlaskClient:
    """Layla's browser."""
    return as_person(agent("Layla", role="owner"))


def typed(**changed: str) -> dict[str, str]:
    """The form as it comes, with some fields changed."""
    return {"phrase": "مجموعة العيد", "topic": "order", "urgency": "3"} | changed


def phrases() -> list[str]:
    return list(db.session.scalars(select(OwnWord.phrase).order_by(OwnWord.id)))


def words_of(text: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_an_empty_list_says_what_it_is_good_for(owner: FlaskClient) -> None:
    text = owner.get("/settings/words").text
    assert "No words yet" in text
    assert "0 of 200" in text
    assert 'href="/settings/words"' in owner.get("/settings").text


def test_a_word_is_listed_and_counts_at_once(owner: FlaskClient) -> None:
    answer = owner.post("/settings/words", data=typed())
    assert answer.status_code == 302
    page = owner.get(answer.location).text
    assert "“مجموعة العيد” is on the list." in page
    assert "open tickets moved" not in page
    assert re.search(r'<th scope="row"[^>]*><bdi>مجموعة العيد</bdi>', page)
    assert "Layla" in page
    assert "is on the list." not in owner.get("/settings/words").text
    opened = ticket(CALM)
    assert (opened.topic, opened.urgency) == ("order", 3)
    assert "the shop&#39;s own word: مجموعة العيد" in owner.get(f"/tickets/{opened.id}").text
    assert '<td data-label="Messages in 30 days">0</td>' in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"phrase": ""}, "Write a word or a short phrase"),
        ({"phrase": "one two three four five six seven"}, "Up to 6 words"),
        ({"phrase": "a" * 81}, "Up to 80 characters"),
        ({"phrase": "*fund"}, "An asterisk may only end a word"),
        ({"topic": "", "urgency": ""}, "Choose a topic, an urgency, or both"),
        ({"topic": "weather"}, "Choose one of the list"),
        ({"urgency": "7"}, "Choose one of the list"),
    ],
)
@pytest.mark.parametrize("path", ["/settings/words", "/settings/words/preview"])
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    owner: FlaskClient, path: str, changed: dict[str, str], says: str
) -> None:
    answer = owner.post(path, data=typed(**changed, move="yes"))
    assert answer.status_code == 422
    assert says in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert f'value="{typed(**changed)["phrase"]}"' in answer.text
    assert 'value="yes" checked' in answer.text
    assert phrases() == []


def test_another_spelling_of_a_listed_word_is_refused(owner: FlaskClient) -> None:
    owner.post("/settings/words", data=typed(phrase="الهدية"))
    answer = owner.post("/settings/words", data=typed(phrase="هديّه"))
    assert answer.status_code == 422
    assert "on the list already" in answer.text
    assert phrases() == ["الهدية"]


def test_the_preview_shows_what_would_move_and_lists_nothing(owner: FlaskClient) -> None:
    moving = ticket(f"متى توصل؟ {CALM} لو سمحتوا", sender="one@mail.example")
    ticket("Where is my order?", sender="two@mail.example")
    answer = owner.post("/settings/words/preview", data=typed())
    assert answer.status_code == 200
    assert "<mark>مجموعة العيد</mark> لو سمحتوا" in answer.text
    assert f'href="/tickets/{moving.id}"' in answer.text
    said = words_of(answer.text)
    assert "1 of the last 2 tickets holds it 1 would move" in said
    assert re.search(r"becomes Order · Urgent", said)
    assert 'value="مجموعة العيد"' in answer.text
    assert '<option value="3" selected>' in answer.text
    assert phrases() == []


def test_htmx_gets_the_form_alone(owner: FlaskClient) -> None:
    answer = owner.post("/settings/words/preview", data=typed(), headers=PART)
    assert answer.text.lstrip().startswith('<section class="card section" id="word-form"')
    wrong = owner.post("/settings/words/preview", data=typed(phrase=""), headers=PART)
    assert wrong.status_code == 422
    assert "<html" not in wrong.text


def test_the_preview_says_where_there_is_nothing(owner: FlaskClient) -> None:
    empty = owner.post("/settings/words/preview", data=typed()).text
    assert "There are no tickets yet to try it on." in empty
    ticket("Where is my order?", sender="one@mail.example")
    assert "The only ticket there is does not hold it." in (
        owner.post("/settings/words/preview", data=typed()).text
    )
    ticket("Where is my order?", sender="two@mail.example")
    assert "None of the last 2 tickets holds it." in (
        owner.post("/settings/words/preview", data=typed()).text
    )


def test_it_warns_of_common_words_and_of_needless_ones(owner: FlaskClient) -> None:
    for number in range(10):
        opened = ticket("Where is my order?", sender=f"{number}@mail.example")
    common = {"phrase": "order", "topic": opened.topic, "urgency": str(opened.urgency)}
    text = owner.post("/settings/words/preview", data=common).text
    assert "That is 100% of them." in html.unescape(text)
    assert "Farz sorts these the same way already." in text
    assert "none would move" in text


def test_what_customers_wrote_is_no_markup(owner: FlaskClient) -> None:
    ticket("<script>alert(1)</script> gift <b>", sender="one@mail.example")
    text = owner.post("/settings/words/preview", data=typed(phrase="gift")).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>gift</mark> &lt;b&gt;" in text


def test_open_tickets_follow_where_that_is_ticked(owner: FlaskClient) -> None:
    waiting, settled = (ticket(CALM, sender=f"{name}@mail.example") for name in ("one", "two"))
    close(settled, by=agent(), now=after(minutes=1))
    commit()
    page = owner.post("/settings/words", data=typed(move="yes"), follow_redirects=True).text
    assert "1 open ticket moved." in page
    assert (waiting.topic, waiting.urgency) == ("order", 3)
    assert settled.urgency < 3
    told = words_of(owner.get(f"/tickets/{waiting.id}").text)
    assert "Layla listed the word “مجموعة العيد”: from" in told
    assert "to Order · Urgent" in told


def test_a_word_is_removed_and_can_be_put_back(owner: FlaskClient) -> None:
    owner.post("/settings/words", data=typed())
    word_id = db.session.scalars(select(OwnWord.id)).one()
    page = owner.post(f"/settings/words/{word_id}/remove", follow_redirects=True).text
    assert "is off the list" in page
    assert phrases() == []
    back = dict(re.findall(r'type="hidden" name="(phrase|topic|urgency)" value="([^"]*)"', page))
    assert back == typed()
    owner.post("/settings/words", data=back)
    assert phrases() == ["مجموعة العيد"]
    gone = owner.post("/settings/words/9999/remove")
    assert gone.status_code == 302
    assert "is off the list" not in owner.get(gone.location).text


def test_arabic_counts_in_its_own_forms(as_person: AsPerson) -> None:
    for number in range(3):
        ticket(CALM, sender=f"{number}@mail.example")
    owner = as_person(agent("Layla", role="owner", locale="ar"))
    said = words_of(owner.post("/settings/words/preview", data=typed()).text)
    assert "توجد في 3 تذاكر من آخر 3" in said
    assert "وستتغير 3 منها" in said


def test_one_word_and_thirty_cost_the_same(owner: FlaskClient) -> None:
    asked = []
    for number in range(30):
        owner.post("/settings/words", data=typed(phrase=f"word {number}"))
        if number in (0, 29):
            owner.get("/settings/words")
            with queries() as sent:
                owner.get("/settings/words")
            asked.append(len(sent))
    assert asked[0] == asked[1]
