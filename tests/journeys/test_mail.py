"""A mail from the mail server's pipe to the manager's page."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.desk import (
    PATIENCE_MS,
    is_marked,
    lanes,
    mark,
    message,
    row_with,
    send,
)
from tests.processes import House, until
from tests.sinks import MailSink

MAILS = Path(__file__).parent / "mails"


@pytest.mark.parametrize(
    ("agent", "language", "direction", "file", "subject", "reason"),
    [
        (
            "sara",
            "en-GB",
            "ltr",
            "smoke-from-the-charger.eml",
            "دخان من الشاحن الجديد",
            "smoke or fire",
        ),
        (
            "omar",
            "ar-SA",
            "rtl",
            "address-before-it-ships.eml",
            "تغيير عنوان التوصيل قبل خروج الطلب",
            "قبل أن يخرج",
        ),
    ],
    ids=["in English", "in Arabic"],
)
def test_a_mail_is_ranked_answered_threaded_and_counted(
    house: House,
    mails: MailSink,
    sign_in: SignIn,
    agent: str,
    language: str,
    direction: str,
    file: str,
    subject: str,
    reason: str,
) -> None:
    manager = sign_in("huda")
    answered_before = answered_mails(manager)

    raw = (MAILS / file).read_bytes()
    assert house.flask("mail", "receive", given=raw).returncode == 0

    # It stands where it should, and says why.
    desk = sign_in(agent, language)
    expect(desk.locator("html")).to_have_attribute("dir", direction)
    row = row_with(desk, subject)
    expect(row).to_contain_class("row--0")
    assert lanes(desk) == sorted(lanes(desk))
    expect(row.locator(".row__why")).to_contain_text(reason)

    # The agent takes the first suggested answer as it is.
    row.click()
    mark(desk)
    suggested = desk.locator(".answer").first
    suggested.locator("button").click()
    words = str(suggested.locator(".answer__text").text_content()).split()
    assert words
    assert desk.locator("#composer-text").input_value().split() == words
    send(desk)

    # A mail server is handed it, in the thread of the customer's mail.
    customer = header(raw, "Message-ID")
    sent = until(
        lambda: next((m for m in mails.mails if m["In-Reply-To"] == customer), None),
        what="the reply reaches the mail server",
    )
    assert sent["References"].split() == [customer]
    assert sent["Reply-To"].startswith("support+t")
    assert text_of(sent).split() == words
    expect(desk.locator(".delivery--sent")).to_have_count(1, timeout=PATIENCE_MS)

    # The customer answers; the ticket has it, in front of the agent's eyes.
    thanks = f"شكرًا لكم، فعلت ذلك {agent}"
    assert house.flask("mail", "receive", given=reply_to(sent, thanks)).returncode == 0
    message(desk, thanks)
    assert desk.locator("#thread .message").count() == 3
    assert is_marked(desk)

    assert answered_mails(manager) == answered_before + 1


def answered_mails(manager: Page) -> int:
    """How many mails the manager's page says were answered."""
    manager.goto("/reports")
    cells = manager.locator(".table--figures tbody tr", has_text="Email").locator("td")
    return int(cells.nth(4).inner_text())


def header(raw: bytes, name: str) -> str:
    """A header of a raw mail."""
    line = next(line for line in raw.decode().splitlines() if line.startswith(f"{name}: "))
    return line.partition(": ")[2]


def text_of(mail: EmailMessage) -> str:
    """The plain words of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def reply_to(sent: EmailMessage, words: str) -> bytes:
    """What the customer's mail program makes of an answer to `sent`."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sent["To"]
    mail["To"] = sent["Reply-To"]
    mail["Subject"] = sent["Subject"]
    mail["Message-ID"] = sent["Message-ID"].replace("<", "<re-")
    mail["In-Reply-To"] = sent["Message-ID"]
    mail["References"] = f"{sent['References']} {sent['Message-ID']}"
    quoted = "\n".join(f"> {line}" for line in text_of(sent).splitlines())
    mail.set_content(f"{words}\n\nOn Mon, 2 Mar 2026, Dukkan Layla wrote:\n{quoted}\n")
    return mail.as_bytes()
