"""The desk's socket as a browser meets it: who is let in, and what it is told."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from helpdesk.db import commit
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import note, reply
from helpdesk.web.live import DESK, socketio
from tests.conftest import ORIGIN
from tests.factories import NOON, agent, message, ticket

Open = Callable[..., SocketIOTestClient]


@pytest.fixture
def open_desk(app: Flask, as_person: Callable[[Agent], FlaskClient]) -> Open:
    """Opens the desk in the browser of a person, or of nobody, on a page of `origin`."""

    def opened(person: Agent | None, origin: str | None = ORIGIN) -> SocketIOTestClient:
        browser = as_person(person) if person else app.test_client()
        headers = {"Origin": origin} if origin else {}
        return socketio.test_client(app, namespace=DESK, flask_test_client=browser, headers=headers)

    return opened


def ask(desk: SocketIOTestClient, event: str, *said: Any) -> dict[str, Any]:
    answer: dict[str, Any] = desk.emit(event, *said, namespace=DESK, callback=True)
    return answer


def news(desk: SocketIOTestClient) -> list[dict[str, Any]]:
    return [each["args"][0] for each in desk.get_received(DESK) if each["name"] == "news"]


def test_people_of_the_shop_are_let_in(open_desk: Open) -> None:
    assert open_desk(agent()).is_connected(DESK)


def test_who_is_not_signed_in_is_refused(open_desk: Open) -> None:
    assert not open_desk(None).is_connected(DESK)


def test_who_left_the_shop_is_refused(open_desk: Open) -> None:
    gone = agent()
    gone.active = False
    commit()
    assert not open_desk(gone).is_connected(DESK)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "null", None]
)
def test_a_foreign_page_cannot_use_the_cookie(open_desk: Open, origin: str | None) -> None:
    assert not open_desk(agent(), origin).is_connected(DESK)


def test_every_desk_hears_of_a_new_ticket(open_desk: Open) -> None:
    sara, omar = open_desk(agent("Sara")), open_desk(agent("Omar"))
    opened = ticket()
    for desk in (sara, omar):
        assert news(desk) == [{"about": "inbox", "ticket": opened.id}]


def test_only_who_watches_a_ticket_hears_what_happens_on_it(open_desk: Open) -> None:
    opened, someone = ticket(), agent()
    sara, omar = open_desk(someone), open_desk(agent("Omar"))
    assert ask(sara, "watch", {"ticket": opened.id}) == {"ok": True}
    note(opened, "Ask the courier", by=someone, now=NOON)
    commit()
    assert {"about": "ticket", "ticket": opened.id} in news(sara)
    assert news(omar) == []


def test_a_reply_is_told_to_both_the_ticket_and_the_list(open_desk: Open) -> None:
    opened, someone = ticket(), agent()
    sara = open_desk(someone)
    ask(sara, "watch", {"ticket": opened.id})
    reply(opened, "On its way", by=someone, now=NOON)
    commit()
    assert {each["about"] for each in news(sara)} == {"ticket", "inbox"}


def test_who_no_longer_watches_is_no_longer_told(open_desk: Open) -> None:
    opened, someone = ticket(), agent()
    sara = open_desk(someone)
    ask(sara, "watch", {"ticket": opened.id})
    assert ask(sara, "unwatch", {"ticket": opened.id}) == {"ok": True}
    note(opened, "Ask the courier", by=someone, now=NOON)
    commit()
    assert news(sara) == []


def test_news_says_nothing_of_what_was_written(open_desk: Open) -> None:
    desk = open_desk(agent())
    message("my card is 4111 1111 1111 1111")
    assert "4111" not in str(news(desk))


@pytest.mark.parametrize("event", ["watch", "unwatch"])
@pytest.mark.parametrize("asked", [(), (None,), ("7",), ({},), ({"ticket": "7"},), ([1],)])
def test_a_wrong_shape_is_refused(open_desk: Open, event: str, asked: tuple[Any, ...]) -> None:
    assert ask(open_desk(agent()), event, *asked) == {"ok": False, "error": "no_such_ticket"}


@pytest.mark.parametrize("number", [999_999, -1, 0, 2**70, True])
def test_a_ticket_that_is_not_there_cannot_be_watched(open_desk: Open, number: int) -> None:
    ticket()
    desk = open_desk(agent())
    assert ask(desk, "watch", {"ticket": number}) == {"ok": False, "error": "no_such_ticket"}
    assert desk.is_connected(DESK)


def test_arguments_nobody_asked_for_do_no_harm(open_desk: Open) -> None:
    desk, opened = open_desk(agent()), ticket()
    assert ask(desk, "watch", {"ticket": opened.id}, "and", ["more"]) == {"ok": True}
    assert ask(desk, "unwatch", {"ticket": opened.id}, "and", ["more"]) == {"ok": True}


@pytest.mark.parametrize("event", ["join", "enter_room", "send", "news", "agents", "ticket:1"])
def test_an_unknown_event_is_refused_by_name_and_others_do_not_notice(
    open_desk: Open, event: str
) -> None:
    sara, omar = open_desk(agent("Sara")), open_desk(agent("Omar"))
    refused = {"ok": False, "error": "unknown_event"}
    assert ask(sara, event, {"room": "agents"}) == refused
    assert sara.is_connected(DESK)
    assert omar.is_connected(DESK)
    assert news(omar) == []
