"""Signing in, what a role opens, and the language a page is in."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk import create_app
from helpdesk.db import commit
from helpdesk.people.actions import hire
from helpdesk.people.models import Agent
from tests.factories import NOON, agent
from tests.helpdesk.web.parts import PART

SignIn = Callable[[Agent], FlaskClient]
PASSWORD = "a password for one test"
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser that meets the forms' protection as in earnest; Sara works in the shop."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    hire("sara@dukkan.example", name="Sara", password=PASSWORD, roles=["agent"], now=NOON)
    commit()
    return app.test_client()


def token(browser: FlaskClient) -> str:
    found = CSRF.search(browser.get("/login").text)
    assert found is not None
    return found[1]


def sign_in(browser: FlaskClient, *, password: str = PASSWORD, **more: str):
    form = {"email": "sara@dukkan.example", "password": password, "csrf_token": token(browser)}
    return browser.post("/login", data=form | more)


def test_the_form_signs_in_and_leads_to_the_inbox(guarded: FlaskClient) -> None:
    answer = sign_in(guarded)
    assert (answer.status_code, answer.location) == (302, "/inbox")
    assert guarded.get("/inbox").status_code == 200


def test_the_form_leads_back_to_where_one_wanted_to_go(guarded: FlaskClient) -> None:
    wanted = guarded.get("/inbox?view=mine").location
    assert wanted.startswith("/login?next=")
    assert sign_in(guarded, next="/inbox?view=mine").location == "/inbox?view=mine"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_nobody_is_led_to_a_foreign_page(guarded: FlaskClient, elsewhere: str) -> None:
    location = sign_in(guarded, next=elsewhere).location or ""
    assert urlsplit(location).netloc == ""
    assert not location.startswith(("//", "/\\"))


def test_a_form_of_a_foreign_page_signs_nobody_in(guarded: FlaskClient) -> None:
    sign_in(guarded, csrf_token="made up")
    assert guarded.get("/inbox").status_code == 302


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(guarded: FlaskClient) -> None:
    wrong = sign_in(guarded, password="a guess").text
    unknown = sign_in(guarded, email="nobody@dukkan.example").text
    assert "sara@dukkan.example" in wrong
    assert wrong.count('role="alert"') == unknown.count('role="alert"') == 1
    told = [re.search(r'role="alert">.*?<span>(.*?)</span>', page)[1] for page in (wrong, unknown)]  # type: ignore[index]
    assert told[0] == told[1]
    assert guarded.get("/inbox").status_code == 302


def test_a_try_counts_once_though_a_second_app_was_made(guarded: FlaskClient, app: Flask) -> None:
    create_app(app.config["SETTINGS"], testing=True)
    assert [sign_in(guarded, password="").status_code for _ in range(11)] == [200] * 10 + [429]


def test_too_many_tries_are_stopped_with_a_word_that_says_so(guarded: FlaskClient) -> None:
    for _ in range(10):
        assert sign_in(guarded, password="").status_code == 200
    guarded.set_cookie("locale", "ar")
    stopped = sign_in(guarded)
    assert stopped.status_code == 429
    assert int(stopped.headers["Retry-After"]) > 0
    assert '<html lang="ar" dir="rtl"' in stopped.text


def test_a_whole_shop_may_sign_in_from_one_address(guarded: FlaskClient) -> None:
    form = {"email": "sara@dukkan.example", "password": PASSWORD, "csrf_token": token(guarded)}
    for _ in range(12):
        assert guarded.post("/login", data=form).status_code == 302


def test_guesses_at_one_account_are_stopped_wherever_they_come_from(guarded: FlaskClient) -> None:
    def guess(number: int, email: str) -> int:
        form = {"email": email, "password": "a guess", "csrf_token": token(guarded)}
        there = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return int(guarded.post("/login", data=form, environ_base=there).status_code)

    answers = [guess(number, " SARA@dukkan.example"[number % 2 :]) for number in range(31)]
    assert answers == [200] * 30 + [429]
    assert guess(40, "omar@dukkan.example") == 200


def test_who_left_the_shop_is_signed_out(as_person: SignIn) -> None:
    sara = agent()
    browser = as_person(sara)
    assert browser.get("/inbox").status_code == 200
    sara.active = False
    commit()
    assert "/login" in browser.get("/inbox").location


@pytest.mark.parametrize(
    ("role", "reports", "settings"),
    [("agent", 403, 403), ("manager", 200, 403), ("owner", 200, 200)],
)
def test_a_role_opens_what_it_may_see(
    as_person: SignIn, role: str, reports: int, settings: int
) -> None:
    browser = as_person(agent(role=role))
    assert browser.get("/reports").status_code == reports
    assert browser.get("/settings").status_code == settings


def test_a_page_is_in_the_language_that_the_shop_speaks(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaks_arabic = replace(app.config["SETTINGS"], default_locale="ar")
    monkeypatch.setitem(app.config, "SETTINGS", speaks_arabic)
    assert spoken(client) == "ar"


def test_unless_the_browser_asks_for_another_it_knows(client: FlaskClient) -> None:
    assert spoken(client, "ar-EG,ar;q=0.9,en;q=0.5") == "ar"
    assert spoken(client, "fr-FR,de;q=0.8") == "en"


def test_unless_the_visitor_chose_one(client: FlaskClient) -> None:
    client.set_cookie("locale", "ar")
    assert spoken(client, "en") == "ar"
    client.set_cookie("locale", "tlh")
    assert spoken(client, "en") == "en"


def test_unless_the_person_who_is_signed_in_has_one(as_person: SignIn) -> None:
    browser = as_person(agent(locale="ar"))
    browser.set_cookie("locale", "en")
    assert spoken(browser, "en", page="/inbox") == "ar"


def test_a_person_without_a_choice_is_asked_like_anybody(as_person: SignIn) -> None:
    assert spoken(as_person(agent(locale=None)), "ar", page="/inbox") == "ar"


def spoken(browser: FlaskClient, accepted: str = "", page: str = "/login") -> str:
    """The language of a page, and that it runs in that language's direction."""
    text = browser.get(page, headers={"Accept-Language": accepted}).text
    found = re.search(r'<html lang="(\w\w)" dir="(\w{3})"', text)
    assert found is not None
    assert found[2] == {"ar": "rtl", "en": "ltr"}[found[1]]
    return found[1]


def test_a_wrong_password_forgets_nothing_of_where_one_wanted_to_go(guarded: FlaskClient) -> None:
    again = sign_in(guarded, password="a guess", next="/inbox?view=mine").text
    assert 'name="next" type="hidden" value="/inbox?view=mine"' in again


def test_a_page_from_before_the_session_ended_is_loaded_anew(guarded: FlaskClient) -> None:
    stale = guarded.post("/tickets/1/reply", headers=PART)
    assert (stale.status_code, stale.headers["HX-Refresh"]) == (400, "true")
    assert "HX-Refresh" not in guarded.post("/tickets/1/reply").headers


@pytest.mark.parametrize(
    "path", ["/inbox", "/reports", "/reports.csv", "/settings", "/style-guide", "/nowhere"]
)
def test_going_back_after_signing_out_shows_nothing(as_person: SignIn, path: str) -> None:
    page = as_person(agent(role="owner")).get(path)
    assert page.headers["Cache-Control"] == "private, no-store"
