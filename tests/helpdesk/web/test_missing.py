"""The editor's page of missing answers, as a browser sees it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.articles.drafts import draft_of, text_of, words_of
from helpdesk.articles.models import Article
from helpdesk.articles.wording import MOST_PHRASINGS, Wording
from helpdesk.db import commit, db
from helpdesk.mining.actions import ask
from helpdesk.mining.models import ACCEPTED, DISMISSED, OPEN, GroupedQuestion, Mining, QuestionGroup
from helpdesk.mining.queries import counts
from helpdesk.people.models import Agent
from helpdesk.runs.actions import end, note_progress, take
from tests.factories import NOON, after, agent, message
from tests.helpdesk.articles.writing import TRACK, article, live, said
from tests.helpdesk.web.counting import queries
from tests.helpdesk.web.parts import PART

AsPerson = Callable[[Agent], FlaskClient]
PAGE = "/articles/missing"


@pytest.fixture
def huda(app: Flask) -> Agent:
    return agent("Huda", role="manager")


@pytest.fixture
def manager(as_person: AsPerson, huda: Agent) -> FlaskClient:
    """Huda's browser."""
    return as_person(huda)


@pytest.fixture
def sara(as_person: AsPerson) -> FlaskClient:
    """Sara's browser; she is an agent."""
    return as_person(agent("Sara"))


def run(**ended: str) -> Mining:
    """A run that ended, well or with an error."""
    ask(by=None, now=NOON)
    done = take(Mining, now=NOON)
    assert done
    end(done, now=after(minutes=1), **ended)
    commit()
    return done


def group(name: str = "Do you wrap gifts?", **more: object) -> QuestionGroup:
    """A group of three questions, as a run leaves it."""
    if db.session.scalar(select(Mining.id)) is None:
        run()
    told: dict[str, object] = {
        "topic": "product",
        "name_en": name,
        "ways": {"en": [name, "can you wrap it"], "ar": ["هل تغلفون الهدايا؟"]},
        "answers": {"en": {"text": "Yes, for 15 SAR, [name].", "ticket": 1}},
        "questions": 3,
        "customers": 3,
        "weeks": [0] * 12 + [3],
        "found_at": NOON,
        "seen_at": NOON,
    }
    made = QuestionGroup(**told | more)
    db.session.add(made)
    commit()
    return made


def test_before_anybody_looked_it_says_what_will_stand_here(
    sara: FlaskClient, manager: FlaskClient
) -> None:
    assert "Nobody has looked yet" in sara.get(PAGE).text
    assert "Look now" not in sara.get(PAGE).text
    assert "Look now" in manager.get(PAGE).text


def test_a_manager_has_it_look_and_sees_how_far_it_is(app: Flask, manager: FlaskClient) -> None:
    assert manager.post(f"{PAGE}/run").status_code == 303
    begun = take(Mining, now=NOON)
    assert begun
    note_progress(Mining, begun.id, begun.fence, now=NOON, stage="reading", step=200, steps=400)
    commit()
    part = manager.get(f"{PAGE}/run", headers=PART)
    assert "200 of 400" in part.text
    assert "asked by Huda" in part.text
    assert "HX-Refresh" not in part.headers
    assert "Looking…" in manager.get(PAGE).text
    end(begun, now=after(minutes=1))
    commit()
    assert manager.get(f"{PAGE}/run", headers=PART).headers["HX-Refresh"] == "true"
    assert "Nothing is missing" in manager.get(PAGE).text


@pytest.mark.parametrize(
    ("error", "said_so"),
    [
        ("unlearnt", "python -m faq train"),
        ("time", "ended. The machine may be too busy"),
        ("lost", "want of memory"),
        ("failed", "show the lines below"),
    ],
)
def test_a_run_that_failed_says_what_to_do(manager: FlaskClient, error: str, said_so: str) -> None:
    run(error=error, detail="MemoryError: no room")
    text = manager.get(PAGE).text
    assert said_so in text
    assert "Look now" in text
    assert ("MemoryError: no room" in text) == (error == "failed")


def test_a_group_shows_its_question_its_figures_and_its_masked_draft(sara: FlaskClient) -> None:
    shown = group()
    asked = message("Do you wrap <b>gifts</b>?")
    row = {"message_id": asked.id, "group_id": shown.id, "ticket_id": asked.ticket_id}
    words = "Do you wrap <b>gifts</b>?"
    db.session.add(GroupedQuestion(**row, lang="en", text=words, asked_at=NOON))
    commit()
    text = sara.get(PAGE).text
    assert "3 questions" in text
    assert "from 3 customers" in text
    assert "Rising: 3 in the last four weeks, 0 in the four before" in text
    assert "Yes, for 15 SAR, <mark>[name]</mark>." in text
    assert f'href="/tickets/{asked.ticket_id}"' in text
    assert "&lt;b&gt;gifts" in text


def test_fifty_groups_ask_no_more_than_one(sara: FlaskClient) -> None:
    group()
    sara.get(PAGE)
    with queries() as few:
        sara.get(PAGE)
    for number in range(10):
        group(f"Question {number}?")
    with queries() as more:
        sara.get(PAGE)
    assert len(more) == len(few)


def test_accepting_opens_the_editor_on_a_draft(sara: FlaskClient) -> None:
    made = group()
    answer = sara.post(f"{PAGE}/{made.id}/accept")
    article_id = db.session.scalars(select(Article.id)).one()
    assert answer.headers["Location"] == f"/articles/{article_id}?lang=en"
    draft = draft_of(article_id, "en")
    assert draft
    assert draft.phrasings == ["can you wrap it"]
    assert "Words in brackets stand where" in sara.get(answer.headers["Location"]).text


def test_who_comes_too_late_is_told_what_was_done(sara: FlaskClient, manager: FlaskClient) -> None:
    made = group()
    sara.post(f"{PAGE}/{made.id}/accept")
    for act in ("accept", "dismiss"):
        late = manager.post(f"{PAGE}/{made.id}/{act}")
        assert late.status_code == 409
        assert "Sara has made an article of it." in late.text
    assert len(db.session.scalars(select(Article)).all()) == 1


def test_a_group_that_is_gone_is_told(sara: FlaskClient) -> None:
    gone = sara.post(f"{PAGE}/77/accept")
    assert gone.status_code == 404
    assert "This group is gone" in gone.text


def test_dismissing_can_be_taken_back(sara: FlaskClient) -> None:
    made = group()
    line = sara.post(f"{PAGE}/{made.id}/dismiss", headers=PART)
    assert "Undo" in line.text
    assert made.state == DISMISSED
    assert "Do you wrap gifts?" not in sara.get(PAGE).text
    assert "Sara has dismissed it." in sara.get(f"{PAGE}?state=dismissed").text
    back = sara.post(f"{PAGE}/{made.id}/take-up", headers=PART)
    assert "Make an article" in back.text
    assert made.state == OPEN
    assert sara.post(f"{PAGE}/{made.id}/dismiss").status_code == 303
    assert sara.post(f"{PAGE}/{made.id}/take-up").status_code == 303


def test_a_manager_finds_the_article_and_adds_the_phrasings(
    manager: FlaskClient, huda: Agent
) -> None:
    track = article()
    live(track, "en", TRACK, huda)
    said(track, "en", Wording("How?", ("Draft's own",), "So."), huda)
    commit()
    made = group()
    found = manager.get(f"{PAGE}/{made.id}/merge?q=track", headers=PART).text
    assert "How do I track it?" in found
    answer = manager.post(f"{PAGE}/{made.id}/merge", data={"article": track.id})
    assert "2 phrasings were added" in manager.get(answer.headers["Location"]).text
    text = text_of(track.id, "en")
    assert text
    assert text.phrasings == ["Where is it?", "Do you wrap gifts?", "can you wrap it"]
    assert words_of(track.id, "en").phrasings[0] == "Draft's own"
    assert len(words_of(track.id, "en").phrasings) == 3


def test_the_nearest_articles_are_offered_first_though_none_answers(
    manager: FlaskClient, huda: Agent
) -> None:
    for slug, question, answer in (
        ("wrap", "Do you deliver presents?", "We put presents into a box with a ribbon."),
        ("track", "How do I track it?", "Press Track."),
        ("refund", "When is my refund paid?", "Refunds take five days."),
        ("hours", "When are you open?", "From nine to five."),
        ("pay", "How can I pay?", "By card."),
    ):
        live(article(slug), "en", Wording(question, (), answer), huda)
    page = manager.get(f"{PAGE}/{group().id}/merge").text
    assert "Nearest to these questions" in page
    assert page.count('name="article"') == 3
    assert page.index("Do you deliver presents?") < page.index('name="article"')


def test_the_case_of_one_customer_is_not_put_before_an_editor(sara: FlaskClient) -> None:
    group("Is a replacement preferred?", customers=1, questions=2)
    group("Do you wrap gifts?", customers=2, questions=2)
    page = sara.get(PAGE).text
    assert "Do you wrap gifts?" in page
    assert "Is a replacement preferred?" not in page
    assert counts()[OPEN] == 1


def test_what_one_customer_asks_is_not_taken_up_again(sara: FlaskClient) -> None:
    group("Is a replacement preferred?", customers=1, questions=1, state=DISMISSED, decided_at=NOON)
    page = sara.get(f"{PAGE}?state=dismissed").text
    assert "Is a replacement preferred?" in page
    assert "Take up again" not in page


def test_an_article_that_is_full_or_not_live_is_refused_beside_the_list(
    manager: FlaskClient, huda: Agent
) -> None:
    full, silent = article("full"), article("silent")
    ways = tuple(f"way {number}" for number in range(MOST_PHRASINGS))
    live(full, "en", Wording("How?", ways, "So."), huda)
    made = group()
    address = f"{PAGE}/{made.id}/merge"
    refused = manager.post(address, data={"article": full.id})
    assert refused.status_code == 422
    assert "This article takes no more: Up to 30 phrasings" in refused.text
    for other in (silent.id, 4711, "x"):
        refused = manager.post(address, data={"article": other})
        assert refused.status_code == 422
        assert "not live in a language of these questions" in refused.text
    assert made.state == OPEN


def test_publishing_a_placeholder_has_to_be_meant(manager: FlaskClient, huda: Agent) -> None:
    track = article()
    said(track, "en", Wording("How?", (), "Call [phone number]."), huda)
    commit()
    there = words_of(track.id, "en")
    form = {"question": there.question, "phrasings": "", "answer": there.answer}
    address = f"/articles/{track.id}/en/publish"
    warned = manager.post(address, data=form | {"base": there.fingerprint}, headers=PART)
    assert warned.status_code == 422
    assert "Customers would read these words in brackets" in warned.text
    assert "<mark>[phone number]</mark>" in warned.text
    meant = manager.post(address, data=form | {"base": there.fingerprint, "anyway": "yes"})
    assert meant.status_code == 302
    assert text_of(track.id, "en")


def test_the_list_of_articles_says_how_many_wait(sara: FlaskClient) -> None:
    group()
    group("Closed?", state=ACCEPTED, decided_at=NOON + timedelta(hours=1))
    assert 'Missing answers <span class="count">2</span>' in sara.get("/articles").text
