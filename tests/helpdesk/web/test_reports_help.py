"""The manager's page on the help centre, as a browser sees it."""

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from helpdesk.articles.deflection import note_helped
from helpdesk.articles.models import Article
from helpdesk.articles.publishing import withdraw
from helpdesk.db import commit
from helpdesk.help.actions import searched, seen, voted
from helpdesk.people.models import Agent
from tests.factories import NOON, agent, article
from tests.helpdesk.articles.writing import TRACK, live
from tests.helpdesk.articles.writing import article as an_article

AsPerson = Callable[[Agent], FlaskClient]
DAY = NOON.date()


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of the second of March whenever a page asks."""
    for asking in ("reports_help", "period_choice", "help_reader"):
        monkeypatch.setattr(f"helpdesk.web.{asking}.now", lambda: NOON)


@pytest.fixture
def manager(as_person: AsPerson) -> FlaskClient:
    """Huda's browser."""
    return as_person(agent("Huda", role="manager"))


@pytest.fixture
def track(manager: FlaskClient) -> Article:
    """An article that somebody read and that spared a ticket."""
    made = article("track", en=("Where is <b>my</b> order?", "Press Track."))
    seen(made.id, "en", on=DAY)
    voted(made.id, "en", helped=True, on=DAY)
    note_helped(made.id, "en", place="widget", key="visitor-1", now=NOON)
    commit()
    return made


def lines_of(export: str) -> list[list[str]]:
    """The rows of an export, its heading first."""
    return list(csv.reader(io.StringIO(export.removeprefix("\ufeff"))))


ADDRESSES = pytest.mark.parametrize(
    "address", ["/reports/help", "/reports/help.csv", "/reports/help/searches.csv"]
)


@ADDRESSES
def test_nobody_sees_it_without_signing_in(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code in (302, 401)


@ADDRESSES
def test_impossible_dates_are_refused(manager: FlaskClient, address: str) -> None:
    assert manager.get(f"{address}?from=2026-03-05&to=2026-03-01").status_code == 422


def test_at_first_it_says_what_will_stand_here(manager: FlaskClient) -> None:
    text = manager.get("/reports/help").text
    assert "Nobody read the help centre in this period" in text
    assert "No article is stale" in text
    assert "How these figures are made" in text


def test_the_figures_stand_there_and_few_voices_say_nothing(
    manager: FlaskClient, track: Article
) -> None:
    text = manager.get("/reports/help").text
    assert "Too few to say." in text
    assert "1 voice, too few to say" in text
    assert f'href="/articles/{track.id}"' in text
    assert "Where is &lt;b&gt;my&lt;/b&gt; order?" in text


def test_figures_of_the_past_stay_when_an_article_is_deleted(manager: FlaskClient) -> None:
    huda = agent("Huda B", role="manager")
    made = an_article()
    live(made, "en", TRACK, huda)
    seen(made.id, "en", on=DAY)
    voted(made.id, "en", helped=True, on=DAY)
    note_helped(made.id, "en", place="widget", key="visitor-1", now=NOON)
    withdraw(made, "en", by=huda, now=NOON)
    commit()
    before = lines_of(manager.get("/reports/help.csv").text)[1]
    manager.post(f"/articles/{made.id}/remove")

    (after,) = lines_of(manager.get("/reports/help.csv").text)[1:]
    assert after[:2] == ["", "How do I track it? (deleted)"]
    assert after[2:] == before[2:] == ["1", "1", "0", "0", "0", "0", "1", "0", "0", "1"]
    page = manager.get("/reports/help").text
    assert "How do I track it?" in page
    assert ">deleted<" in page
    assert f'href="/articles/{made.id}"' not in page
    # What nobody did anything with is not told of a deleted one.
    january = manager.get("/reports/help.csv?from=2026-01-01&to=2026-01-31").text
    assert len(lines_of(january)) == 1


def test_what_was_not_found_leads_to_a_new_article(manager: FlaskClient) -> None:
    searched('gift "card" & more', "en", found=0, on=DAY)
    searched("بطاقة هدية", "ar", found=0, on=DAY)
    text = manager.get("/reports/help").text
    assert "/articles/new?question_en=gift%20card%20more" in text
    form = manager.get("/articles/new?question_ar=بطاقه هديه").text
    assert 'value="بطاقه هديه"' in form


def test_where_every_search_found_something_it_says_so(
    manager: FlaskClient, track: Article
) -> None:
    assert "Nobody searched in this period" in manager.get("/reports/help").text
    searched("delivery", "en", found=3, on=DAY)
    assert "Every search found something" in manager.get("/reports/help").text


def test_the_export_has_every_article_and_no_formula(manager: FlaskClient, track: Article) -> None:
    article("cmd", en=("=HYPERLINK(1)", "x"))
    answer = manager.get("/reports/help.csv?days=7")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    heading, first, second = lines_of(answer.text)
    assert (heading[1], heading[-1]) == ("Article", "Tickets spared")
    assert (first[0], first[2], first[8], first[-1]) == ("track", "1", "1", "1")
    assert (second[1], second[-1]) == ("'=HYPERLINK(1)", "0")


def test_searches_are_exported_with_what_they_found(manager: FlaskClient) -> None:
    searched("delivery", "en", found=3, on=DAY)
    rows = lines_of(manager.get("/reports/help/searches.csv").text)
    assert rows[1] == ["delivery", "en", "1", "3"]


def test_an_arabic_manager_gets_it_from_right_to_left(as_person: AsPerson, track: Article) -> None:
    text = as_person(agent("هدى", role="manager", locale="ar")).get("/reports/help").text
    assert 'dir="rtl"' in text
