"""The page behind an acknowledgement's link: only a press on it counts, and it says the truth."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpdesk.acknowledgement.link import token_of
from helpdesk.acknowledgement.models import Acknowledgement
from helpdesk.db import commit, db
from helpdesk.tickets.actions import close, reopen, reply
from helpdesk.tickets.models import Ticket
from tests.factories import NOON, after, agent, message
from tests.helpdesk.acknowledgement.telling import asked, link, told

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
HERE = {"Origin": "http://localhost"}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The customer reads the mail an hour after noon."""
    monkeypatch.setattr("helpdesk.web.answered.now", lambda: after(hours=1))


@pytest.fixture
def opened(app: Flask) -> Ticket:
    """A ticket whose acknowledgement carried an article."""
    return asked()


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """The customer's browser, which knows nothing of the shop."""
    browser = app.test_client()
    browser.environ_base["HTTP_USER_AGENT"] = PHONE
    return browser


def press(browser: FlaskClient, address: str, said: str = "yes", **headers: str) -> TestResponse:
    return browser.post(address, data={"helped": said}, headers=HERE | headers)


def test_it_asks_with_the_articles_name_and_leaves_no_cookie(
    phone: FlaskClient, opened: Ticket
) -> None:
    answer = phone.get(link(opened))
    assert answer.status_code == 200
    assert "Did this article answer your question?" in answer.text
    assert 'href="/help/en/track"' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<script" not in answer.text


def test_one_press_closes_the_ticket(phone: FlaskClient, opened: Ticket) -> None:
    answer = press(phone, link(opened))
    assert answer.status_code == 303
    assert opened.is_closed
    assert "Good to hear that this helped" in phone.get(answer.location).text


def test_a_no_leaves_it_open_and_is_kept(phone: FlaskClient, opened: Ticket) -> None:
    answer = press(phone, link(opened), "no")
    assert opened.is_open
    assert "a person will answer you" in phone.get(answer.location).text
    assert told(opened).said == "unhelped"


def test_it_speaks_the_mails_language_or_the_one_asked_for(app: Flask, phone: FlaskClient) -> None:
    arabic = asked("أين طلبي؟")
    assert 'dir="rtl"' in phone.get(link(arabic)).text
    assert 'dir="ltr"' in phone.get(f"{link(arabic)}?lang=en").text
    assert press(phone, f"{link(arabic)}?lang=en").location.endswith("lang=en")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_following_the_link_casts_nothing(phone: FlaskClient, opened: Ticket, method: str) -> None:
    for query in ("", "?helped=yes"):
        phone.open(link(opened) + query, method=method)
    assert told(opened).said is None
    assert opened.is_open


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_press_that_did_not_happen_here_is_refused_in_words(
    phone: FlaskClient, opened: Ticket, headers: dict[str, str]
) -> None:
    answer = press(phone, link(opened), **headers)
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text
    assert opened.is_open


def test_without_a_word_on_where_the_form_stood_nothing_is_cast(
    phone: FlaskClient, opened: Ticket
) -> None:
    assert phone.post(link(opened), data={"helped": "yes"}).status_code == 400
    assert opened.is_open


@pytest.mark.parametrize("agent_name", ["curl/8", "HeadlessChrome/120", "Barracuda-Scan/1", ""])
def test_a_machine_that_presses_buttons_casts_nothing(
    phone: FlaskClient, opened: Ticket, agent_name: str
) -> None:
    press(phone, link(opened), **{"User-Agent": agent_name})
    assert opened.is_open


@pytest.mark.parametrize("said", ["", "perhaps", "x" * 1000])
def test_what_says_neither_changes_nothing(phone: FlaskClient, opened: Ticket, said: str) -> None:
    assert press(phone, link(opened), said).status_code == 400
    assert opened.is_open


def test_pressed_twice_it_says_so_and_stays_closed(phone: FlaskClient, opened: Ticket) -> None:
    press(phone, link(opened))
    again = press(phone, link(opened))
    assert "Good to hear" in phone.get(again.location).text
    assert told(opened).said_at == after(hours=1)


def test_each_thing_that_happened_meanwhile_is_told(phone: FlaskClient, opened: Ticket) -> None:
    sara = agent()

    def says(words: str) -> None:
        commit()
        assert words in phone.get(link(opened)).text
        assert words in phone.get(press(phone, link(opened)).location).text

    close(opened, by=sara, now=after(minutes=5))
    says("Your ticket is closed already")
    reopen(opened, by=sara, now=after(minutes=6))
    told(opened).said = "helped"
    says("Our team has opened your ticket again")
    message("And the invoice?", ticket_id=opened.id, now=after(minutes=7))
    says("You have written to us again since")
    reply(opened, "Here it is.", by=sara, now=after(minutes=8))
    says("Our team has answered you meanwhile")
    assert opened.state == "pending"


def test_a_ticket_that_is_gone_is_told(phone: FlaskClient, opened: Ticket) -> None:
    address = link(opened)
    db.session.delete(db.session.get(Acknowledgement, opened.id))
    commit()
    assert phone.get(address).status_code == press(phone, address).status_code == 410
    assert "This ticket is not here any more" in phone.get(address).text


def test_a_link_that_is_cut_or_old_leads_to_a_way_on(phone: FlaskClient, opened: Ticket) -> None:
    cut = phone.get(link(opened)[:-3])
    assert (cut.status_code, "This link is not whole" in cut.text) == (404, True)
    assert press(phone, link(opened)[:-3]).status_code == 404
    token = token_of(opened.id, told(opened).article_id, now=NOON - timedelta(days=30))
    old = phone.get(f"/answered/{token}")
    assert (old.status_code, "This link has ended" in old.text) == (410, True)
    assert press(phone, f"/answered/{token}").status_code == 410
    assert opened.is_open


def test_a_token_of_one_ticket_is_of_no_use_for_another(phone: FlaskClient, opened: Ticket) -> None:
    forged = token_of(opened.id, told(opened).article_id + 1, now=NOON)
    assert press(phone, f"/answered/{forged}").status_code == 410
    assert opened.is_open


def test_presses_are_limited(phone: FlaskClient, opened: Ticket) -> None:
    assert [press(phone, link(opened)).status_code for _ in range(21)][-1] == 429
