"""Articles out as files and in again: all of a file, or nothing of it."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from helpdesk.articles.drafts import draft_of, text_of
from helpdesk.articles.models import Article, ArticleImport, ArticleVersion, Category
from helpdesk.articles.wording import Wording
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from tests.factories import agent
from tests.helpdesk.articles.writing import TRACK, article, live, pair, said

FIELDS = "slug,topic,category,lang,question,phrasings,answer"


@pytest.fixture
def huda() -> Agent:
    return agent("Huda", role="manager")


@pytest.fixture
def manager(as_person: Callable[[Agent], FlaskClient], huda: Agent) -> FlaskClient:
    """Huda's browser."""
    return as_person(huda)


def look(manager: FlaskClient, content: str, become: str = "draft") -> Any:
    file = (io.BytesIO(content.encode()), "articles.csv")
    return manager.post("/articles/import", data={"file": file, "as": become})


def count() -> int:
    return db.session.scalar(select(func.count(Article.id))) or 0


def test_what_goes_out_comes_in_unchanged(manager: FlaskClient, huda: Agent) -> None:
    pair(huda)
    formula = Wording("=2+2?", ("-1",), "- one\n- two, “three”")
    live(article("formula"), "en", formula, huda)
    for name in ("export.csv", "export.json"):
        content = manager.get(f"/articles/{name}").text
        planned = manager.get(look(manager, content).location).text
        assert "Everything in it is there already, word for word." in planned


def test_a_spreadsheet_gets_nothing_that_runs(manager: FlaskClient, huda: Agent) -> None:
    live(article(), "en", Wording("=cmd()", (), "x"), huda)
    text = manager.get("/articles/export.csv").text.lstrip("\ufeff")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["question"] == "'=cmd()"


def test_each_fault_is_told_by_its_row_and_field_and_nothing_is_taken(manager: FlaskClient) -> None:
    rows = (
        "good,shipment,,en,How?,,So.",
        "Bad Slug,weather,nowhere,fr,,,",
        "good,shipment,,en,Twice?,,So.",
        "good,payment,,ar,كيف؟,,هكذا.",
    )
    answer = look(manager, "\n".join([FIELDS, *rows]))
    assert answer.status_code == 422
    assert "8 faults; nothing was imported." in answer.text
    for row, field in [(3, "slug"), (3, "topic"), (3, "category"), (3, "lang"), (3, "question"),
                       (3, "answer"), (4, "slug"), (5, "topic")]:  # fmt: skip
        assert f'<td>{row}</td><td><code dir="ltr">{field}</code></td>' in answer.text
    assert count() == 0


def test_a_right_file_is_told_first_and_done_by_one_click(
    manager: FlaskClient, huda: Agent
) -> None:
    live(article("track"), "en", TRACK, huda)
    content = json.dumps(
        [
            {"slug": "track", "topic": "shipment", "en": {"question": "Q?", "answer": "A."}},
            {
                "slug": "pay",
                "topic": "payment",
                "en": {"question": "Pay?", "answer": "Cash."},
                "ar": {"question": "الدفع؟", "answer": "نقدًا."},
            },
        ]
    )
    ahead = look(manager, content, "live")
    page = manager.get(ahead.location).text
    assert "<b>2</b> New" in page
    assert "<b>1</b> Changed" in page
    assert count() == 1
    assert "3 texts are live." in manager.post(ahead.location).text
    pay = _named("pay")
    texts = [text_of(pay.id, lang) for lang in ("ar", "en")]
    assert [text and text.fits for text in texts] == [1, 1]
    assert db.session.scalar(select(func.count(ArticleVersion.id))) == 4
    assert db.session.scalar(select(func.count(ArticleImport.id))) == 0


def test_texts_with_placeholders_are_named_and_come_in_as_drafts(
    manager: FlaskClient, huda: Agent
) -> None:
    live(article("track"), "en", TRACK, huda)
    rows = (
        "track,shipment,,en,Q?,,Within [number of days] days.",
        "pay,payment,,en,Pay?,,By card at [the bank](https://bank.example).",
    )
    ahead = look(manager, "\n".join((FIELDS, *rows)), "live")
    page = manager.get(ahead.location).text
    assert "1 text holds words in brackets" in page
    assert page.count("as a draft</span>") == 1
    done = manager.post(ahead.location).text
    assert "1 text is live." in done
    assert "1 text holds words in brackets" in done
    assert '<a href="/articles?q=track"><bdi>Q?</bdi></a>' in done
    assert "/articles?q=track" not in page
    track, pay = (_named(slug) for slug in ("track", "pay"))
    assert [text.question for text in track.texts] == [TRACK.question]
    assert [draft.question for draft in track.drafts] == ["Q?"]
    assert [text.question for text in pay.texts] == ["Pay?"]


def _named(slug: str) -> Article:
    return db.session.scalars(select(Article).where(Article.slug == slug)).one()


def test_drafts_that_would_be_replaced_are_told(manager: FlaskClient, huda: Agent) -> None:
    track = article("track")
    said(track, "en", TRACK, huda)
    commit()
    ahead = look(manager, f"{FIELDS}\ntrack,shipment,,en,New?,,Words.")
    assert "<b>1</b> Replaces a draft" in manager.get(ahead.location).text
    manager.post(ahead.location)
    draft = draft_of(track.id, "en")
    assert draft
    assert draft.question == "New?"
    assert text_of(track.id, "en") is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "Choose a file"),
        ("[]", "Choose a file"),
        ("{not json", "no JSON and no CSV"),
        ("[3]", "Row 1 has not the fields"),
        ('[{"slug": "a", "en": 3}]', "Row 1 has not the fields"),
        ("a,b\n1,2", "Row 1 has not the fields"),
        (f'{FIELDS}\n"open', "breaks at line"),
        (FIELDS + "\n" + "a,b,c,d,e,f,g\n" * 2001, "up to 2000 rows"),
        (f"{FIELDS}\na,shipment,,en,How?,,Yes, we do.", "Row 2 has more cells"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    manager: FlaskClient, content: str, told: str
) -> None:
    answer = look(manager, content)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_file_of_another_alphabet_is_refused(manager: FlaskClient) -> None:
    file = (io.BytesIO("سؤال".encode("cp1256")), "articles.csv")
    answer = manager.post("/articles/import", data={"file": file})
    assert "no JSON and no CSV in UTF-8." in answer.text


def test_empty_rows_of_a_spreadsheet_are_no_articles_but_count(manager: FlaskClient) -> None:
    rows = (FIELDS, "good,shipment,,en,How?,,So.,,", ",,,,,,", "", "bad,weather,,en,How?,,So.")
    answer = look(manager, "\n".join(rows))
    assert "1 fault; nothing was imported." in answer.text
    assert "<td>5</td>" in answer.text


def test_what_changed_between_looking_and_doing_stops_it(manager: FlaskClient) -> None:
    manager.post("/articles/categories", data={"name_ar": "الدفع", "name_en": "Payment"})
    ahead = look(manager, f"{FIELDS}\npay,payment,payment,en,How?,,Cash.")
    category = db.session.scalars(select(Category)).one()
    manager.post(f"/articles/categories/{category.id}/remove")
    late = manager.post(ahead.location)
    assert late.status_code == 409
    assert count() == 0
