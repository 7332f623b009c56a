"""Whose words a forwarded mail carries, in the forms that mailers give it."""

from pathlib import Path

import pytest

from helpdesk.channels.email.forwarded import bare_subject, forwarded_as, forwarded_in
from helpdesk.channels.email.parse import parse

MAILS = Path(__file__).parent / "mails"

GMAIL = """Please see to it

---------- Forwarded message ---------
From: Mona Haddad <mona@mail.example>
Date: Mon, Mar 2, 2026 at 10:15 AM
Subject: Broken lamp
To: <sara@dukkan.example>


The lamp arrived broken.

Mona
"""
APPLE = """FYI

> Begin forwarded message:
>
> From: Mona Haddad <Mona@mail.example>
> Subject: Broken lamp
> Date: 2 March 2026 at 10:15:00 GMT+3
> To: sara@dukkan.example
>
> The lamp arrived broken.
"""
APPLE_NOW = """Begin forwarded message:

From: Mona Haddad <mona@mail.example>
Subject: Broken lamp
Date: 2 March 2026 at 10:15:00 GMT+3
To: sara@dukkan.example

The lamp arrived broken.
"""
OUTLOOK = """See below.

________________________________
From: Mona Haddad [mailto:mona@mail.example]
Sent: Monday, March 2, 2026 10:15 AM
To: Sara <sara@dukkan.example>
Cc: Omar <omar@dukkan.example>
Subject: Broken lamp

The lamp arrived broken.
"""
OUTLOOK_BOLD = """*From:* Mona Haddad <mona@mail.example>
*Sent:* Monday, March 2, 2026 10:15 AM
*To:* Sara
*Subject:* Broken lamp

The lamp arrived broken.
"""
GMAIL_AR = """أرجو المتابعة

---------- رسالة مُعاد توجيهها ---------
من: \u202bMona Haddad\u202c <mona@mail.example>
\u202aDate: الاثنين، 2 مارس 2026 في 10:15 ص\u202c
الموضوع: Broken lamp
إلى: <sara@dukkan.example>

The lamp arrived broken.
"""
OUTLOOK_AR = """من: Mona Haddad <mona@mail.example>
تاريخ الإرسال: 02 مارس 2026 10:15 ص
إلى: سارة
الموضوع: Broken lamp

The lamp arrived broken.
"""
APPLE_AR = """بداية الرسالة المعاد توجيهها:

من: Mona Haddad <mona@mail.example>
الموضوع: Broken lamp
التاريخ: ٢ مارس ٢٠٢٦ ١٠:١٥
إلى: sara@dukkan.example

The lamp arrived broken.
"""


@pytest.mark.parametrize(
    "text",
    [GMAIL, APPLE, APPLE_NOW, OUTLOOK, OUTLOOK_BOLD, GMAIL_AR, OUTLOOK_AR, APPLE_AR],
    ids=["gmail", "apple", "apple now", "outlook", "bold", "gmail ar", "outlook ar", "apple ar"],
)
def test_the_block_above_tells_who_wrote(text: str) -> None:
    found = forwarded_in(text)
    assert found is not None
    assert (found.name, found.address) == ("Mona Haddad", "mona@mail.example")
    assert found.subject == "Broken lamp"
    assert "2026" in found.date or "٢٠٢٦" in found.date
    assert found.text.startswith("The lamp arrived broken.")
    assert "From:" not in found.text


@pytest.mark.parametrize("file", ["forward-gmail-ar.eml", "forward-outlook-en.eml"])
def test_real_forwards_are_read(file: str) -> None:
    mail = parse((MAILS / file).read_bytes())
    found = forwarded_in(mail.full_text)
    assert found is not None
    assert found.address == "info@courier.example"


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order?",
        "---------- Forwarded message ---------\nno fields here",
        "From: Mona\nSent: Monday\nTo: Sara\nSubject: Lamp\n\nNo address is named.",
        "From: here to there it takes a week",
        "",
    ],
)
def test_where_nobody_is_named_nobody_is_found(text: str) -> None:
    assert forwarded_in(text) is None


def test_an_attached_mail_tells_it_itself() -> None:
    raw = (
        b"From: Mona <mona@mail.example>\r\nSubject: Lamp\r\nDate: Mon, 2 Mar 2026 10:15:00 +0300"
        b"\r\n\r\nBroken."
    )
    found = forwarded_as(raw)
    assert found is not None
    assert (found.address, found.date, found.text) == (
        "mona@mail.example",
        "2026-03-02 07:15 UTC",
        "Broken.",
    )
    assert forwarded_as(b"") is None


@pytest.mark.parametrize("subject", ["Fwd: Lamp", "FW: Fwd: Lamp", "إعادة توجيه: Lamp", "Lamp"])
def test_a_subject_is_freed_of_its_prefix(subject: str) -> None:
    assert bare_subject(subject) == "Lamp"
