"""Mail as a channel: what comes of a raw mail, and which mail comes of a reply."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from helpdesk.channels.base import DeliveryError, Incoming, Outgoing
from helpdesk.channels.email.adapter import EmailChannel
from helpdesk.channels.email.parse import UnreadableMail
from helpdesk.config import read
from tests.factories import NOON

MAILS = Path(__file__).parent / "mails"
REPLY = Outgoing(
    key="<answer@dukkan.example>",
    recipient="mona@mail.example",
    recipient_name="منى",
    sender_name="Sara",
    subject="مصباح مكسور",
    text="نعتذر منك، نرسل لك مصباحًا جديدًا.",
    language="ar",
    ticket_id=7,
    answers="<second@mail.example>",
    thread=("<first@mail.example>", "<second@mail.example>"),
    sent_at=NOON,
)


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def channel(outbox: Path) -> EmailChannel:
    """The shop's mail, leaving as files."""
    settings = {
        "SECRET_KEY": "a secret that is only ever used in tests",
        "MAIL_ADDRESS": "support@dukkan.example",
        "SHOP_NAME": "Dukkan Layla",
        "MAIL_OUTBOX_DIR": str(outbox),
    }
    return EmailChannel(read(settings))


def received(channel: EmailChannel, raw: bytes) -> Incoming:
    [said] = channel.receive(raw)
    assert isinstance(said, Incoming)
    return said


def sent(channel: EmailChannel, outbox: Path, reply: Outgoing = REPLY) -> EmailMessage:
    assert channel.send(reply) == reply.key
    [file] = outbox.glob("*.eml")
    made = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def test_an_arabic_mail_comes_with_its_words_and_its_files(channel: EmailChannel) -> None:
    said = received(channel, (MAILS / "attachments-ar.eml").read_bytes())
    assert (said.key, said.sender, said.sender_name) == (
        "<a1@mail.example>",
        "tariq@mail.example",
        "Tariq",
    )
    assert said.subject == "الفاتورة والصور"
    assert said.text.startswith("الصورة:")
    assert "فاتورة الطلب.pdf" in [file.name for file in said.files]
    assert said.ticket_id is None
    assert not said.automatic


def test_a_reply_says_what_it_answers_nearest_first(channel: EmailChannel) -> None:
    raw = (
        b"From: mona@mail.example\nMessage-ID: <m@mail.example>\nIn-Reply-To: <3@x.example>\n"
        b"References: <1@x.example> <2@x.example> <3@x.example>\n\nThanks\n"
    )
    assert received(channel, raw).answers == ("<3@x.example>", "<2@x.example>", "<1@x.example>")


@pytest.mark.parametrize("name", ["out-of-office-ar", "bounce-postfix"])
def test_what_a_machine_wrote_is_said_to_be_automatic(channel: EmailChannel, name: str) -> None:
    assert received(channel, (MAILS / f"{name}.eml").read_bytes()).automatic


def test_a_mail_with_nothing_in_it_is_unreadable(channel: EmailChannel) -> None:
    with pytest.raises(UnreadableMail):
        channel.receive(b"")


def test_a_reply_leaves_in_the_thread_and_under_its_fixed_id(
    channel: EmailChannel, outbox: Path
) -> None:
    mail = sent(channel, outbox)
    assert mail["Message-ID"] == REPLY.key
    assert mail["In-Reply-To"] == "<second@mail.example>"
    assert mail["References"].split() == ["<first@mail.example>", "<second@mail.example>"]
    assert mail["From"] == "Sara · Dukkan Layla <support@dukkan.example>"
    assert mail["To"] == "mona@mail.example"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == REPLY.text


def test_the_customers_answer_leads_back_by_the_reply_address_alone(
    channel: EmailChannel, outbox: Path
) -> None:
    reply_to = sent(channel, outbox)["Reply-To"]
    raw = f"From: mona@mail.example\nTo: {reply_to}\n\nشكرًا\n".encode()
    assert received(channel, raw).ticket_id == REPLY.ticket_id
    forged = raw.replace(b"+t7.", b"+t8.")
    assert received(channel, forged).ticket_id is None


def test_only_a_mail_with_history_keeps_more_than_was_written_now(channel: EmailChannel) -> None:
    plain = b"From: mona@mail.example\r\n\r\nWhere is my order?  \r\n\r\n"
    assert received(channel, plain).quoted is None
    reply = plain + b"On 3 May 2026 at 10:12, Sara wrote:\r\n> Which order?\r\n> Sara\r\n"
    assert "> Which order?" in (received(channel, reply).quoted or "")


def test_without_a_way_out_the_channel_is_not_ready(channel: EmailChannel) -> None:
    assert channel.is_ready()
    assert not EmailChannel(replace(channel._settings, mail_outbox_dir="")).is_ready()
    assert EmailChannel(
        replace(channel._settings, mail_outbox_dir="", smtp_host="mail.example")
    ).is_ready()


def test_a_folder_that_cannot_be_written_is_tried_again_later(
    channel: EmailChannel, outbox: Path
) -> None:
    outbox.write_text("a file where the folder should be")
    with pytest.raises(DeliveryError, match="MAIL_OUTBOX_DIR") as trouble:
        channel.send(REPLY)
    assert not trouble.value.permanent


def test_what_no_person_wrote_says_so_to_other_machines(
    channel: EmailChannel, outbox: Path
) -> None:
    told = replace(REPLY, automatic=True, sender_name="", html="<p>وصلتنا <b>رسالتك</b></p>")
    made = sent(channel, outbox, told)
    assert made["From"] == "Dukkan Layla <support@dukkan.example>"
    assert made["Auto-Submitted"] == "auto-replied"
    assert made["X-Auto-Response-Suppress"] == "All"
    assert made["Precedence"] == "bulk"
    assert (made["In-Reply-To"], made["Message-ID"]) == ("<second@mail.example>", REPLY.key)
    page = made.get_body(("html",)).get_content()
    assert '<body dir="rtl" lang="ar">' in page
    assert "<p>وصلتنا <b>رسالتك</b></p>" in page
    again = received(channel, made.as_bytes())
    assert (again.automatic, again.refuses_machines) == (True, True)


def test_a_reply_by_a_person_says_nothing_of_the_kind(channel: EmailChannel, outbox: Path) -> None:
    made = sent(channel, outbox)
    assert made["Auto-Submitted"] is made["Precedence"] is None


@pytest.mark.parametrize(
    ("field", "refuses"),
    [
        ("List-Id: <news.shop.example>", True),
        ("Precedence: bulk", True),
        ("X-Auto-Response-Suppress: DR, AutoReply", True),
        ("X-Auto-Response-Suppress: All", True),
        ("X-Auto-Response-Suppress: DR, NDR, RN", False),
        ("X-Spam-Flag: YES", True),
        ("X-Spam-Flag: NO", False),
        ("X-Mailer: Phone", False),
    ],
)
def test_a_mail_may_ask_machines_not_to_answer(
    channel: EmailChannel, field: str, refuses: bool
) -> None:
    raw = f"From: mona@mail.example\n{field}\n\nWhere is my order?\n".encode()
    assert received(channel, raw).refuses_machines is refuses
