"""The chat's protocol as a browser meets it: hello, send, since, seen, and every refusal."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from sqlalchemy import func, select

from helpdesk.channels.models import Delivery, Visitor
from helpdesk.channels.visitors import MESSAGES_A_MINUTE
from helpdesk.db import commit, db
from helpdesk.tickets.actions import note, reply
from helpdesk.tickets.models import Message, Ticket
from helpdesk.web import chat_sockets
from helpdesk.web.live import CHAT, DESK, socketio
from tests.factories import NOON, after, agent

SHOP = "https://shop.example"
Open = Callable[..., SocketIOTestClient]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the edge stands still."""
    monkeypatch.setattr(chat_sockets, "now", lambda: NOON)


@pytest.fixture
def open_tab(app: Flask) -> Open:
    """Opens the chat in a tab of a browser that holds `token`, on a page of `origin`."""

    def opened(token: str | None = None, *, origin: str | None = SHOP, **more: Any):
        headers = more.pop("headers", {}) | ({"Origin": origin} if origin else {})
        auth = {"token": token, "lang": "ar"} | more
        return socketio.test_client(app, namespace=CHAT, auth=auth, headers=headers)

    return opened


def heard(tab: SocketIOTestClient, event: str) -> list[dict[str, Any]]:
    # The test client hands over "message" without the list that other events come in.
    said = [each["args"] for each in tab.get_received(CHAT) if each["name"] == event]
    return said if event == "message" else [args[0] for args in said]


def hello(tab: SocketIOTestClient) -> dict[str, Any]:
    (said,) = heard(tab, "hello")
    return said


def ask(tab: SocketIOTestClient, event: str, *said: Any) -> dict[str, Any]:
    answer: dict[str, Any] = tab.emit(event, *said, namespace=CHAT, callback=True)
    return answer


def say(tab: SocketIOTestClient, text: Any = "أين طلبي؟", key: str = "key-00001") -> dict[str, Any]:
    return ask(tab, "send", {"key": key, "text": text})


def count(kind: type) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_hello_gives_a_new_visitor_a_token_and_what_the_widget_needs(open_tab: Open):
    said = hello(open_tab())

    assert len(said.pop("token")) == 43
    assert said == {
        "ticket": None,
        "messages": [],
        "shop": "Dukkan Layla",
        "lang": "ar",
        "limit": 4000,
        "minutes": None,
    }


def test_who_comes_back_finds_the_conversation_and_gets_no_new_token(open_tab: Open):
    first = open_tab()
    token = hello(first)["token"]
    sent = say(first, "أين طلبي؟")
    first.disconnect(namespace=CHAT)

    said = hello(open_tab(token))

    assert "token" not in said
    assert said["ticket"] == sent["ticket"]
    assert [each["text"] for each in said["messages"]] == ["أين طلبي؟"]


def test_an_invented_token_makes_a_stranger(open_tab: Open):
    assert hello(open_tab("invented"))["token"] != "invented"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", None, "https://shop.example.evil"]
)
def test_a_foreign_page_is_refused_and_leaves_nothing_behind(open_tab: Open, origin: str | None):
    tab = open_tab(origin=origin)

    assert not tab.is_connected(CHAT)
    assert count(Visitor) == 0


def test_a_browser_that_names_no_origin_to_its_own_server_is_let_in(open_tab: Open):
    """GET requests of long polling carry no Origin on the desk's own pages."""
    own = open_tab(origin=None, headers={"Sec-Fetch-Site": "same-origin"})
    foreign = open_tab(origin=None, headers={"Sec-Fetch-Site": "cross-site"})

    assert own.is_connected(CHAT)
    assert not foreign.is_connected(CHAT)


def test_a_message_is_saved_before_it_is_acknowledged(open_tab: Open):
    answer = say(open_tab(), "  أين طلبي؟ ")

    db.session.rollback()
    stored = db.session.scalars(select(Message)).one()
    assert stored.text == "أين طلبي؟"
    assert answer == {
        "ok": True,
        "ticket": stored.ticket_id,
        "seq": 1,
        "id": stored.id,
        "at": "2026-03-02T12:00:00.000+00:00",
    }


def test_the_same_key_gets_the_same_answer_from_any_tab(open_tab: Open):
    first = open_tab()
    token = hello(first)["token"]
    answer = say(first)

    assert say(first) == answer
    assert say(open_tab(token)) == answer
    assert count(Message) == 1


def test_every_tab_of_the_visitor_shows_the_message_and_no_one_elses(open_tab: Open):
    first = open_tab()
    token = hello(first)["token"]
    second, stranger = open_tab(token), open_tab()
    sent = say(first, "One question")

    (shown,) = heard(second, "message")
    assert (shown["text"], shown["from"], shown["seq"]) == ("One question", "visitor", sent["seq"])
    assert shown["key"] == "key-00001"
    assert heard(stranger, "message") == []


def test_the_answer_comes_by_itself_and_notes_never_do(open_tab: Open):
    tab = open_tab()
    say(tab)
    tab.get_received(CHAT)
    sara, ticket = agent("Sara"), db.session.scalars(select(Ticket)).one()

    note(ticket, "Careful, she is upset", by=sara, now=after(minutes=1))
    commit()
    assert tab.get_received(CHAT) == []

    reply(ticket, "في الطريق إليك", by=sara, now=after(minutes=2))
    commit()
    (shown,) = heard(tab, "message")
    assert (shown["from"], shown["name"], shown["text"]) == ("agent", "Sara", "في الطريق إليك")
    missed = ask(tab, "since", {"seq": 1})["messages"]
    assert missed == [shown]
    assert "upset" not in str(ask(tab, "since", {"seq": 0}))


def test_seen_marks_the_answers_read(open_tab: Open):
    tab = open_tab()
    say(tab)
    answer = reply(
        db.session.scalars(select(Ticket)).one(), "Here", by=agent(), now=after(minutes=1)
    )
    commit()

    assert ask(tab, "seen", {"seq": answer.seq}) == {"ok": True}
    db.session.expire_all()
    assert db.session.scalars(select(Delivery.state)).all() == ["read"]


def test_an_introduction_is_taken_after_the_first_message(open_tab: Open):
    tab = open_tab()
    assert ask(tab, "introduce", {"name": "Layla"}) == {"ok": False, "error": "no_chat"}
    say(tab)

    assert ask(tab, "introduce", {"name": "Layla", "email": "l@mail.example"}) == {"ok": True}
    wrong = ask(tab, "introduce", {"email": "not an address"})
    assert wrong == {"ok": False, "error": "wrong_shape"}
    assert db.session.scalars(select(Ticket)).one().customer.name == "Layla"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", {"error": "empty"}),
        (" \n ", {"error": "empty"}),
        ("x" * 4001, {"error": "too_long", "limit": 4000}),
        (["x"], {"error": "wrong_shape"}),
        (17, {"error": "wrong_shape"}),
    ],
)
def test_what_cannot_be_a_message_is_refused_by_name(open_tab: Open, text: Any, refusal: dict):
    tab = open_tab()

    assert say(tab, text) == {"ok": False, **refusal}
    assert count(Message) == 0
    assert say(tab, "A real one")["ok"]


def test_too_many_a_minute_are_told_how_long_to_wait(open_tab: Open):
    tab = open_tab()
    for number in range(MESSAGES_A_MINUTE):
        assert say(tab, key=f"key-{number:05}")["ok"]

    assert say(tab, key="key-one-more") == {
        "ok": False,
        "error": "too_fast",
        "limit": MESSAGES_A_MINUTE,
        "wait": 60,
    }


@pytest.mark.parametrize("event", ["join", "enter_room", "message", "watch", "hello", "ticket:1"])
def test_an_unknown_event_is_refused_by_name(open_tab: Open, event: str):
    tab = open_tab()

    assert ask(tab, event, {"room": "visitor:1"}) == {"ok": False, "error": "unknown_event"}
    assert tab.is_connected(CHAT)


@pytest.mark.parametrize("event", ["since", "seen"])
@pytest.mark.parametrize(
    "asked", [None, {}, "5", {"seq": "1"}, {"seq": -1}, {"seq": True}, {"seq": 1.5}, {"seq": 2**70}]
)
def test_a_wrong_seq_is_refused(open_tab: Open, event: str, asked: Any):
    assert ask(open_tab(), event, asked) == {"ok": False, "error": "wrong_shape"}


def test_arguments_nobody_asked_for_do_no_harm(open_tab: Open):
    tab = open_tab()
    assert ask(tab, "send") == {"ok": False, "error": "wrong_shape"}
    assert ask(tab, "since", {"seq": 0}, "and", ["more"])["ok"]


def test_a_visitor_cannot_watch_tickets_as_agents_do(open_tab: Open, app: Flask):
    tab = socketio.test_client(app, namespace=DESK, headers={"Origin": "http://localhost"})
    assert not tab.is_connected(DESK)


def test_what_breaks_inside_is_not_told_outside(open_tab: Open, monkeypatch: pytest.MonkeyPatch):
    tab, other = open_tab(), open_tab()

    def broken(*_args: Any, **_named: Any) -> None:
        raise RuntimeError("password of the database: hunter2")

    with monkeypatch.context() as patched:
        patched.setattr(chat_sockets.visitors, "write", broken)
        assert say(tab) == {"ok": False, "error": "unavailable"}
    assert say(tab)["ok"]
    assert say(other)["ok"]


def test_a_hello_that_breaks_inside_refuses_the_connection(
    open_tab: Open, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_args: Any, **_named: Any) -> None:
        raise RuntimeError("no database")

    with monkeypatch.context() as patched:
        patched.setattr(chat_sockets.visitors, "visitor_for", broken)
        assert not open_tab().is_connected(CHAT)
    assert open_tab().is_connected(CHAT)
