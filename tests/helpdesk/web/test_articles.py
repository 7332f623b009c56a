"""The editor's pages: finding, writing, publishing, going back, and pictures."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from helpdesk.articles.categories import add as add_category
from helpdesk.articles.drafts import draft_of, text_of, words_of
from helpdesk.articles.models import Article
from helpdesk.articles.publishing import withdraw
from helpdesk.articles.wording import Wording
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from tests.factories import NOON, agent
from tests.factories import article as an_article
from tests.helpdesk.articles.writing import TRACK, article, live, pair, said
from tests.helpdesk.web.counting import queries
from tests.helpdesk.web.parts import PART

AsPerson = Callable[[Agent], FlaskClient]
PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def huda() -> Agent:
    return agent("Huda", role="manager")


@pytest.fixture
def manager(as_person: AsPerson, huda: Agent) -> FlaskClient:
    """Huda's browser."""
    return as_person(huda)


@pytest.fixture
def sara(as_person: AsPerson) -> FlaskClient:
    """Sara's browser; she is an agent."""
    return as_person(agent("Sara"))


def typed(about: Article, lang: str = "en", **changed: str) -> dict[str, str]:
    """The form of one language as it was opened, with some fields changed."""
    there = words_of(about.id, lang)
    return {
        "question": there.question,
        "phrasings": "\n".join(there.phrasings),
        "answer": there.answer,
        "base": there.fingerprint,
    } | changed


def test_an_empty_list_says_how_to_begin(sara: FlaskClient) -> None:
    assert "No articles yet" in sara.get("/articles").text


def test_the_list_is_found_by_words_and_states(sara: FlaskClient, huda: Agent) -> None:
    live(article(), "en", TRACK, huda)
    assert "How do I track it?" in sara.get("/articles?q=TRACK&state=missing").text
    assert "No article matches" in sara.get("/articles?state=stale").text


def test_the_list_costs_the_same_however_long_it_is(sara: FlaskClient, huda: Agent) -> None:
    pair(huda)
    with queries() as few:
        sara.get("/articles")
    for number in range(5):
        live(article(f"more-{number}"), "en", TRACK, huda)
    with queries() as more:
        sara.get("/articles")
    assert len(more) == len(few)


def test_a_new_article_begins_with_a_question_and_gets_its_address(sara: FlaskClient) -> None:
    answer = sara.post("/articles/new", data={"question_ar": "كيف أدفع؟", "topic": "payment"})
    assert answer.status_code == 302
    made = db.session.query(Article).one()
    assert (made.slug, words_of(made.id, "ar").question) == ("kyf-adfa", "كيف أدفع؟")
    assert draft_of(made.id, "en") is None


def test_a_taken_address_is_told_beside_its_field_and_nothing_typed_is_lost(
    sara: FlaskClient,
) -> None:
    article("track")
    commit()
    data = {"question_en": "Where?", "topic": "shipment", "slug": "track"}
    answer = sara.post("/articles/new", data=data)
    assert answer.status_code == 422
    assert 'id="article-slug-wrong"' in answer.text
    assert "Another article has this address." in answer.text
    assert 'value="Where?"' in answer.text


def test_an_agent_writes_and_sends_to_review(sara: FlaskClient) -> None:
    track = article()
    commit()
    filled = typed(track, question="How?", answer="So.")
    saved = sara.post(f"/articles/{track.id}/en/draft", data=filled, headers=PART)
    assert saved.status_code == 200
    assert "Saved" in saved.text
    assert f'name="base" value="{words_of(track.id, "en").fingerprint}"' in saved.text
    sara.post(f"/articles/{track.id}/en/review", data=typed(track))
    draft = draft_of(track.id, "en")
    assert draft
    assert draft.state == "review"
    assert sara.post(f"/articles/{track.id}/en/publish", data=typed(track)).status_code == 403
    assert text_of(track.id, "en") is None


def test_the_later_of_two_savers_sees_both_texts(sara: FlaskClient, manager: FlaskClient) -> None:
    track = article()
    commit()
    opened = typed(track)
    address = f"/articles/{track.id}/en/draft"
    sara.post(address, data=opened | {"answer": "Sara's words"})
    clash = manager.post(address, data=opened | {"answer": "Huda's words"}, headers=PART)
    assert clash.status_code == 409
    assert "Sara changed this draft meanwhile." in clash.text
    assert "<del>Sara&#39;s</del><ins>Huda&#39;s</ins>" in clash.text
    assert words_of(track.id, "en").answer == "Sara's words"
    theirs = words_of(track.id, "en").fingerprint
    both = {**opened, "answer": "Huda's words", "base": [opened["base"], theirs]}
    assert manager.post(address, data=both).status_code == 302
    assert words_of(track.id, "en").answer == "Huda's words"


def test_a_megabyte_is_refused_beside_the_field_with_the_limit(sara: FlaskClient) -> None:
    track = article()
    commit()
    data = typed(track, answer="نص " * 350_000)
    answer = sara.post(f"/articles/{track.id}/en/draft", data=data, headers=PART)
    assert answer.status_code == 422
    assert 'id="answer-wrong-en"' in answer.text
    assert "Up to 20000 characters." in answer.text


def test_markup_is_shown_as_it_was_written(sara: FlaskClient) -> None:
    shown = sara.post("/articles/preview", data={"answer": "<script>alert(1)</script>"})
    assert shown.text.strip() == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    track = article()
    commit()
    bad = '"><script>alert(1)</script>'
    sara.post(f"/articles/{track.id}/en/draft", data=typed(track, question=bad, answer=bad))
    assert "<script>alert" not in sara.get(f"/articles/{track.id}").text
    assert "<script>alert" not in sara.get("/articles").text


def test_publishing_asks_whether_the_other_language_follows(
    manager: FlaskClient, huda: Agent
) -> None:
    track = pair(huda)
    address = f"/articles/{track.id}/en/publish"
    data = typed(track, answer="Ask us.")
    asked = manager.post(address, data=data)
    assert asked.status_code == 422
    assert "Say whether the other language still says the same." in asked.text
    assert "Ask us.</textarea>" in asked.text
    assert manager.post(address, data=data | {"same": "no"}).status_code == 302
    assert "Translation stale" in manager.get(f"/articles/{track.id}").text


def test_withdrawing_keeps_what_was_typed(manager: FlaskClient, huda: Agent) -> None:
    track = article()
    live(track, "en", TRACK, huda)
    data = typed(track, answer="Half a thought")
    manager.post(f"/articles/{track.id}/en/withdraw", data=data)
    assert text_of(track.id, "en") is None
    assert words_of(track.id, "en").answer == "Half a thought"


def test_only_what_no_customer_sees_is_deleted(manager: FlaskClient, huda: Agent) -> None:
    track = article()
    live(track, "en", TRACK, huda)
    address = f"/articles/{track.id}/remove"
    assert manager.post(address).status_code == 409
    manager.post(f"/articles/{track.id}/en/withdraw", data=typed(track))
    assert manager.post(address).status_code == 302
    assert db.session.query(Article).count() == 0
    assert manager.post(address).status_code == 302


def test_an_agent_deletes_what_they_alone_wrote_and_what_never_was_live(
    sara: FlaskClient, huda: Agent
) -> None:
    sara.post("/articles/new", data={"question_en": "Oops?", "topic": "other"})
    mine = db.session.query(Article).one()
    page = sara.get(f"/articles/{mine.id}").text
    assert "Delete this article?" in page
    assert sara.post(f"/articles/{mine.id}/remove").location == "/articles"
    assert db.session.query(Article).count() == 0


def test_an_agent_deletes_nothing_that_others_wrote_or_that_was_live(
    sara: FlaskClient, huda: Agent
) -> None:
    hers, was_live = article("hers"), article("was-live")
    said(hers, "en", TRACK, huda)
    live(was_live, "en", TRACK, huda)
    withdraw(was_live, "en", by=db.session.query(Agent).filter_by(name="Sara").one(), now=NOON)
    commit()
    for one in (hers, was_live):
        assert "Delete this article?" not in sara.get(f"/articles/{one.id}").text
        assert sara.post(f"/articles/{one.id}/remove").status_code == 403
    assert db.session.query(Article).count() == 2


def test_versions_tell_what_changed_and_come_back(manager: FlaskClient, huda: Agent) -> None:
    track = article()
    live(track, "en", TRACK, huda)
    live(track, "en", Wording(TRACK.question, TRACK.phrasings, "Press “Find”."), huda)
    page = manager.get(f"/articles/{track.id}/en/versions").text
    assert "<del>“Track”.</del><ins>“Find”.</ins>" in page
    assert manager.post(f"/articles/{track.id}/en/versions/1/restore").status_code == 302
    assert words_of(track.id, "en") == TRACK
    manager.post(f"/articles/{track.id}/en/draft", data=typed(track, answer="Another"))
    again = manager.post(f"/articles/{track.id}/en/versions/1/restore")
    assert again.status_code == 409
    assert "A draft with other words is there." in again.text


def test_a_live_article_is_moved_by_managers_only(
    sara: FlaskClient, manager: FlaskClient, huda: Agent
) -> None:
    track = article()
    live(track, "en", TRACK, huda)
    add_category("التوصيل", "Delivery")
    commit()
    put = {"slug": "find-it", "topic": "shipment", "category": "delivery"}
    assert sara.post(f"/articles/{track.id}/file", data=put).status_code == 403
    assert manager.post(f"/articles/{track.id}/file", data=put).status_code == 302
    assert "find-it" in manager.get("/articles?category=delivery").text
    wrong = manager.post(f"/articles/{track.id}/file", data=put | {"slug": "Not clean"})
    assert wrong.status_code == 422
    assert 'value="Not clean"' in wrong.text


def test_categories_are_kept_by_managers(manager: FlaskClient) -> None:
    manager.post("/articles/categories", data={"name_ar": "الدفع", "name_en": "Payment"})
    half = manager.post("/articles/categories", data={"name_ar": "التوصيل", "name_en": ""})
    assert half.status_code == 422
    assert "Write a name in both languages." in half.text
    assert 'value="التوصيل"' in half.text


def test_a_category_that_holds_articles_asks_before_it_goes(manager: FlaskClient) -> None:
    add_category("الدفع", "Payment")
    assert "Remove this category?" not in manager.get("/articles/categories").text
    an_article("cod", category=add_category("التوصيل", "Delivery"), en=("How?", "So."))
    asked = manager.get("/articles/categories").text
    assert asked.count("Remove this category?") == 1
    assert "1 article stays, without a category." in asked


def test_what_is_live_leads_to_its_page(sara: FlaskClient, huda: Agent) -> None:
    track = article()
    assert "/help/en/track" not in sara.get(f"/articles/{track.id}").text
    live(track, "en", TRACK, huda)
    assert 'href="/help/en/track"' in sara.get(f"/articles/{track.id}").text


def test_managers_put_the_articles_of_a_category_in_order(
    sara: FlaskClient, manager: FlaskClient, client: FlaskClient
) -> None:
    delivery = add_category("التوصيل", "Delivery")
    made = [an_article(slug, category=delivery, en=(slug, "So.")) for slug in ("a1", "b2", "c3")]
    assert sara.post(f"/articles/{made[2].id}/up").status_code == 403
    answer = manager.post(f"/articles/{made[2].id}/up")
    assert answer.location == f"/articles?category=delivery#article-{made[2].id}"
    read = client.get("/help/en/topics/delivery").text
    assert sorted(("a1", "b2", "c3"), key=read.index) == ["a1", "c3", "b2"]
    assert manager.get("/articles?category=delivery").text.count("Move up") == 2
    assert "Move up" not in manager.get("/articles?category=delivery&q=a1").text
    assert "Move up" not in sara.get("/articles?category=delivery").text


def test_a_picture_is_kept_and_shown_to_everybody(sara: FlaskClient, client: FlaskClient) -> None:
    kept = sara.post("/articles/pictures", data={"picture": (io.BytesIO(PNG), "a.svg")})
    with client.get(kept.json["address"]) as shown:
        assert (shown.data, shown.mimetype) == (PNG, "image/png")
        assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/help/pictures/" + "0" * 64).status_code == 404
    markdown = f"See ![the button]({kept.json['address']})"
    preview = sara.post("/articles/preview", data={"answer": markdown}).text
    assert f'<img src="{kept.json["address"]}" alt="the button" loading="lazy">' in preview


def test_what_is_no_picture_is_refused(sara: FlaskClient) -> None:
    svg = (io.BytesIO(b"<svg onload='alert(1)'/>"), "a.png")
    refused = sara.post("/articles/pictures", data={"picture": svg})
    assert refused.status_code == 422
    assert "no picture" in refused.json["wrong"]
