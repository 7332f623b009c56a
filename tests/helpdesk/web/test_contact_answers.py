"""Articles in the contact form: they may answer first, and never stand in the way of sending."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.articles.deflection import Deflection
from helpdesk.articles.models import Article
from helpdesk.channels.models import InboundRaw
from helpdesk.db import db
from tests.factories import article
from tests.helpdesk.web.test_contact import TEXT, count, form, post


@pytest.fixture
def refunds(app: Flask) -> Article:
    """The one article of the shop."""
    return article("refund-time", en=("When do I get my refund?", "Within <b>three</b> days."))


def test_articles_may_be_seen_first_without_script(client: FlaskClient, refunds: Article):
    page = post(client, form(step="answers", email="", text="when do I get my refund")).text
    assert "When do I get my refund?" in page
    assert "Within &lt;b&gt;three&lt;/b&gt; days." in page
    assert "Mona Haddad" in page
    assert "Send to the shop" in page

    page = post(client, form(step="answers", text="do you sell blue curtains of linen")).text
    assert "No article of our help pages fits this" in page


def test_articles_come_while_one_types(client: FlaskClient, refunds: Article):
    part = client.get("/contact/articles?lang=en&q=when do I get my refund").text
    assert "When do I get my refund?" in part
    assert "<html" not in part
    assert client.get("/contact/articles?lang=en&q=hello").text.strip() == ""


def test_no_sends_the_form_as_it_stands_and_tells_what_is_missing(
    client: FlaskClient, refunds: Article
):
    part = client.get("/contact/articles?lang=en&q=when do I get my refund").text
    no = '<button class="button" name="step" value="send">No, send my message</button>'
    assert no in part
    first = post(client, form(step="answers", email="", text="when do I get my refund")).text
    assert no in first

    answer = post(client, form(email="", text="when do I get my refund"))
    assert answer.status_code == 422
    assert 'id="email-wrong"' in answer.text
    assert "when do I get my refund" in answer.text


def test_this_helped_ends_it_there_once(client: FlaskClient, refunds: Article):
    typed = form(article=f"{refunds.id}:en")
    pages = [client.post("/contact/helped?lang=en", data=typed).text for _ in range(2)]
    assert "Nothing was sent." in pages[0]
    row = db.session.scalars(select(Deflection)).one()
    assert (row.article_id, row.lang, row.place) == (refunds.id, "en", "form")
    assert count(InboundRaw) == 0

    back = post(client, typed | {"step": "back"})
    assert TEXT in back.text


@pytest.mark.parametrize("told", ["", "x:en", "1:fr", "999999:en", "٣:ar", "9" * 30 + ":en"])
def test_what_is_no_article_is_not_counted(client: FlaskClient, refunds: Article, told: str):
    assert client.post("/contact/helped?lang=en", data=form(article=told)).status_code == 200
    assert count(Deflection) == 0


def test_an_article_is_shown_as_it_was_meant(client: FlaskClient):
    article("track", en=("Where is my order?", "1. Open **Orders**\n2. Press Track"))
    page = post(client, form(step="answers", text="where is my order")).text
    assert "<li>Open <strong>Orders</strong></li>" in page
