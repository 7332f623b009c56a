"""A chat from both its sides: the shop's page in one browser, the desk in another."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import NewContext, SignIn
from tests.journeys.desk import is_marked, mark, message, row_with, send

QUESTION = "مرحبا، هل عندكم فستان كحلي مقاس ٤٢؟"
ANSWER = "أهلًا بك، نعم عندنا، هل أحجزه لك؟"
THANKS = "نعم من فضلك"


def test_a_visitor_and_an_agent_talk_and_a_reload_loses_nothing(
    new_context: NewContext, sign_in: SignIn
) -> None:
    desk = sign_in("sara")
    mark(desk)
    shop = new_context("ar-SA").new_page()
    shop.goto("/demo/shop")
    shop.get_by_role("button", name="افتح المحادثة").click()

    # What the visitor writes stands in the agent's list by itself.
    write(shop, QUESTION)
    row = row_with(desk, QUESTION)
    assert is_marked(desk)

    # What the agent answers stands in the visitor's chat by itself.
    row.click()
    message(desk, QUESTION)
    send(desk, ANSWER)
    expect(lines(shop)).to_have_text([QUESTION, ANSWER])

    # And so on, in front of the agent's eyes.
    write(shop, THANKS)
    message(desk, THANKS)
    assert is_marked(desk)

    # A reload, and a page that is closed and opened again, lose nothing.
    shop.reload()
    expect(lines(shop)).to_have_text([QUESTION, ANSWER, THANKS])
    desk.reload()
    expect(desk.locator("#thread .written")).to_have_text([QUESTION, ANSWER, THANKS])
    another = shop.context.new_page()
    shop.close()
    another.goto("/demo/shop")
    another.get_by_role("button", name="افتح المحادثة").click()
    expect(lines(another)).to_have_text([QUESTION, ANSWER, THANKS])


def write(shop: Page, words: str) -> None:
    """Type into the chat, send, and see it accepted."""
    shop.locator("farz-chat textarea").fill(words)
    shop.locator("farz-chat textarea").press("Enter")
    expect(shop.locator("farz-chat li.line[data-state=sent]", has_text=words)).to_have_count(1)


def lines(shop: Page) -> Locator:
    """What was said, as the visitor sees it."""
    return shop.locator("farz-chat li.line .text")
