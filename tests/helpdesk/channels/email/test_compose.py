"""The reply that leaves: legible, threaded, and no field the writer slipped in."""

import email
from datetime import UTC, datetime
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.attachments import Attachment
from helpdesk.channels.email.compose import compose, message_id
from helpdesk.channels.email.parse import parse
from helpdesk.channels.email.subjects import reply_subject

REPLY = {
    "sender_name": "ليلى · متجر نور",
    "sender_address": "support@shop.example",
    "reply_to": "support+t1.abc@shop.example",
    "to": "khalid@mail.example",
    "subject": "أين طلبي رقم ١٠٤٤؟",
    "text": "أهلًا خالد،\n\nطلبك في الطريق:\nhttps://shop.example/t?a=1&b=2.",
    "message_id": "<r1@shop.example>",
    "in_reply_to": "<c1@mail.example>",
    "references": ("<c0@mail.example>", "<c1@mail.example>"),
    "date": datetime(2025, 7, 1, 9, 0, tzinfo=UTC),
    "lang": "ar",
}


def sent(**changes):
    return compose(**{**REPLY, **changes})


def test_what_was_written_is_what_the_customer_reads():
    mail = parse(sent())
    assert mail.text == REPLY["text"]
    assert (mail.from_name, mail.from_address) == ("ليلى · متجر نور", "support@shop.example")
    assert mail.to == ["khalid@mail.example"]
    assert mail.reply_to == ["support+t1.abc@shop.example"]
    assert mail.date == REPLY["date"]
    assert not mail.is_auto_reply


def test_it_stands_in_the_customer_s_thread():
    mail = parse(sent())
    assert mail.message_id == "<r1@shop.example>"
    assert mail.in_reply_to == "<c1@mail.example>"
    assert mail.references == ("<c0@mail.example>", "<c1@mail.example>")


def test_long_ids_are_not_encoded_and_a_long_thread_keeps_its_root():
    ids = [f"<{'a' * 120}{number}@outlook.example>" for number in range(40)]
    raw = sent(references=ids, in_reply_to=ids[-1])
    assert max(map(len, raw.split(b"\r\n"))) < 998
    kept = parse(raw).references
    assert (kept[0], kept[-1], len(kept)) == (ids[0], ids[-1], 20)


def test_the_html_runs_right_to_left_links_once_and_escapes():
    html = parse(sent(text="<script>x</script>\n\nhttps://shop.example/t?a=1&b=2.")).html
    assert '<html dir="rtl" lang="ar">' in html
    assert '<a href="https://shop.example/t?a=1&amp;b=2">' in html
    assert "<script>" not in html
    assert '<html dir="ltr" lang="en">' in parse(sent(lang="en")).html


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("Order 5", "Re: Order 5"),
        ("Re: Order 5", "Re: Order 5"),
        ("RE: Re[2]: AW: Order 5", "Re: Order 5"),
        ("رد: طلبي", "Re: طلبي"),
        ("Re: رد : طلبي", "Re: طلبي"),
        ("Return of order 5", "Re: Return of order 5"),
        ("ردود", "Re: ردود"),
        ("", "Re:"),
    ],
)
def test_re_stands_once(subject, answered):
    assert parse(sent(subject=subject)).subject == answered


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
def test_no_text_can_add_a_field(name, subject, text):
    raw = sent(sender_name=f"{name}\r\nBcc: x@y.example", subject=f"{subject}\nX-A: b", text=text)
    fields = email.message_from_bytes(raw, policy=policy.SMTP)
    assert "bcc" not in fields
    assert "x-a" not in fields
    assert fields["to"] == "khalid@mail.example"


def test_the_plain_words_come_back_whole_with_their_files():
    receipt = Attachment("فاتورة.pdf", "application/pdf", b"%PDF")
    (found,) = parse(sent(attachments=[receipt])).attachments
    assert found == receipt


@pytest.mark.parametrize(
    "address", ["خالد@mail.example", "mona..s@mail.example", "o'hara@b.example"]
)
def test_a_strange_address_is_written_as_it_is(address):
    assert parse(sent(to=address)).to == [address]


@pytest.mark.parametrize("address", ["", "khalid", "@mail.example", "a@b\r\nBcc: x@y", "a b@c"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        sent(to=address)


@pytest.mark.parametrize("made", ["", "no brackets", "<a@b>\r\nBcc: x@y", "<a b@c>"])
def test_a_message_id_that_is_none_is_refused(made):
    with pytest.raises(ValueError, match="message id"):
        sent(message_id=made)


def test_our_ids_name_us_and_take_no_spaces():
    assert message_id("shop.example", "t12-m34") == "<t12-m34@shop.example>"
    with pytest.raises(ValueError, match="message id"):
        message_id("shop.example", "a b")


@given(
    st.lists(
        st.sampled_from(["أين", "طلبي", "المبلغ", "بعد", "?", "order", "١٠٤٤", "é"]), max_size=60
    )
)
def test_a_long_subject_keeps_its_blanks_for_every_reader(words: list[str]) -> None:
    subject = " ".join(["متى", *words])
    read = email.message_from_bytes(sent(subject=subject), policy=policy.default)
    assert read["Subject"] == reply_subject(subject)
