"""Answers of the FAQ beside a ticket: they follow the customer, and are looked up while writing."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import NewContext, SignIn
from tests.journeys.desk import is_marked, mark, row_with
from tests.journeys.test_chat import write

FIRST, LATER = "How can I track my order?", "When will I get my money back after a return?"
BY_KEY, BY_SLASH = "How do I track my order, please?", "Where can I track my order?"
TYPED = "Hello Mona,"


def test_suggestions_follow_the_customer(new_context: NewContext, sign_in: SignIn) -> None:
    desk, shop = sign_in("sara"), asking(new_context, FIRST)
    row_with(desk, FIRST).click()
    mark(desk)
    expect(suggested(desk)).to_contain_text("track")

    # What the customer asks next is what is answered next, in front of the agent's eyes.
    write(shop, LATER)
    expect(suggested(desk)).to_contain_text("money back")
    assert is_marked(desk)


def test_an_article_goes_into_the_reply_by_key_and_out_again(
    new_context: NewContext, sign_in: SignIn
) -> None:
    desk = sign_in("sara")
    asking(new_context, BY_KEY)
    row_with(desk, BY_KEY).click()
    expect(suggested(desk)).to_contain_text("track")

    # At the cursor; what was typed stays, and Ctrl+Z takes it back.
    field = desk.locator("#composer-text")
    field.fill(TYPED)
    field.press("Escape")
    desk.keyboard.press("1")
    expect(desk.locator(".answer").first).to_contain_text("Used")
    assert field.input_value().startswith(f"{TYPED}\n\n")
    field.press("Control+z")
    expect(field).to_have_value(TYPED)


def test_a_slash_looks_articles_up_while_writing(new_context: NewContext, sign_in: SignIn) -> None:
    desk = sign_in("sara")
    asking(new_context, BY_SLASH)
    row_with(desk, BY_SLASH).click()
    field = desk.locator("#composer-text")
    field.fill(TYPED)

    # Escape leaves what was typed.
    field.press_sequentially("\n/trac")
    expect(desk.get_by_role("option").first).to_contain_text("track")
    field.press("Escape")
    expect(desk.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value(f"{TYPED}\n/trac")
    for _ in "/trac":
        field.press("Backspace")
    field.press_sequentially("/trac")
    chosen = desk.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    field.press("Enter")
    expect(chosen).to_have_count(0)
    assert "/trac" not in field.input_value()
    assert field.input_value().startswith(f"{TYPED}\n")


def asking(new_context: NewContext, question: str) -> Page:
    """A visitor of the shop who asked this in the chat."""
    shop = new_context().new_page()
    shop.goto("/demo/shop")
    shop.get_by_role("button", name="Open the chat").click()
    write(shop, question)
    return shop


def suggested(desk: Page) -> Locator:
    """The question of the article that is suggested first."""
    return desk.locator(".answer summary").first
