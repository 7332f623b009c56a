"""Suggested answers on the page: used, refused, looked up, and withdrawn meanwhile."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.articles.models import Article
from helpdesk.assist.models import AnswerRefusal, ArticleUse
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.tickets.models import Ticket
from tests.factories import after, agent, article, message, ticket

SignIn = Callable[[Agent], FlaskClient]
ENGLISH, ARABIC = ("Where is my order?", "Press “Track”."), ("أين طلبي؟", "اضغط «تتبع».")


@pytest.fixture
def proposed(app: object) -> tuple[Ticket, Article]:
    """A ticket with one article proposed for it."""
    made = article("track", en=ENGLISH, ar=ARABIC)
    return ticket("Where is my order?"), made


def test_an_answer_is_shown_in_the_customers_language(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    text = as_person(agent("ليلى", locale="ar")).get(f"/tickets/{proposed[0].id}").text
    assert "Press “Track”." in text
    assert "اضغط «تتبع»." not in text


def test_an_article_that_the_customer_may_not_read_says_so(as_person: SignIn) -> None:
    article("track", ar=ARABIC)
    found = ticket("Where is my order?")
    assert "Only in Arabic" in as_person(agent()).get(f"/tickets/{found.id}").text


def test_answers_stay_while_the_customer_calls_and_go_with_a_new_question(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    found, browser = proposed[0], as_person(agent())
    message("any news?", ticket_id=found.id, now=after(minutes=1))
    assert "Press “Track”." in browser.get(f"/tickets/{found.id}/context").text
    message("Do you ship to Oman?", ticket_id=found.id, now=after(minutes=2))
    page = browser.get(f"/tickets/{found.id}/context").text
    assert ("Press “Track”." in page, "No article fits" in page) == (False, True)


def test_an_inserted_answer_comes_as_it_stands_and_is_shown_as_used(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    found, made = proposed
    browser = as_person(agent())
    for text in made.texts:
        text.answer = "Press **“Follow”**."
    commit()
    answer = browser.post(f"/tickets/{found.id}/used/{made.id}", data={"lang": "en"})
    assert answer.json == {"text": "Press “Follow”."}
    assert db.session.scalars(select(ArticleUse.lang)).all() == ["en"]
    assert ">Used<" in browser.get(f"/tickets/{found.id}/context").text.replace("</svg>", ">")


def test_an_article_that_was_withdrawn_while_proposed_is_told_and_breaks_nothing(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    found, made = proposed
    number = made.id
    db.session.delete(made)
    commit()
    browser = as_person(agent())
    assert (
        browser.post(f"/tickets/{found.id}/used/{number}", data={"lang": "en"}).status_code == 404
    )
    refused = browser.post(f"/tickets/{found.id}/refused/{number}")
    assert (refused.status_code, "No article fits" in refused.text) == (200, True)
    assert db.session.scalars(select(ArticleUse)).all() == []


def test_a_refused_answer_goes_with_one_click_and_comes_back_with_one(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    found, made = proposed
    browser = as_person(agent())
    gone = browser.post(f"/tickets/{found.id}/refused/{made.id}").text
    assert ("was not helpful" in gone, "Press “Track”." in gone) == (True, False)
    assert db.session.scalars(select(AnswerRefusal.article_id)).all() == [made.id]
    assert "Press “Track”." in browser.post(f"/tickets/{found.id}/refused/{made.id}/undo").text
    assert db.session.scalars(select(AnswerRefusal)).all() == []


def test_articles_are_looked_up_as_choices(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    found, _ = proposed
    browser = as_person(agent(locale="ar"))
    text = browser.get(f"/tickets/{found.id}/articles?q=طلب").text
    assert ('role="option"' in text, "Where is my order?" in text) == (True, True)
    assert "مقالة واحدة" in text
    none = browser.get(f"/tickets/{found.id}/articles?q=zebra").text
    assert "role=" not in none


def test_what_is_looked_up_is_shown_as_text(
    as_person: SignIn, proposed: tuple[Ticket, Article]
) -> None:
    article("tag", en=("How do I write <b>?", "<script>alert(1)</script>"))
    text = as_person(agent()).get(f"/tickets/{proposed[0].id}/articles?q=write").text
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
