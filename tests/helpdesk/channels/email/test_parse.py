"""What is read out of mails as real mailers write them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpdesk.channels.email.parse import UnreadableMail, parse

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


def test_words_with_a_colon_in_a_part_without_a_head_are_no_field():
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=bbb\n\n--bbb\n\nNote: late\n\nBye\n"
    assert parse(raw + b"--bbb--\n").text == "Note: late\n\nBye"


def test_a_head_that_runs_into_the_first_part_ends_there():
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=bbb\nfor old mailers\n--bbb\n"
    assert parse(raw + b"Content-Type: text/plain\n\nhello\n--bbb--\n").text == "hello"


def test_a_blank_before_the_first_field_is_forgiven():
    assert parse(b" From: mona@mail.example\n\nhello").from_address == "mona@mail.example"


@pytest.mark.parametrize(
    ("charset", "codec", "words"),
    [
        ("windows-1251", "cp1251", "Где мой заказ"),
        ("shift_jis", "cp932", "注文はどこですか"),
        ("iso-2022-jp", "cp932", "注文はどこですか"),
        ("gb18030", "gb18030", "我的订单在哪里"),
        ("windows-1256", "cp1256", "أين طلبي"),
    ],
)
def test_an_unlabelled_head_is_read_by_the_charset_of_the_text(charset, codec, words):
    raw = f"Subject: {words}\nContent-Type: text/plain; charset={charset}\n\n{words}"
    assert parse(raw.encode(codec)).subject == words
    assert parse(raw.encode(codec)).text == words


def test_a_file_may_have_its_name_in_its_place_alone():
    raw = MULTIPART + b"--b\nContent-Type: image/jpeg\nContent-Location: x/bag.jpg\n\nx\n--b--"
    assert [each.name for each in parse(raw).attachments] == ["bag.jpg"]
