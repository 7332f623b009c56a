"""Mails that are made to bring a parser down, or down to a crawl."""

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk.channels.email.parse import LONGEST_TEXT, UnreadableMail, parse

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
