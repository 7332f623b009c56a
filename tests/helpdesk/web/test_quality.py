"""The manager's page on triage, as a browser sees it."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.assist.actions import correct
from helpdesk.assist.champion import file_of, folder
from helpdesk.assist.models import CHAMPION, REFUSED
from helpdesk.db import commit, db, now
from helpdesk.learning.actions import know_shipped
from helpdesk.learning.models import ModelSwitch, Training
from helpdesk.people.models import Agent
from helpdesk.runs.actions import LEASE, note_progress, take
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.helpdesk.learning.shop import Says, model
from tests.helpdesk.web.counting import queries

AsPerson = Callable[[Agent], FlaskClient]
PAGE = "/reports/quality?days=7"


@pytest.fixture
def huda(app: Flask) -> Agent:
    """A manager."""
    return factories.agent("Huda", role="manager")


@pytest.fixture
def manager(as_person: AsPerson, huda: Agent) -> FlaskClient:
    """Huda's browser."""
    return as_person(huda)


def asked(number: int, text: str = "Where is parcel number", **said: str) -> Ticket:
    """A ticket of today by a customer of its own."""
    came = now() - timedelta(hours=2, minutes=number % 50)
    return factories.ticket(f"{text} {number}", now=came, sender=f"c{number}@mail.example", **said)


def settled(tickets: list[Ticket], by: Agent, *, topic: str | None = None) -> None:
    """Answer and close them; with a topic, correct them first."""
    for ticket in tickets:
        at = now() - timedelta(minutes=30)
        if topic:
            correct(ticket, "topic", topic, by=by, now=at)
        reply(ticket, "On its way.", by=by, now=at)
        close(ticket, by=by, now=at)
    commit()


def page(browser: FlaskClient, *, status: int = 200) -> str:
    answer = browser.get(PAGE)
    assert answer.status_code == status
    return answer.text


def test_before_anybody_wrote_it_says_what_will_stand_here(manager: FlaskClient) -> None:
    assert "Nobody wrote in this period" in page(manager)


def test_before_anything_is_settled_it_says_so(manager: FlaskClient, says: Says) -> None:
    asked(1)
    text = page(manager)
    assert "Nothing corrected or confirmed yet" in text
    assert "No corrections yet" in text


def test_confirmed_alone_is_called_weak_evidence(
    manager: FlaskClient,
    huda: Agent,
    says: Says,
) -> None:
    settled([asked(1)], huda)
    assert "No corrections yet in this period: every figure rests on" in page(manager)


def test_corrections_show_in_the_matrix_the_drift_and_the_words(
    manager: FlaskClient,
    huda: Agent,
    says: Says,
) -> None:
    settled([asked(number) for number in range(20)], huda)
    wrong = [asked(number, "The kettle whistles wrongly") for number in range(20, 24)]
    settled(wrong, huda, topic="claim")
    text = page(manager)
    assert "83%" in text
    assert text.count("<tr data-week=") == 1
    assert 'data-share="0.1666' in text
    assert "<bdi>kettle</bdi>" in text
    assert f'href="/tickets/{wrong[3].id}"' in text


def test_an_urgent_ticket_shows_its_places(
    manager: FlaskClient,
    says: Says,
) -> None:
    for number in range(3):
        asked(number + 5)
    says("broken", 3)
    asked(1, "It smokes")
    text = page(manager)
    assert "Median place in this inbox" in text
    assert '<td data-label="Place here"><b>1</b></td>' in text
    assert '<td data-label="By arrival">4</td>' in text


def test_thirty_tickets_and_models_ask_no_more_than_one(
    manager: FlaskClient, huda: Agent, says: Says
) -> None:
    says("broken", 3)
    counts = []
    for numbers in (range(1), range(1, 30)):
        settled([asked(number) for number in numbers], huda, topic="claim")
        for number in numbers:
            model(f"shop-{number}", state=REFUSED)
        page(manager)
        with queries() as sent:
            page(manager)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_impossible_dates_are_named_and_the_models_stay(manager: FlaskClient) -> None:
    answer = manager.get("/reports/quality?from=2026-02-30&to=2026-03-01")
    assert answer.status_code == 422
    assert "Write a date that exists" in answer.text
    assert "Models" in answer.text


def test_the_export_has_each_correction_and_no_formula(
    manager: FlaskClient,
    huda: Agent,
    says: Says,
) -> None:
    settled([asked(1, '=HYPERLINK("http://evil.example")', subject="+1")], huda, topic="claim")
    answer = manager.get("/reports/quality.csv?days=7")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    heading, line = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert heading[:3] == ["Corrected at", "Ticket", "Subject"]
    assert line[2] == "'+1"
    assert line[3].startswith("'=HYPERLINK")
    assert line[7:11] == ["Topic", "Order", "Claim", "Huda"]


def test_train_now_shows_how_far_it_is_also_after_a_reload(
    manager: FlaskClient,
    huda: Agent,
    says: Says,
) -> None:
    settled([asked(1)], huda, topic="claim")
    assert manager.post("/reports/quality/train").status_code == 303
    assert "Waiting for a worker" in page(manager)
    begun = take(Training, now=now())
    assert begun is not None
    note_progress(Training, begun.id, begun.fence, now=now(), stage="calibrating", step=2, steps=3)
    commit()
    text = page(manager)
    assert "Calibrating · 2 of 3" in text
    assert "asked by Huda" in text
    part = manager.get("/reports/quality/training")
    assert 'hx-trigger="every 2s"' in part.text
    assert "HX-Refresh" not in part.headers
    assert manager.post("/reports/quality/train").status_code == 303
    assert len(db.session.scalars(select(Training)).all()) == 1


def test_a_training_that_failed_says_what_to_do(
    manager: FlaskClient,
    huda: Agent,
    says: Says,
) -> None:
    settled([asked(1)], huda, topic="claim")
    manager.post("/reports/quality/train")
    for leases_ago in (9, 6, 3):
        take(Training, now=now() - leases_ago * LEASE)
        commit()
    part = manager.get("/reports/quality/training")
    assert part.headers["HX-Refresh"] == "true"
    assert "Make sure that 1000 MB are free" in part.text


def test_without_corrections_nothing_can_be_trained(manager: FlaskClient) -> None:
    answer = manager.post("/reports/quality/train")
    assert answer.status_code == 422
    assert "There is nothing to learn from yet." in answer.text


def test_one_click_goes_back_and_another_forth(
    manager: FlaskClient,
    huda: Agent,
    says: Says,
) -> None:
    folder().mkdir(parents=True)
    own = model("shop-1", state=CHAMPION)
    file_of("shop-1").write_bytes(b"a model")
    shipped = know_shipped(now=now())
    commit()
    for chosen in (shipped, own):
        assert manager.post(f"/reports/quality/models/{chosen.id}").status_code == 303
        assert "Chosen by Huda" in page(manager)
    assert [(each.was, each.now) for each in db.session.scalars(select(ModelSwitch))] == [
        ("shop-1", "shipped-1"),
        ("shipped-1", "shop-1"),
    ]


def test_a_model_that_was_refused_says_why_and_cannot_be_chosen(
    manager: FlaskClient,
    says: Says,
) -> None:
    refused = model("shop-1", state=REFUSED)
    refused.refusal = {"code": "urgent", "ours": 20, "theirs": 24, "of": 30}
    commit()
    text = page(manager)
    assert "Of 30 urgent test messages it finds 20; the one in force found 24." in text
    assert f"/reports/quality/models/{refused.id}" not in text
    answer = manager.post(f"/reports/quality/models/{refused.id}")
    assert answer.status_code == 422
    assert "This model cannot read any more" in answer.text


def test_what_hangs_on_half_a_point_is_shown_with_a_decimal(
    manager: FlaskClient, says: Says
) -> None:
    refused = model("shop-1", state=REFUSED)
    refused.refusal = {"code": "topic_f1", "ours": 0.816, "theirs": 0.8221}
    commit()
    assert "its topics are worse: F1 81.6%, against 82.2%." in page(manager)


def test_a_champion_that_cannot_read_is_named(
    manager: FlaskClient,
    says: Says,
) -> None:
    model("shop-1", state=CHAMPION, base="shipped-0")
    assert "An upgrade brought a new shipped model, which reads now." in page(manager)


def test_an_arabic_reader_gets_the_page_from_right_to_left(as_person: AsPerson) -> None:
    text = page(as_person(factories.agent("Huda", role="manager", locale="ar")))
    assert 'dir="rtl"' in text
    assert "جودة الفرز" in text
