"""A forged mail and its copies: what an agent sees, and who reads along in the end."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.desk import message, row_with
from tests.journeys.test_mail import receive
from tests.processes import House

MAIL = """From: Nadia <nadia-{lang}@mail.example>
To: support@dukkan.example
Cc: "Omar" <omar@friend.example>
Subject: The lamp of {lang}
Message-ID: <lamp-{lang}@mail.example>

My lamp of {lang} arrived broken.
"""


@pytest.mark.parametrize("lang", ["en-GB", "ar-SA"])
def test_who_gets_a_copy_is_chosen_by_keyboard_and_nothing_typed_is_lost(
    house: House, sign_in: SignIn, lang: str
) -> None:
    receive(house, MAIL.format(lang=lang).encode())
    desk = sign_in("sara", lang)
    row_with(desk, f"The lamp of {lang}").click()
    message(desk, f"My lamp of {lang}")
    desk.fill("#composer-text", "It leaves today.")
    expect(chips(desk)).to_have_text(["Omar"])

    # Enter adds; it takes out nobody, though the button for that stands before the field.
    desk.locator(".recipients__more").press("Enter")
    desk.locator("#recipients-address").fill("lina@friend.example")
    desk.locator("#recipients-address").press("Enter")
    expect(chips(desk)).to_have_text(["Omar", "lina@friend.example"])
    expect(desk.locator(".recipients__more")).to_be_focused()

    desk.locator(".recipient__out").first.press("Enter")
    expect(chips(desk)).to_have_text(["lina@friend.example"])
    expect(desk.locator("#composer-text")).to_have_value("It leaves today.")
    expect(desk.locator("#thread .message")).to_have_count(1)

    # A wrong address is said beside the field, and stays there to be mended.
    desk.locator(".recipients__more").press("Enter")
    desk.locator("#recipients-address").fill("support@dukkan.example")
    desk.locator("#recipients-address").press("Enter")
    expect(desk.locator("#recipients-wrong")).to_be_visible()
    expect(desk.locator("#recipients-address")).to_have_value("support@dukkan.example")


def test_the_mark_beside_a_sender_says_what_it_means(house: House, sign_in: SignIn) -> None:
    receive(house, MAIL.format(lang="mark").encode())
    desk = sign_in("sara")
    row_with(desk, "The lamp of mark").click()
    told = message(desk, "My lamp of mark")
    told.locator(".claim").press("Enter")
    expect(told.locator(".pop")).to_contain_text("Nothing confirms")
    desk.keyboard.press("Escape")
    expect(told.locator(".pop")).to_be_hidden()


def chips(desk: Page) -> Locator:
    """Those who get a copy, as the composer shows them."""
    return desk.locator(".recipient:not(.recipient--offered) bdi")
