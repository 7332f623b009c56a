"""Articles for visitors who are about to write: likely ones, in their language, or none."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.articles.deflection import Deflection
from helpdesk.articles.models import Article
from helpdesk.db import commit, db
from tests.factories import article

SHOP = {"Origin": "https://shop.example"}
KEY = "0123456789abcdef"


@pytest.fixture(autouse=True)
def refunds(client: FlaskClient) -> Article:
    """A shop with one article, in both languages."""
    return article(
        "refund-time",
        en=("When do I get my refund?", "Within three days."),
        ar=("متى يصلني المبلغ المسترد؟", "خلال ثلاثة أيام."),
    )


def asked(client: FlaskClient, question: str, lang: str = "en") -> list[dict[str, object]]:
    """The articles a page of the shop is given."""
    answer = client.get("/answers", query_string={"q": question, "lang": lang}, headers=SHOP)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    found: list[dict[str, object]] = answer.json["answers"]
    return found


def test_an_article_that_likely_answers_is_given_whole(client: FlaskClient, refunds: Article):
    assert asked(client, "when will my refund come") == [
        {
            "id": refunds.id,
            "slug": "refund-time",
            "lang": "en",
            "question": "When do I get my refund?",
            "answer": "Within three days.",
        }
    ]


def test_an_article_comes_without_the_signs_of_its_writing(client: FlaskClient):
    article("track", en=("Where is my order?", "1. Open **Orders**\n2. Press Track"))
    (given,) = asked(client, "where is my order")
    assert given["answer"] == "1. Open Orders\n2. Press Track"


@pytest.mark.parametrize(
    ("question", "page", "given"),
    [
        ("متى يصل المبلغ المسترد", "en", "ar"),
        ("when do I get my refund", "ar", "en"),
        ("refund?", "ar", "ar"),
        ("refund?", "en", "en"),
        ("refund?", "tlh", "en"),
    ],
)
def test_the_questions_language_decides_and_the_pages_where_it_is_open(
    client: FlaskClient, question: str, page: str, given: str
):
    assert [each["lang"] for each in asked(client, question, page)] == [given]


@pytest.mark.parametrize(
    "question",
    ["", "   ", "hello", "get", "\x00", "<b>", "do you sell blue curtains made of linen?"],
)
def test_where_nothing_likely_answers_nothing_is_given(client: FlaskClient, question: str):
    assert asked(client, question) == []


def test_of_a_megabyte_the_beginning_is_read(client: FlaskClient):
    assert len(asked(client, "when do I get my refund? " + "x" * 1_000_000)) == 1


def test_an_article_that_was_deleted_is_given_no_more(client: FlaskClient, refunds: Article):
    assert asked(client, "when do I get my refund")
    db.session.delete(refunds)
    commit()
    assert asked(client, "when do I get my refund") == []


def test_whoever_asks_without_end_is_refused_in_words_a_page_can_read(client: FlaskClient):
    answers = [client.get("/answers?q=refund", headers=SHOP) for _ in range(241)]
    assert [each.status_code for each in answers[-2:]] == [200, 429]
    assert answers[-1].json == {"error": "too_fast"}
    assert answers[-1].headers["Access-Control-Allow-Origin"] == "*"


def told(client: FlaskClient, refunds: Article, **changed: str) -> int:
    """A visitor says that the article helped; gives the status."""
    said = {"article": str(refunds.id), "lang": "ar", "key": KEY} | changed
    return client.post("/answers/helped", data=said, headers=SHOP).status_code


def test_what_helped_is_counted_once_however_often_it_is_told(
    client: FlaskClient, refunds: Article
):
    assert told(client, refunds) == told(client, refunds) == 200
    row = db.session.scalars(select(Deflection)).one()
    assert (row.article_id, row.lang, row.place) == (refunds.id, "ar", "widget")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"article": "999999"}, 200),
        ({"article": "x"}, 422),
        ({"article": "99999999999999999999"}, 422),
        ({"lang": "fr"}, 422),
        ({"key": "short"}, 422),
        ({"key": ""}, 422),
    ],
)
def test_what_is_gone_or_out_of_shape_is_not_counted(
    client: FlaskClient, refunds: Article, changed: dict[str, str], status: int
):
    assert told(client, refunds, **changed) == status
    assert db.session.scalar(select(Deflection)) is None


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}])
def test_only_pages_of_the_shop_may_tell(
    client: FlaskClient, refunds: Article, headers: dict[str, str]
):
    said = {"article": str(refunds.id), "lang": "ar", "key": KEY}
    assert client.post("/answers/helped", data=said, headers=headers).status_code == 403
    assert db.session.scalar(select(Deflection)) is None


def test_an_article_goes_with_what_it_spared(client: FlaskClient, refunds: Article):
    told(client, refunds)
    db.session.delete(refunds)
    commit()
    assert db.session.scalar(select(Deflection)) is None
