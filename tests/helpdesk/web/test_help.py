"""The help centre's pages: for everybody, in the language of their address."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.articles import categories
from helpdesk.articles.publishing import withdraw
from helpdesk.db import commit, db
from helpdesk.help.models import HelpSearch
from tests.factories import NOON, agent, article
from tests.helpdesk.articles.writing import TRACK, TRACK_AR, live, said
from tests.helpdesk.articles.writing import article as an_article
from tests.helpdesk.web.counting import queries

READER = {"User-Agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0"}


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """Somebody's phone."""
    browser = app.test_client()
    browser.environ_base["HTTP_USER_AGENT"] = READER["User-Agent"]
    return browser


@pytest.fixture
def shop(app: Flask) -> None:
    """A shop with a question about delivery in both languages, and one in Arabic only."""
    delivery = categories.add("الشحن والتوصيل", "Delivery")
    article(
        "late",
        category=delivery,
        en=("My delivery is late", "We ask the **courier** the same day."),
        ar=("تأخر وصول طلبي", "نسأل شركة التوصيل في اليوم نفسه."),
    )
    track = ("How do I track my delivery?", "Open “My orders”.")
    article("track", category=delivery, en=track)
    article("tailor", topic="product", ar=("هل عندكم خياط؟", "نعم، في المعرض."))


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("ar-SA,ar;q=0.9,en;q=0.5", "ar"), ("en-GB", "en"), ("fr-FR", "en"), ("", "en")],
)
def test_the_door_leads_to_the_readers_language(
    reader: FlaskClient, wanted: str, given: str
) -> None:
    answer = reader.get("/help", headers={"Accept-Language": wanted})
    assert answer.location == f"/help/{given}"


def test_a_chosen_language_is_kept_and_the_address_stays_clean(
    reader: FlaskClient, shop: None
) -> None:
    answer = reader.get("/help/ar/late?chosen")
    assert answer.location == "/help/ar/late"
    assert reader.get("/help", headers={"Accept-Language": "en"}).location == "/help/ar"
    assert reader.get("/help/en?chosen&q=a b").location == "/help/en?q=a+b"


@pytest.mark.parametrize(
    ("path", "language", "says"),
    [
        ("/help/en", 'lang="en" dir="ltr"', "How can we help?"),
        ("/help/ar", 'lang="ar" dir="rtl"', "كيف يمكننا مساعدتك؟"),
        ("/help/en/", 'lang="en"', "My delivery is late"),
        ("/help/en/topics/delivery", 'lang="en"', "How do I track my delivery?"),
        ("/help/ar/topics/delivery", 'lang="ar"', "تأخر وصول طلبي"),
        ("/help/en/late", 'lang="en"', "We ask the <strong>courier</strong>"),
        ("/help/ar/late", 'lang="ar"', "نسأل شركة التوصيل"),
    ],
)
def test_a_page_is_in_the_language_of_its_address(
    reader: FlaskClient, shop: None, path: str, language: str, says: str
) -> None:
    answer = reader.get(path, headers={"Accept-Language": "fr"})
    assert answer.status_code == 200
    assert language in answer.text
    assert says in answer.text


def test_an_article_names_its_path_its_other_language_and_what_is_near(
    reader: FlaskClient, shop: None
) -> None:
    page = reader.get("/help/en/late").text
    assert 'href="/help/en/topics/delivery">Delivery</a>' in page
    assert 'href="/help/ar/late?chosen" hreflang="ar"' in page
    assert 'href="/help/en/track">How do I track my delivery?</a>' in page
    assert '<link rel="canonical" href="http://localhost/help/en/late">' in page
    assert 'hreflang="ar" href="http://localhost/help/ar/late"' in page


def test_a_missing_translation_is_said_and_the_other_language_offered(
    reader: FlaskClient, shop: None
) -> None:
    answer = reader.get("/help/en/tailor")
    assert answer.status_code == 404
    assert "not in English yet" in answer.text
    assert 'href="/help/ar/tailor">هل عندكم خياط؟</a>' in answer.text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/help/ar/nowhere", "الصفحة غير موجودة"),
        ("/help/en/nowhere", "Page not found"),
        ("/help/ar/much/too/deep", "الصفحة غير موجودة"),
        ("/help/en/topics/nothing", "Page not found"),
    ],
)
def test_what_is_not_there_is_told_with_a_search(reader: FlaskClient, path: str, says: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert says in answer.text
    assert 'name="q"' in answer.text


def test_an_address_in_no_language_is_told_in_the_readers_own(reader: FlaskClient) -> None:
    answer = reader.get("/help/xx", headers={"Accept-Language": "ar"})
    assert answer.status_code == 404
    assert '<html lang="ar"' in answer.text


def test_a_withdrawn_article_is_gone(reader: FlaskClient) -> None:
    huda = agent("Huda", role="manager")
    old = an_article("old")
    live(old, "ar", TRACK_AR, huda)
    withdraw(old, "ar", by=huda, now=NOON)
    commit()
    answer = reader.get("/help/ar/old")
    assert answer.status_code == 410
    assert "سُحبت هذه المقالة" in answer.text


def test_what_was_never_published_is_not_there(reader: FlaskClient) -> None:
    said(an_article("secret"), "en", TRACK, agent())
    commit()
    assert reader.get("/help/en/secret").status_code == 404


def test_a_search_marks_what_matched_and_is_counted(reader: FlaskClient, shop: None) -> None:
    page = reader.get("/help/en?q=courier").text
    assert "<mark>courier</mark>" in page
    row = db.session.query(HelpSearch).one()
    assert (row.lang, row.words, row.count, row.found) == ("en", "courier", 1, 1)


def test_what_only_the_other_language_has_stands_apart(reader: FlaskClient, shop: None) -> None:
    page = reader.get("/help/en?q=خياط").text
    assert "Nothing found" in page
    assert "In Arabic only" in page
    assert '<li lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("typed", ["zzz", "<script>alert(1)</script>", "x" * 1_000_000, "؟"])
def test_a_search_without_result_says_what_to_do(
    reader: FlaskClient, shop: None, typed: str
) -> None:
    page = reader.get("/help/en", query_string={"q": typed}).text
    assert "Nothing found" in page
    assert "Write to us, and somebody" in page
    assert "<script>alert" not in page
    assert len(page) < 10_000


def test_whoever_searched_takes_the_words_along_to_the_shop(
    reader: FlaskClient, shop: None
) -> None:
    to_the_form = 'href="/contact?lang=en&amp;text=is+the+courier+%26+parcel+late%3F"'
    asked = {"q": "is the courier & parcel late?"}
    page = reader.get("/help/en", query_string=asked).text
    assert to_the_form in page
    # The article that was found knows it by its link alone, also in the other language.
    assert 'href="/help/en/late?q=is%20the%20courier%20%26%20parcel%20late%3F"' in page
    article_page = reader.get("/help/en/late", query_string=asked)
    assert to_the_form in article_page.text
    assert "/help/ar/late?chosen&amp;q=is%20the%20courier" in article_page.text
    assert "Set-Cookie" not in article_page.headers
    assert to_the_form in reader.get("/help/en/nowhere", query_string=asked).text


def test_an_empty_search_is_the_front_page(reader: FlaskClient, shop: None) -> None:
    assert "How can we help?" in reader.get("/help/en?q=+").text


def test_a_robots_search_is_not_counted(app: Flask, shop: None) -> None:
    app.test_client().get("/help/en?q=late", headers={"User-Agent": "Googlebot/2.1"})
    assert db.session.query(HelpSearch).count() == 0


def test_searches_are_limited_and_reading_is_not(reader: FlaskClient, shop: None) -> None:
    answers = [reader.get("/help/ar?q=x").status_code for _ in range(121)]
    assert answers[-1] == 429
    refused = reader.get("/help/ar?q=x")
    assert "يُرجى الانتظار" in refused.text
    assert reader.get("/help/ar").status_code == 200


@pytest.mark.parametrize("path", ["/help/en", "/help/en/late", "/help/en/topics/delivery"])
def test_a_page_may_be_kept_and_is_not_sent_again(
    reader: FlaskClient, shop: None, path: str
) -> None:
    first = reader.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in first.headers
    assert "Vary" not in first.headers
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_is_the_same_page_for_somebody_of_the_shop(as_person, shop: None) -> None:
    person = as_person(agent(locale="ar"))
    assert '<html lang="en"' in person.get("/help/en/late").text


def test_a_changed_article_is_sent_again(reader: FlaskClient) -> None:
    late = article("late", en=("Late?", "Wait."))
    etag = reader.get("/help/en/late").headers["ETag"]
    late.texts[0].answer = "Wait no more."
    commit()
    assert reader.get("/help/en/late", headers={"If-None-Match": etag}).status_code == 200


def test_a_page_that_thanks_one_reader_is_not_kept(reader: FlaskClient, shop: None) -> None:
    answer = reader.get("/help/en/late?said=no")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert 'href="/contact?lang=en"' in answer.text


def test_script_in_an_article_stays_text_everywhere(reader: FlaskClient) -> None:
    article("bad", en=("</script><script>alert(1)</script>", "<script>alert(2)</script>"))
    for path in ("/help/en", "/help/en/bad", "/help/en/topics/delivery", "/help/en?q=alert"):
        page = reader.get(path).text
        assert not re.search(r"<script>alert|</script><script>", page)


@pytest.mark.parametrize("path", ["/help/en", "/help/en/a0", "/help/en/topics/delivery"])
def test_more_articles_cost_no_more_queries(reader: FlaskClient, path: str) -> None:
    def asked() -> int:
        reader.get(path)
        with queries() as sent:
            reader.get(path)
        return len(sent)

    for number in range(6):
        article(f"a{number}", en=(f"Where is parcel {number}?", "On its way."))
    few = asked()
    for number in range(6, 40):
        article(f"a{number}", en=(f"Where is parcel {number}?", "On its way."))
    assert asked() <= few <= 6
