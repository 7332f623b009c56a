"""The addresses that articles had."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.articles.addresses import now_at
from helpdesk.articles.filing import file, open_article
from helpdesk.articles.models import Article
from helpdesk.articles.removing import remove
from tests.factories import NOON, article

TRACK = ("Where is my order?", "Press Track.")


@pytest.fixture
def track(app: Flask) -> Article:
    return article("track", en=TRACK)


def move(moved: Article, slug: str) -> None:
    file(moved, slug=slug, topic="shipment", category="", now=NOON)


def test_each_address_that_an_article_had_leads_to_the_present_one(track: Article) -> None:
    move(track, "where")
    move(track, "where-is-it")
    assert [now_at(slug) for slug in ("track", "where", "never")] == [
        "where-is-it",
        "where-is-it",
        None,
    ]


def test_an_article_may_go_back(track: Article) -> None:
    move(track, "where")
    move(track, "track")
    assert now_at("where") == "track"
    assert now_at("track") is None


def test_an_address_that_was_given_up_belongs_to_who_takes_it(track: Article) -> None:
    move(track, "where")
    open_article("track", topic="shipment", category="", now=NOON)
    assert now_at("track") is None


def test_the_addresses_of_a_deleted_article_lead_nowhere(app: Flask) -> None:
    gone = article("gone")
    move(gone, "gone-too")
    remove(gone)
    assert now_at("gone") is None


def test_readers_are_led_on_for_good(client: FlaskClient, track: Article) -> None:
    move(track, "where")
    answer = client.get("/help/en/track")
    assert (answer.status_code, answer.location) == (301, "/help/en/where")
    assert client.get("/help/en/where").status_code == 200
