"""Somebody about to write finds the answer first, or writes on, in the chat and in the form."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.journeys.conftest import NewContext, SignIn
from tests.journeys.desk import row_with
from tests.processes import House

QUESTION = "when will I get my refund"
ARTICLE = "When will I get my money back?"


def chat(new_context: NewContext) -> Page:
    """A visitor with the chat open, before the first word."""
    shop = new_context("en-GB").new_page()
    shop.goto("/demo/shop?lang=en")
    shop.get_by_role("button", name="Open the chat").click()
    expect(shop.get_by_text("Welcome! How can we help?")).to_be_visible()
    return shop


def send_as_told(page: Page, told: str, button: str) -> None:
    """Press the button as often as the form says: this browser types faster than people do.

    Not as fast as it can, though: that is what the limit on messages is for.
    """
    while page.get_by_text(told).is_visible():
        page.wait_for_timeout(500)
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()


def test_an_article_ends_it_there_and_the_words_stay_until_they_are_cleared(
    new_context: NewContext, house: House
) -> None:
    shop = chat(new_context)
    field = shop.get_by_label("Write a message")
    field.press_sequentially(QUESTION)
    article = shop.locator("farz-chat .article", has_text=ARTICLE)
    expect(article).to_be_visible()
    expect(field).to_be_focused()

    # After the field, in the order in which a keyboard goes.
    shop.keyboard.press("Tab")
    shop.keyboard.press("Tab")
    shop.keyboard.press("Enter")
    expect(article.get_by_text("As soon as your return reaches")).to_be_visible()
    with shop.expect_response(re.compile("/answers/helped")) as told:
        article.get_by_role("button", name="This helped").click()
    assert told.value.status == 200
    with house.database().connect() as rows:
        assert rows.scalars(text("SELECT place FROM deflection")).all() == ["widget"]
    expect(field).to_have_value(QUESTION)

    shop.get_by_role("button", name="Clear what I wrote").click()
    expect(field).to_have_value("")


def test_whoever_writes_on_takes_the_words_along_and_is_asked_no_more(
    new_context: NewContext, sign_in: SignIn
) -> None:
    shop = chat(new_context)
    field = shop.get_by_label("Write a message")
    field.press_sequentially(QUESTION)
    shop.locator("farz-chat .article summary").click()
    shop.get_by_role("button", name="No, write to us").click()
    expect(field).to_be_focused()
    field.press_sequentially(", it is late")
    field.press("Enter")
    row_with(sign_in("sara"), f"{QUESTION}, it is late")
    expect(shop.locator("farz-chat .article")).to_have_count(0)


def test_a_form_without_script_shows_answers_first_and_then_becomes_a_ticket(
    new_context: NewContext, sign_in: SignIn
) -> None:
    page = new_context("ar-SA", script=False).new_page()
    page.goto("/contact")
    page.get_by_label("الاسم").fill("منى")
    page.get_by_label("البريد الإلكتروني").fill("mona@mail.example")
    page.get_by_label("بمَ نساعدك؟").fill("متى يوصل المبلغ المسترد؟ طال الانتظار")
    page.get_by_role("button", name="عرض مقالات المساعدة أولًا").click()
    expect(page.locator(".article summary", has_text="متى يعود إليّ المبلغ؟")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="إرسال إلى المتجر").click()
    send_as_told(page, "يُرجى الضغط على «إرسال» مرة أخرى", "إرسال")
    expect(page.get_by_role("heading", name="شكرًا لك، وصلتنا رسالتك.")).to_be_visible()
    row_with(sign_in("sara"), "طال الانتظار")


def test_a_form_without_a_connection_keeps_its_words(new_context: NewContext) -> None:
    page = new_context("en-GB").new_page()
    page.goto("/contact?lang=en")
    page.get_by_label("Your name").fill("Mona")
    page.get_by_label("Your email").fill("mona@mail.example")
    page.get_by_label("What is it about?").fill("Written in a tunnel")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    expect(page.get_by_label("What is it about?")).to_have_value("Written in a tunnel")

    page.context.set_offline(False)
    expect(page.get_by_text("There is no connection.")).to_be_hidden()


def test_a_search_goes_along_to_the_form_where_no_sends_it_as_it_stands(
    new_context: NewContext, sign_in: SignIn
) -> None:
    page = new_context("en-GB").new_page()
    page.goto("/help/en")
    page.get_by_role("searchbox").fill(QUESTION)
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=ARTICLE).click()
    page.get_by_role("contentinfo").get_by_role("link", name="Write to us").click()
    field = page.get_by_label("What is it about?")
    expect(field).to_have_value(QUESTION)

    field.press("Control+End")
    field.press_sequentially(", I sent it back last week")
    page.locator(".article summary", has_text=ARTICLE).click()
    no = page.get_by_role("button", name="No, send my message")
    no.click()
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(field).to_have_value(f"{QUESTION}, I sent it back last week")
    page.get_by_label("Your name").fill("Mona")
    page.get_by_label("Your email").fill("mona@mail.example")
    with page.expect_navigation():
        no.click()
    send_as_told(page, "Please press Send again.", "Send")
    expect(page.get_by_role("heading", name="Thank you, we have it.")).to_be_visible()
    row_with(sign_in("sara"), "I sent it back last week")
