"""The webhook's door: who is refused leaves nothing behind, who is let in is saved first."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.channels import intake
from helpdesk.channels.models import InboundRaw
from helpdesk.db import db
from helpdesk.tickets.models import Message
from tests.helpdesk.channels.test_whatsapp import call, sign, text

APP_SECRET = "test-app-secret"


def post(client: FlaskClient, body: bytes, signature: str | None) -> int:
    """Meta calls; gives our status."""
    headers = {"X-Hub-Signature-256": signature} if signature else {}
    return client.post("/hooks/whatsapp", data=body, headers=headers).status_code


def stored() -> list[InboundRaw]:
    """What was kept."""
    return list(db.session.scalars(select(InboundRaw)))


def test_a_signed_call_is_saved_and_then_read(client: FlaskClient) -> None:
    body = call(messages=[text()])
    assert post(client, body, sign(body, APP_SECRET)) == 200
    assert [raw.state for raw in stored()] == ["new"]
    assert intake.read_waiting() == 1
    assert db.session.scalars(select(Message.text)).one() == "وين طلبي؟ 😡"


@pytest.mark.parametrize("signature", [None, "sha256=" + "0" * 64, "sha1=" + "0" * 40])
def test_a_call_that_is_not_metas_gets_401_and_leaves_nothing(
    client: FlaskClient, signature: str | None
) -> None:
    assert post(client, b"not even JSON", signature) == 401
    assert stored() == []


def test_a_repeated_call_and_a_repeated_message_are_one(client: FlaskClient) -> None:
    body, again = call(messages=[text()]), call(messages=[text(), text("Hello", id="wamid.2")])
    for each in (body, body, again):
        assert post(client, each, sign(each, APP_SECRET)) == 200
    assert len(stored()) == 2
    intake.read_waiting()
    assert db.session.scalars(select(Message.channel_key).order_by(Message.id)).all() == [
        "wamid.1",
        "wamid.2",
    ]


def test_a_signed_call_we_cannot_read_is_kept_and_shown(client: FlaskClient) -> None:
    body = b"[1, 2, 3]"
    assert post(client, body, sign(body, APP_SECRET)) == 200
    intake.read_waiting()
    assert stored()[0].state == "failed"
    assert "could not be read" in db.session.scalars(select(Message.text)).one()


@pytest.mark.parametrize(
    ("word", "mode", "status"),
    [("test-word", "subscribe", 200), ("guess", "subscribe", 403), ("test-word", "other", 403)],
)
def test_the_handshake_gives_the_challenge_to_who_knows_the_word(
    client: FlaskClient, word: str, mode: str, status: int
) -> None:
    answer = client.get(
        "/hooks/whatsapp",
        query_string={"hub.mode": mode, "hub.verify_token": word, "hub.challenge": "1158201444"},
    )
    assert answer.status_code == status
    if status == 200:
        assert answer.text == "1158201444"
        assert answer.mimetype == "text/plain"


def test_a_call_beyond_all_measure_is_refused_unread(client: FlaskClient) -> None:
    body = b" " * (3 * 1024 * 1024 + 1)
    assert post(client, body, sign(body, APP_SECRET)) == 413
    assert stored() == []


def test_an_odd_message_does_not_take_its_neighbours_along(client: FlaskClient) -> None:
    odd = [text("a\x00b"), text("half a smile \ud83d", id="w2"), text(id="w3") | {"text": None}]
    body = call(messages=[*odd, text("وين طلبي؟", id="w4")])
    assert post(client, body, sign(body, APP_SECRET)) == 200
    intake.read_waiting()
    said = db.session.scalars(select(Message.text).order_by(Message.id)).all()
    assert said == ["ab", "half a smile ", "[text]", "وين طلبي؟"]
    assert [raw.state for raw in stored()] == ["read"]
