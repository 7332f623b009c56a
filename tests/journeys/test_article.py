"""An article in the editor: what is typed is kept, also by who leaves, and nobody's is lost."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, SignIn


def open_editor(desk: Page) -> None:
    """The third article of the demo shop, in English."""
    desk.goto("/articles/3?lang=en")
    expect(desk.locator("#answer-en")).not_to_have_value("")


def test_two_people_write_and_nothing_is_lost(sign_in: SignIn) -> None:
    sara, omar = sign_in("sara", "en-GB"), sign_in("omar", "en-GB")
    open_editor(sara)
    open_editor(omar)
    pane = sara.locator("#pane-en")
    sara.fill("#answer-en", "Sara's <b>words</b>")
    expect(sara.locator("#preview-en")).to_have_text("Sara's <b>words</b>")
    expect(pane.locator(".pane__told")).to_have_text(re.compile(r"Saved"))

    omar.fill("#answer-en", "Omar's words")
    clash = omar.locator("#pane-en .clash")
    expect(clash).to_contain_text("Sara Haddad changed this draft")
    expect(omar.locator("#answer-en")).to_have_value("Omar's words")

    sara.fill("#question-en", "Typed just before leaving?")
    sara.goto("/articles")
    open_editor(sara)
    expect(sara.locator("#question-en")).to_have_value("Typed just before leaving?")


def test_what_is_typed_outlives_the_sign_in(sign_in: SignIn) -> None:
    desk = sign_in("sara", "en-GB")
    desk.goto("/articles/4?lang=en")
    expect(desk.locator("#answer-en")).not_to_have_value("")
    desk.context.clear_cookies()
    desk.fill("#answer-en", "Typed when nobody was signed in.")
    desk.wait_for_url("**/login?**")

    desk.fill("input[name=email]", "sara@dukkan.example")
    desk.fill("input[name=password]", PASSWORD)
    desk.click("form.sign-in button.button--main")
    expect(desk.locator("#answer-en")).to_have_value("Typed when nobody was signed in.")
    told = desk.locator("#pane-en .pane__told")
    expect(told).to_have_text(re.compile(r"Saved"))

    desk.locator("#pane-en").get_by_role("button", name="Discard draft").click()
    desk.locator("#discard-en .button--main").click()
    expect(desk.locator("#answer-en")).not_to_have_value("Typed when nobody was signed in.")
