"""What is read out of mails as real mailers write them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk.channels.email.parse import LONGEST_TEXT, UnreadableMail, parse

MAILS = Path(__file__).parent / "mails"


def mail(name):
    return parse((MAILS / f"{name}.eml").read_bytes())


@dataclass
class Expected:
    text: str
    subject: str
    name: str
    address: str
    answers: str | None = None
    files: dict = field(default_factory=dict)
    automatic: bool = False
    bounce: bool = False


TABLE = {
    "gmail-reply-en": Expected(
        "The blue one, please. My phone is 0551234567.",
        "Re: Your order 1042",
        "Mona Saleh",
        "mona.saleh@mail.example",
        "<t12-1@shop.example>",
    ),
    "gmail-reply-ar": Expected(
        "نعم، العنوان صحيح. متى يوصل الطلب؟",
        "رد: طلبك رقم ١٠٤٣",
        "ليلى حسن",
        "layla@mail.example",
        "<t13-1@shop.example>",
    ),
    "apple-reply-en": Expected(
        "Still nothing here.",
        "Re: Delivered",
        "Sara",
        "sara@icloud.example",
        "<t15-1@shop.example>",
    ),
    "apple-reply-ar": Expected(
        "ما وصلني شيء حتى الآن، والمندوب ما اتصل.",
        "Re: تم التسليم",
        "خالد",
        "khalid@icloud.example",
        "<t14-1@shop.example>",
    ),
    "outlook-reply-en": Expected(
        "I paid twice, see the bank statement.\n\nRegards,\nOmar",
        "RE: Order 1046",
        "Omar Farouk",
        "omar@outlook.example",
        "<t16-1@shop.example>",
    ),
    "outlook-reply-ar-1256-qp": Expected(
        "دفعت مرتين، أرجو رد المبلغ.",
        "رد: طلب 1047",
        "عمر",
        "omar@outlook.example",
        "<t17-1@shop.example>",
    ),
    "original-message-ar": Expected("طيب، شكرًا لكم.", "رد: طلبك", "", "huda@mail.example"),
    "thunderbird-interleaved": Expected(
        "> Which size do you want?\n\n"
        "Size 42, and the belt that was shown in the second picture.\n\n"
        "> Shall we ring before we come?\n\nYes, after five.",
        "Re: Shoes",
        "Haddad, Yusuf",
        "yusuf@mail.example",
    ),
    "thunderbird-below-ar": Expected(
        "الاستبدال لو سمحتم.", "Re: الاستبدال", "منى", "mona@mail.example"
    ),
    "windows-1256-8bit-unlabelled": Expected(
        "السلام عليكم\nطلبت قبل اسبوع ولم يصل شي، رقم الطلب 1050",
        "تأخر الطلب",
        "أبو فهد",
        "fahad@mail.example",
    ),
    "windows-1256-called-latin1": Expected(
        "أحتاج فاتورة ضريبية للطلب 1051", "الفاتورة", "Rania", "rania@mail.example"
    ),
    "iso-8859-6-i": Expected("هل يوجد مقاس اكبر؟", "استفسار", "Sami", "sami@mail.example"),
    "html-only-ar": Expected(
        "المنتج وصل مكسور يا جماعة\n\nأريد استبداله\nأو رد المبلغ",
        "المنتج مكسور",
        "Dalia",
        "dalia@mail.example",
    ),
    "attachments-ar": Expected(
        "الصورة:\n\nوالنص بعد المرفقات مهم.",
        "الفاتورة والصور",
        "Tariq",
        "tariq@mail.example",
        files={
            "photo.png": "image/png",
            "فاتورة الطلب.pdf": "application/pdf",
            "صورة المنتج.jpg": "image/jpeg",
            "gpj.exe": "application/octet-stream",
        },
    ),
    "text-parts-around-a-file": Expected(
        "Before the receipt.\n\nAfter the receipt.",
        "Two texts",
        "Wael",
        "wael@mail.example",
        files={"receipt.txt": "text/plain"},
    ),
    "uuencoded-file": Expected(
        "Here is the list.\n\nBye",
        "Old mailer",
        "Ghassan",
        "ghassan@mail.example",
        files={"list.txt": "application/octet-stream"},
    ),
    "nested-mail": Expected(
        "See the attached mail.",
        "The mail I got",
        "Nadia",
        "nadia@mail.example",
        files={"عرض خاص.eml": "message/rfc822"},
    ),
    "forward-outlook-en": Expected(
        "What does this mean?\n\nFrom: Courier <info@courier.example>\n"
        "Sent: Monday, June 30, 2025 4:02 PM\nTo: Adam <adam@outlook.example>\n"
        "Subject: Shipment 78\n\nCustoms need your passport number.",
        "FW: Shipment 78",
        "Adam",
        "adam@outlook.example",
    ),
    "out-of-office-ar": Expected(
        "أنا في إجازة حتى الأحد.",
        "رد تلقائي: طلبك رقم ١٠٦٢",
        "رنا",
        "rana@mail.example",
        "<t62-1@shop.example>",
        automatic=True,
    ),
    "out-of-office-exchange": Expected(
        "I am out of the office until Sunday.",
        "Automatic reply: Order 1063",
        "Bilal",
        "bilal@corp.example",
        automatic=True,
    ),
    "delay-notice": Expected(
        "Your mail is late but we go on trying.",
        "Warning: message delayed 4 hours",
        "",
        "mailer-daemon@mx.example",
        files={"delivery-status.txt": "message/delivery-status"},
        automatic=True,
    ),
    "broken-headers": Expected(
        "هل من خصم؟", "Broken مرحبا =?nonsense?X?zz?=", "Lina", "lina@mail.example"
    ),
    "no-message-id": Expected("Do you ship to Aqaba?", "hello", "Ziad", "ziad@mail.example"),
    "empty-body": Expected("", "Call me 0559876543", "Amal", "amal@mail.example"),
    "unknown-charset": Expected("أين طلبي؟", "?", "Karim", "karim@mail.example"),
    "quoted-printable-torn": Expected(
        "Price = 5 =ZZ and سلام end", "Torn", "Jana", "jana@mail.example"
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_mail_says_what_its_sender_meant(name):
    found, expected = mail(name), TABLE[name]
    assert found.text == expected.text
    assert found.subject == expected.subject
    assert (found.from_name, found.from_address) == (expected.name, expected.address)
    assert found.in_reply_to == expected.answers
    assert {each.name: each.content_type for each in found.attachments} == expected.files
    assert (found.is_auto_reply, found.is_bounce) == (expected.automatic, expected.bounce)
    assert not found.was_cut


def test_the_history_stays_in_the_full_text_and_the_time_is_utc():
    found = mail("gmail-reply-en")
    assert "which colour would you like?" in found.full_text
    assert "<blockquote" in found.html
    assert found.references == ("<t12-0@shop.example>", "<t12-1@shop.example>")
    assert found.date == datetime(2025, 7, 1, 7, 15, tzinfo=UTC)


def test_a_bounce_names_the_mail_that_did_not_arrive_and_to_whom():
    found = mail("bounce-postfix")
    assert found.is_bounce
    assert not found.is_auto_reply
    assert found.original_message_id == "<t60-2@shop.example>"
    assert found.failed_recipients == ("nobody@mail.example",)
    assert [each.name for each in found.attachments] == [
        "delivery-status.txt",
        "Re_ Order 1060.eml",
    ]


def test_an_old_bounce_without_a_report_is_known_by_its_words():
    found = mail("bounce-qmail")
    assert found.is_bounce
    assert found.original_message_id == "<t61-1@shop.example>"


def test_a_forward_is_content_and_stays_whole():
    assert mail("forward-gmail-ar").text.endswith("تعذر التسليم لعدم الرد.")


def test_attachments_keep_their_bytes_and_the_id_that_the_html_names():
    photo, invoice, *_ = mail("attachments-ar").attachments
    assert (photo.content_id, photo.data[:4], photo.size) == ("img1@mail", b"\x89PNG", 70)
    assert invoice.data == b"%PDF-1.4 invoice"


def test_a_mail_in_a_mail_is_kept_as_it_came():
    (inner,) = mail("nested-mail").attachments
    assert b"inner.pdf" in inner.data
    assert parse(inner.data).text == "Inner words."


def test_a_missing_message_id_is_made_of_the_bytes_and_a_strange_one_is_kept():
    raw = (MAILS / "no-message-id.eml").read_bytes()
    made = parse(raw).message_id
    assert made.endswith("@missing.invalid>")
    assert parse(raw).message_id == made != parse(raw + b"!").message_id
    assert mail("broken-headers").message_id == "<a@b@c.example>"


@pytest.mark.parametrize("value", [b"", b"<>", b"<a b\xff@c>", b"<" + b"a" * 999 + b"@x>"])
def test_a_malformed_message_id_is_replaced_and_never_drops_the_mail(value):
    raw = b"From: mona@mail.example\nMessage-ID: " + value + b"\n\nhello\n"
    assert parse(raw).message_id.endswith("@missing.invalid>")
    assert parse(raw).text == "hello"


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"  \n"])
def test_a_mail_with_nothing_in_it_is_refused_with_a_reason(raw):
    with pytest.raises(UnreadableMail, match="empty"):
        parse(raw)


def test_a_mail_over_the_limit_is_refused_with_a_reason():
    with pytest.raises(UnreadableMail, match="bytes"):
        parse(b"Subject: big\n\n" + b"x" * (30 * 1024 * 1024))


def test_all_of_forty_attachments_are_kept():
    part = "--b\nContent-Type: image/png; name=p{}.png\n\nx\n"
    raw = "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    raw += "".join(part.format(number) for number in range(40)) + "--b--\n"
    assert [each.name for each in parse(raw.encode()).attachments][-1] == "p39.png"
    assert len(parse(raw.encode()).attachments) == 40


HEAD = b"From: mona@mail.example\n"
MULTIPART = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
HOSTILE = {
    "20,000 parts": MULTIPART + b"--b\n\nx\n" * 20_000,
    "nested 3,000 deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    ),
    "20,000 recipients": b"To: " + b"a@b.example, " * 20_000 + b"\n\nhello",
    "200,000 quotes in To": b"To: " + b'"\\"' * 70_000 + b"\n\nhello",
    "one long header line": b"Subject: " + b"=?utf-8?Q?" * 50_000 + b"\n\nhello",
    "a million header lines": b"X-A: b\n" * 1_000_000 + b"\nhello",
    "empty lines among a million headers": b"X-A: b\n\n" * 500_000,
    "300,000 blank lines": HEAD + b"\n" * 300_000 + b"a",
    "a and 200,000 blanks": HEAD + b"\na" + b" " * 200_000 + b"b",
    "On On On": HEAD + b"\n" + b"On " * 100_000 + b"wrote:",
    "On, line by line": HEAD + b"\n" + b"On 1/2/2025 10:00 x@y.example\n" * 6_000 + b"wrote:",
    "quotes and answers": HEAD + b"\n" + b"> a\nb\n" * 30_000,
    "From, line by line": HEAD + b"\n" + b"From: a\n" * 25_000,
    "ten megabytes in a line": HEAD + b"\n" + b"x" * 10_000_000,
    "ten million line ends": HEAD + b"\n" + b"\n" * 10_000_000,
    "uuencode begins": HEAD + b"\n" + b"begin 644 a\n!!!\n" * 12_000,
    "dashes": HEAD + b"\n" + b"-" * 200_000 + b"x",
    "200,000 <": HEAD + b"Content-Type: text/html\n\n" + b"<" * 200_000,
    "deep html": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"x",
    "padded html": HEAD
    + b"Content-Type: text/html\n\n"
    + b"<div style='padding-left:9000000em'>x</div>" * 1000,
    "wide table": HEAD
    + b"Content-Type: text/html\n\n<table>"
    + b"<tr><td>x" * 20_000
    + b"<tr><td>"
    + b"y" * 100_000,
    "quoted 5,000 deep": HEAD
    + b"Content-Type: text/html\n\n"
    + b"<blockquote type=cite>" * 5000
    + b"x<br>" * 20_000,
    "many parameters": HEAD + b"Content-Type: text/plain" + b"; a*1*=b" * 8000 + b"\n\nhello",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read_within_two_seconds(name):
    begun = process_time()
    found = parse(HOSTILE[name])
    assert process_time() - begun < 2
    assert len(found.text) <= len(found.full_text) <= LONGEST_TEXT


def test_what_was_left_out_is_said():
    assert parse(HOSTILE["20,000 parts"]).was_cut
    assert parse(HOSTILE["ten megabytes in a line"]).was_cut


PIECES = st.sampled_from(
    [b"From: ", b"Subject: ", b"Message-ID: <", b"Content-Type: multipart/alternative; boundary=b",
     b"Content-Type: text/html; charset=", b"Content-Transfer-Encoding: base64",
     b"Content-Type: message/rfc822", b"Content-Disposition: attachment; filename*0*=", b"\n",
     b"\n\n", b"--b\n", b"--b--", b"=?utf-8?B?", b"?=", b"idna", b"zlib", b"rot13", b"\xc7\xe1",
     b"On 1/1/2025 10:00 a@b.example wrote:", b"> ", b"<blockquote type=cite>", b"begin 644 a\n",
     b"Date: ", b"Tue, 99 Foo 99999 99:99:99 +9999", b"\0", b"\r", b"'", b'"', b";", b"<>"]
)  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=20), max_size=60).map(b"".join))
@example(b"Content-Type: text/plain; charset=\n\n\xff")
@example(b"Content-Type: text/plain; charset=undefined\n\n\xff")
@example(b"Date: Mon, 31 Dec 9999 23:59:59 -2359\n\nx")
@settings(max_examples=200)
def test_no_bytes_can_bring_it_down(raw):
    begun = process_time()
    try:
        found = parse(raw)
    except UnreadableMail:
        return
    finally:
        assert process_time() - begun < 1
    assert found.message_id.startswith("<")
    assert all(0 < len(each.name) <= 120 for each in found.attachments)
