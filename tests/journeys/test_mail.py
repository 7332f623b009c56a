"""A mail from the mail server's pipe to the manager's page."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.desk import (
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


@dataclass(frozen=True)
class Case:
    """A mail that lies ready, who answers it in which language, and what is told of it."""

    agent: str
    language: str
    direction: str
    file: str
    subject: str
    reason: str

    @property
    def raw(self) -> bytes:
        """The mail as the mail server has it."""
        return (MAILS / self.file).read_bytes()


SMOKE = Case(
    agent="sara",
    language="en-GB",
    direction="ltr",
    file="smoke-from-the-charger.eml",
    subject="دخان من الشاحن الجديد",
    reason="smoke or fire",
)
ADDRESS = Case(
    agent="omar",
    language="ar-SA",
    direction="rtl",
    file="address-before-it-ships.eml",
    subject="تغيير عنوان التوصيل قبل خروج الطلب",
    reason="قبل أن يخرج",
)


@pytest.mark.parametrize("case", [SMOKE, ADDRESS], ids=["in English", "in Arabic"])
def test_a_mail_is_ranked_answered_threaded_and_counted(
    house: House, mails: MailSink, sign_in: SignIn, case: Case
) -> None:
    manager = sign_in("huda")
    answered_before = answered_mails(manager)
    receive(house, case.raw)

    desk = sign_in(case.agent, case.language)
    row = stands_first_and_says_why(desk, case)
    row.click()
    mark(desk)
    words = takes_the_first_suggested_answer(desk)
    sent = reaches_the_mail_server_in_the_thread(mails, case, words)
    expect(desk.locator(".delivery--sent")).to_have_count(1)

    thanks = f"شكرًا لكم، فعلت ذلك {case.agent}"
    receive(house, reply_to(sent, thanks))
    shows_it_without_a_reload(desk, thanks)
    assert answered_mails(manager) == answered_before + 1


def receive(house: House, raw: bytes) -> None:
    """The mail server's pipe takes a mail."""
    assert house.flask("mail", "receive", given=raw).returncode == 0


def stands_first_and_says_why(desk: Page, case: Case) -> Locator:
    """The row of the mail: among those that cannot wait, which are above all others."""
    expect(desk.locator("html")).to_have_attribute("dir", case.direction)
    row = row_with(desk, case.subject)
    expect(row).to_contain_class("row--0")
    assert lanes(desk) == sorted(lanes(desk))
    expect(row.locator(".row__why")).to_contain_text(case.reason)
    return row


def takes_the_first_suggested_answer(desk: Page) -> list[str]:
    """The agent sends it as it is; gives its words."""
    suggested = desk.locator(".answer").first
    field = desk.locator("#composer-text")
    suggested.locator("button[data-url]").click()
    expect(field).not_to_have_value("")
    words = str(suggested.locator(".answer__text").text_content()).split()
    assert words
    assert field.input_value().split() == words
    send(desk)
    return words


def reaches_the_mail_server_in_the_thread(
    mails: MailSink, case: Case, words: list[str]
) -> EmailMessage:
    """The reply, as the mail server is handed it: an answer to the customer's mail."""
    customer = header(case.raw, "Message-ID")
    sent = until(
        lambda: next((m for m in mails.mails if m["In-Reply-To"] == customer), None),
        what="the reply reaches the mail server",
    )
    assert sent["References"].split() == [customer]
    assert sent["Reply-To"].startswith("support+t")
    assert text_of(sent).split() == words
    return sent


def shows_it_without_a_reload(desk: Page, words: str) -> None:
    """The customer's answer stands in the ticket, in front of the agent's eyes."""
    message(desk, words)
    assert desk.locator("#thread .message").count() == 3
    assert is_marked(desk)


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
