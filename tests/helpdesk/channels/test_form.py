"""What a form holds is stored as one object and read back as one message; answers go by mail."""

import pytest

from helpdesk.channels.base import UNPROVEN, File, Incoming
from helpdesk.channels.email.adapter import EmailChannel
from helpdesk.channels.form import FormChannel, pack
from helpdesk.config import Settings

SAID = {
    "key": "k1",
    "name": "Mona",
    "email": "mona@mail.example",
    "order": "",
    "text": "أين طلبي؟",
    "lang": "ar",
}


def channel(**settings: str) -> FormChannel:
    return FormChannel(EmailChannel(Settings(**settings)))


def read(**changed: str) -> Incoming:
    (message,) = channel().receive(pack(**{**SAID, **changed}, files=[]))
    assert isinstance(message, Incoming)
    return message


def test_what_was_packed_is_read_back():
    photo = File("صورة.png", "image/png", b"\x00\xff")
    assert channel().receive(pack(**SAID, files=[photo])) == [
        Incoming(
            channel="form",
            key="k1",
            sender_kind="email",
            sender="mona@mail.example",
            sender_name="Mona",
            subject="أين طلبي؟",
            text="أين طلبي؟",
            files=(photo,),
            proof=UNPROVEN,
        )
    ]


@pytest.mark.parametrize(
    ("lang", "line"), [("ar", "رقم الطلب: SA-1"), ("en", "Order number: SA-1")]
)
def test_the_order_stands_below_the_text(lang: str, line: str):
    assert read(order="SA-1", lang=lang).text == f"أين طلبي؟\n\n{line}"


def test_the_subject_is_the_beginning_up_to_a_whole_word():
    assert (
        read(text="word " * 30).subject == "word word word word word word word word word word "
        "word word word word"
    )
    assert len(read(text="x" * 500).subject) == 70


def test_what_no_database_takes_is_left_out():
    message = read(text="a\x00b\ud800c", name="\x00Mona")
    assert (message.text, message.sender_name) == ("abc", "Mona")


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"key": "k"}'])
def test_bytes_of_another_shape_are_refused(raw: bytes):
    with pytest.raises((ValueError, KeyError, TypeError)):
        channel().receive(raw)


def test_it_is_ready_where_mail_is():
    assert not channel().is_ready()
    assert channel(smtp_host="mail.example").is_ready()
