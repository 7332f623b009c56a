"""A person's language, colours and digits."""

import pytest

from tests.factories import agent


def test_a_preference_is_kept_and_shown(as_person):
    sara = agent(locale="en")
    browser = as_person(sara)
    answer = browser.post("/me/preferences", data={"locale": "ar", "next": "/inbox?view=mine"})
    assert answer.location == "/inbox?view=mine"
    browser.post("/me/preferences", data={"theme": "dark"})
    browser.post("/me/preferences", data={"digits": "arab"})
    text = browser.get("/inbox").text
    assert '<html lang="ar" dir="rtl" data-theme="dark" data-numbers="ar-u-nu-arab"' in text


def test_nonsense_changes_nothing(as_person):
    sara = agent(locale="en")
    as_person(sara).post("/me/preferences", data={"locale": "xx", "theme": "pink"})
    assert (sara.locale, sara.theme) == ("en", "auto")


def test_strangers_have_no_preferences(client):
    assert "/login" in client.post("/me/preferences", data={"theme": "dark"}).location


def test_the_sign_in_page_speaks_the_chosen_language(client):
    assert '<html lang="en"' in client.get("/login", headers={"Accept-Language": "en"}).text
    answer = client.post("/locale", data={"locale": "ar", "next": "/login"})
    assert answer.location == "/login"
    assert '<html lang="ar" dir="rtl"' in client.get("/login").text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_nobody_is_led_to_a_foreign_page(client, elsewhere):
    assert client.post("/locale", data={"locale": "ar", "next": elsewhere}).location == "/login"
