"""A mail is acknowledged with an article, and the customer closes the ticket by a press."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewContext, SignIn
from tests.journeys.desk import row_with
from tests.processes import House, until
from tests.sinks import MailSink

QUESTION = b"""From: Rana <rana.after@mail.example>
To: support@dukkan.example
Subject: Money back
Message-ID: <after-writing@mail.example>

When will I get my money back? I returned the lamp.
"""
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"


@pytest.fixture
def owner(sign_in: SignIn) -> Iterator[Page]:
    """Layla has customers told, and has it ended again: other journeys count mails."""
    page = sign_in("layla")
    choose(page, email=True)
    yield page
    choose(page, email=False)


def choose(page: Page, *, email: bool) -> None:
    page.goto("/settings/acknowledgement")
    page.set_checked("[name=email]", email)
    page.set_checked("[name=carries_article]", email)
    page.locator("#from-score").fill("50")
    expect(page.locator("output")).to_have_text("50%")
    page.click("#ack .button--main")
    expect(page.locator(".done")).to_be_visible()


def test_a_press_in_the_customers_browser_closes_the_ticket_before_the_agents_eyes(
    house: House, mails: MailSink, owner: Page, sign_in: SignIn, new_context: NewContext
) -> None:
    desk = sign_in("sara")
    assert house.flask("mail", "receive", given=QUESTION).returncode == 0
    told = until(lambda: sent_to(mails, "rana.after@mail.example"), what="the acknowledgement")
    assert told["Auto-Submitted"] == "auto-replied"
    row_with(desk, "Money back").click()
    expect(desk.locator(".message--ours")).to_contain_text("written automatically")

    page = new_context(script=False, user_agent=PHONE).new_page()
    page.goto(link_in(told))
    expect(page.locator("h1")).to_have_text("Did this article answer your question?")
    expect(desk.locator(".talk__facts .chip")).to_have_text("Open")
    page.click("button[value=yes]")
    expect(page.locator("h1")).to_have_text("Good to hear that this helped.")
    expect(desk.locator(".talk__facts .chip")).to_have_text("Closed")
    expect(desk.locator(".entry").last).to_contain_text("The customer closed the ticket")


def sent_to(mails: MailSink, address: str) -> EmailMessage | None:
    return next((mail for mail in mails.mails if mail["To"] == address), None)


def link_in(mail: EmailMessage) -> str:
    words = mail.get_body(("plain",))
    assert words is not None
    found = re.search(r"https?://\S+(/answered/\S+)", words.get_content())
    assert found is not None
    return found[1]
