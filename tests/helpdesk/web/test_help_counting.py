"""What readers do is counted: people's, once a day, and never by a link that was only followed."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.articles.models import ArticleText
from helpdesk.db import commit, db
from helpdesk.help.models import ArticleDay
from helpdesk.web import help_reader
from tests.factories import article

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
HERE = {"Origin": "http://localhost"}


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """Somebody's phone, in a shop with one article."""
    article("late", en=("My delivery is late", "Wait."), ar=("تأخر طلبي", "انتظر."))
    return _phone(app)


def _phone(app: Flask) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["HTTP_USER_AGENT"] = PHONE
    return browser


def _counted() -> dict[str, tuple[int, int, int]]:
    rows = db.session.query(ArticleDay).all()
    return {row.lang: (row.views, row.helped, row.unhelped) for row in rows}


def _vote(browser: FlaskClient, said: str, **headers: str):
    return browser.post("/help/en/late/voice", data={"helped": said}, headers=HERE | headers)


def test_an_article_asks_for_its_point(reader: FlaskClient) -> None:
    assert 'src="/help/en/late/seen.gif"' in reader.get("/help/en/late").text


def test_a_reader_is_counted_once_a_day_and_language(reader: FlaskClient, app: Flask) -> None:
    for _ in range(3):
        reader.get("/help/en/late/seen.gif")
    reader.get("/help/ar/late/seen.gif")
    _phone(app).get("/help/en/late/seen.gif")
    assert _counted() == {"en": (2, 0, 0), "ar": (1, 0, 0)}


def test_the_next_day_counts_anew(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.get("/help/en/late/seen.gif")
    tomorrow = help_reader.today() + timedelta(days=1)
    monkeypatch.setattr(help_reader, "today", lambda: tomorrow)
    monkeypatch.setattr("helpdesk.web.help_counting.today", lambda: tomorrow)
    reader.get("/help/en/late/seen.gif")
    assert db.session.query(ArticleDay).count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "WhatsApp/2.23"},
        {"User-Agent": "curl/8"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_is_no_reader_here_is_not_counted(reader: FlaskClient, headers) -> None:
    assert reader.get("/help/en/late/seen.gif", headers=headers).status_code == 200
    assert _counted() == {}


def test_the_first_voice_of_a_day_counts(reader: FlaskClient, app: Flask) -> None:
    assert _vote(reader, "yes").location == "/help/en/late?said=yes#voice"
    assert _vote(reader, "no").location == "/help/en/late?said=again#voice"
    _vote(_phone(app), "no")
    assert _counted() == {"en": (0, 1, 1)}


def test_a_search_behind_the_article_stays_known_after_the_voice(reader: FlaskClient) -> None:
    assert (
        'name="q" value="is it &lt;late&gt;?"' in reader.get("/help/en/late?q=is+it+<late>?").text
    )
    answer = reader.post(
        "/help/en/late/voice", data={"helped": "no", "q": "is it <late>?"}, headers=HERE
    )
    assert answer.location == "/help/en/late?said=no&q=is+it+%3Clate%3E%3F#voice"
    page = reader.get(answer.location).text
    assert 'main" href="/contact?lang=en&amp;text=is+it+%3Clate%3E%3F"' in page


def test_a_robot_is_not_counted_and_not_thanked(reader: FlaskClient) -> None:
    answer = _vote(reader, "yes", **{"User-Agent": "Mozilla/5.0 (compatible; Somebot/1.0)"})
    assert answer.location == "/help/en/late?said=uncounted#voice"
    assert _counted() == {}
    page = reader.get(answer.location).text
    assert "We could not count this answer." in page
    assert "Good to know" not in page


def test_a_forged_cookie_is_no_cookie(reader: FlaskClient) -> None:
    reader.set_cookie("help_today", "WyIyMDI2Il0.forged", path="/help")
    assert _vote(reader, "yes").status_code == 303
    assert _counted() == {"en": (0, 1, 0)}


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_voice_from_a_foreign_page_is_refused(reader: FlaskClient, headers) -> None:
    assert _vote(reader, "yes", **headers).status_code == 400
    assert _counted() == {}


def test_a_link_that_is_followed_casts_no_voice(reader: FlaskClient) -> None:
    assert reader.get("/help/en/late/voice?helped=yes").status_code == 404
    assert reader.post("/help/en/late/voice", data={"helped": "yes"}).status_code == 400
    assert _counted() == {}


@pytest.mark.parametrize("said", ["", "perhaps", "x" * 1000])
def test_a_voice_that_says_neither_is_refused(reader: FlaskClient, said: str) -> None:
    assert _vote(reader, said).status_code == 400


def test_voices_are_limited_and_only_what_counts_is_thanked(
    app: Flask, reader: FlaskClient
) -> None:
    answers = [_vote(_phone(app), "no") for _ in range(21)]
    told = [answer.location for answer in answers]
    assert set(told[:20]) == {"/help/en/late?said=no#voice"}
    assert told[20] == "/help/en/late?said=uncounted#voice"
    assert _counted() == {"en": (0, 0, 20)}


def test_a_voice_for_what_is_gone_by_now_leads_to_where_that_is_told(reader: FlaskClient) -> None:
    db.session.query(ArticleText).delete()
    commit()
    answer = _vote(reader, "yes")
    assert (answer.status_code, answer.location) == (303, "/help/en/late")
    assert _counted() == {}
