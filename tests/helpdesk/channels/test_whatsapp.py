"""WhatsApp's webhook as Meta sends it, and its Graph API as it answers."""

import hashlib
import hmac
import json
from typing import Any

import httpx
import pytest

from helpdesk.channels.base import DeliveryError, Incoming, Outgoing, Status
from helpdesk.channels.whatsapp import WhatsAppChannel, is_signed
from helpdesk.config import read
from tests.factories import NOON

SECRET = "an app secret"
CHANNEL = WhatsAppChannel(
    read(
        {
            "SECRET_KEY": "a secret that is only ever used in tests",
            "WHATSAPP_PHONE_ID": "42",
            "WHATSAPP_TOKEN": "token",
            "WHATSAPP_APP_SECRET": SECRET,
            "WHATSAPP_VERIFY_TOKEN": "word",
            "GRAPH_API_BASE": "https://graph.example/v23.0/",
        }
    )
)
OUTGOING = Outgoing(
    key="k1",
    recipient="+966500000001",
    recipient_name="Mona",
    sender_name="Sara",
    subject="",
    text="طلبك في الطريق",
    language="ar",
    ticket_id=7,
    sent_at=NOON,
)


def call(*, messages: Any = (), statuses: Any = (), field: str = "messages") -> bytes:
    """A webhook call in Meta's shape; as theirs, it writes Arabic in \\u escapes."""
    value = {
        "messaging_product": "whatsapp",
        "contacts": [{"profile": {"name": "Mona"}, "wa_id": "966500000001"}],
        "messages": list(messages),
        "statuses": list(statuses),
    }
    entry = [{"id": "1", "changes": [{"field": field, "value": value}]}]
    return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()


def text(words: str = "وين طلبي؟ 😡", **more: Any) -> dict[str, Any]:
    """A text message."""
    return {
        "from": "966500000001",
        "id": "wamid.1",
        "type": "text",
        "text": {"body": words},
        **more,
    }


def sign(body: bytes, secret: str = SECRET) -> str:
    """Meta's header for this body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_a_text_message_is_read() -> None:
    [said] = CHANNEL.receive(call(messages=[text()]))
    assert isinstance(said, Incoming)
    assert (said.key, said.sender, said.sender_name) == ("wamid.1", "+966500000001", "Mona")
    assert said.text == "وين طلبي؟ 😡"
    assert said.continues


def test_a_customer_may_have_no_name() -> None:
    nameless = call(messages=[text()]).replace(b'"name": "Mona"', b'"name": null')
    [said] = CHANNEL.receive(nameless)
    assert isinstance(said, Incoming)
    assert said.sender_name == ""


def test_an_answer_names_what_it_answers() -> None:
    [said] = CHANNEL.receive(call(messages=[text(context={"id": "wamid.0"})]))
    assert isinstance(said, Incoming)
    assert said.answers == ("wamid.0",)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ({"type": "image", "image": {"caption": "انظروا"}}, "[image] انظروا"),
        ({"type": "button", "button": {"text": "Yes"}}, "[button] Yes"),
        ({"type": "a_kind_of_next_year"}, "[a_kind_of_next_year]"),
        ({"type": "text"}, "[text]"),
        ({"type": "text", "text": {"body": "a\x00b \ud83d"}}, "ab "),
    ],
)
def test_other_kinds_say_what_they_are(message: dict[str, Any], shown: str) -> None:
    [said] = CHANNEL.receive(call(messages=[{"from": "966500000001", "id": "w", **message}]))
    assert isinstance(said, Incoming)
    assert said.text == shown


def test_statuses_are_read_and_unknown_ones_passed_over() -> None:
    read_ = {"id": "wamid.2", "status": "read"}
    failed = {"id": "wamid.3", "status": "failed", "errors": [{"code": 131047, "title": "Window"}]}
    told = CHANNEL.receive(call(statuses=[read_, failed, {"id": "x", "status": "warmed up"}]))
    assert told == [
        Status(channel="whatsapp", receipt="wamid.2", state="read"),
        Status(channel="whatsapp", receipt="wamid.3", state="failed", error="Window"),
    ]


def test_other_fields_say_nothing_to_us() -> None:
    assert CHANNEL.receive(call(messages=[text()], field="account_update")) == []


def test_the_signature_is_over_the_raw_bytes() -> None:
    body = call(messages=[text()])
    assert b"\\u" in body
    assert is_signed(body, sign(body), SECRET)
    written_anew = json.dumps(json.loads(body), ensure_ascii=False).encode()
    assert not is_signed(written_anew, sign(body), SECRET)


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256=", "0" * 64, "sha1=" + "0" * 40, "sha256=" + "0" * 64, "sha256=قفل"],
)
def test_other_signatures_are_refused(header: str | None) -> None:
    assert not is_signed(b"{}", header, SECRET)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed(b"{}", sign(b"{}", ""), "")


def answer_with(monkeypatch: pytest.MonkeyPatch, status: int, told: Any) -> list[httpx.Request]:
    """Have the Graph API answer this; gives what it was asked."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(status, json=told)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(httpx, "post", client.post)
    return asked


def test_a_reply_goes_to_the_graph_api(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer_with(monkeypatch, 200, {"messages": [{"id": "wamid.9"}]})
    assert CHANNEL.send(OUTGOING) == "wamid.9"
    [request] = asked
    assert str(request.url) == "https://graph.example/v23.0/42/messages"
    assert request.headers["Authorization"] == "Bearer token"
    said = json.loads(request.content)
    assert (said["to"], said["text"]["body"]) == ("966500000001", "طلبك في الطريق")


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [(400, 131047, True), (401, 190, True), (429, 80007, False), (400, 131056, False),
     (500, None, False), (503, 131000, False)],
)  # fmt: skip
def test_errors_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, status: int, code: int | None, permanent: bool
) -> None:
    answer_with(monkeypatch, status, {"error": {"code": code, "message": "No."}})
    with pytest.raises(DeliveryError, match="No") as refused:
        CHANNEL.send(OUTGOING)
    assert refused.value.permanent is permanent
