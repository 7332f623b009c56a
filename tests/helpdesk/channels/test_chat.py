"""What a visitor's browser sends is read strictly; a reply's receipt is its own key."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.base import Incoming, Outgoing
from helpdesk.channels.chat import ChatChannel, ShapeError, address, read
from helpdesk.tickets.errors import EmptyText, TextTooLong
from tests.factories import NOON

KEY = "7d1f0c52-aaaa"


def said(**fields: object) -> dict[str, object]:
    return {"key": KEY, "text": "أين طلبي؟", **fields}


def test_a_message_joins_the_conversation_of_its_visitor():
    (message,) = ChatChannel().receive(json.dumps({"visitor": 7, **said(name="Layla")}).encode())

    assert message == Incoming(
        channel="chat",
        key=f"7:{KEY}",
        sender_kind="visitor",
        sender="7",
        sender_name="Layla",
        text="أين طلبي؟",
        continues=True,
    )


@pytest.mark.parametrize(
    "raw", [b"not json", b"[]", b'"hello"', b"{}", b'{"visitor": "7", "key": "12345678"}']
)
def test_bytes_of_another_shape_are_refused(raw: bytes):
    with pytest.raises(ValueError, match=r"."):
        ChatChannel().receive(raw)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "hello",
        ["text"],
        said(key=None),
        said(key="short"),
        said(key="x" * 65),
        said(key="a key with spaces"),
        said(key=12345678),
        said(text=["hello"]),
        said(text={"$gt": ""}),
        said(name=5),
    ],
)
def test_a_message_of_another_shape_is_refused(wrong: object):
    with pytest.raises(ShapeError):
        read(7, wrong)


@pytest.mark.parametrize("nothing", ["", "  \n\t ", None, "\x00"])
def test_a_message_without_words_is_refused(nothing: str | None):
    with pytest.raises(EmptyText):
        read(7, said(text=nothing))


def test_the_limit_counts_letters_and_is_told():
    assert read(7, said(text="😀" * 40), limit=40).text == "😀" * 40
    with pytest.raises(TextTooLong) as refusal:
        read(7, said(text="😀" * 41), limit=40)
    assert refusal.value.args == (40,)


@given(st.text(st.characters(exclude_categories=[]), min_size=1))
def test_whatever_is_written_can_be_stored(text: str):
    """JSON may carry zero bytes and halves of letters; databases take neither."""
    try:
        kept = read(7, json.loads(json.dumps(said(text=text)))).text
    except EmptyText:
        return
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


@pytest.mark.parametrize("good", ["", "mona@mail.example", " layla.q+shop@بريد.example "])
def test_a_mail_address_is_taken(good: str):
    assert address({"email": good}) == good.strip()


@pytest.mark.parametrize(
    "bad",
    ["mona", "mona@", "@mail.example", "a b@c.example", "a@b", "<a@b.example>", "a@" + "b" * 300],
)
def test_what_cannot_be_a_mail_address_is_refused(bad: str):
    with pytest.raises(ShapeError):
        address({"email": bad})


def test_a_reply_is_delivered_by_being_stored():
    reply = Outgoing(
        key="abc123",
        recipient="7",
        recipient_name="Layla",
        sender_name="Sara",
        subject="",
        text="On its way",
        language="en",
        ticket_id=1,
        sent_at=NOON,
    )
    assert ChatChannel().is_ready()
    assert ChatChannel().send(reply) == "abc123"
