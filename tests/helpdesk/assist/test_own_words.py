"""The shop's own words: listed, counted, in force at once, and what they would do beforehand."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import triage
from helpdesk import create_app
from helpdesk.assist.actions import correct
from helpdesk.assist.models import OwnWord
from helpdesk.assist.own_words import shelf
from helpdesk.assist.own_words.actions import (
    MOST,
    ImpossibleWord,
    add,
    move_open,
    remove,
    understood,
)
from helpdesk.assist.own_words.queries import Preview, listed_words, preview
from helpdesk.assist.queries import verdict_of
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.sla.queries import clock_of
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import CANNOT_WAIT, Entry
from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.web.counting import queries

pytestmark = pytest.mark.usefixtures("app")

CALM = "أبي أستفسر عن مجموعة العيد"


def list_word(
    phrase: str, *, topic: str = "", urgency: str = "", now: datetime = NOON
) -> triage.OwnWord:
    """A word that Layla listed."""
    word = understood(phrase, topic=topic, urgency=urgency)
    layla = db.session.scalar(select(Agent).where(Agent.name == "Layla"))
    add(word, by=layla or agent("Layla", role="owner"), now=now)
    commit()
    return word


def stays(found: Preview) -> list[str]:
    return [match.stays for match in found.matches]


def test_a_word_counts_from_the_next_message_on() -> None:
    before = ticket(CALM, sender="one@mail.example")
    list_word("مجموعة العيد", topic="order", urgency="3")
    opened = ticket(CALM, sender="two@mail.example")
    assert (opened.topic, opened.urgency, opened.lane) == ("order", 3, CANNOT_WAIT)
    assert opened.why[0]["en"] == "the shop's own word: مجموعة العيد"
    assert verdict_of(opened.id).reasons[0]["words"] == "مجموعة العيد"
    assert before.urgency < 3


def test_a_word_that_is_removed_no_longer_counts_and_moves_nothing_back() -> None:
    list_word("مجموعة العيد", urgency="3")
    opened = ticket(CALM, sender="one@mail.example")
    row = db.session.scalars(select(OwnWord)).one()
    assert remove(row.id, by=agent()) == triage.OwnWord("مجموعة العيد", None, 3)
    commit()
    assert ticket(CALM, sender="two@mail.example").urgency < 3
    assert opened.urgency == 3
    assert remove(row.id, by=agent()) is None


def test_another_process_sees_the_change(app: Flask) -> None:
    other = create_app(app.config["SETTINGS"], testing=True)
    assert shelf.listed() == ()
    with other.app_context():
        list_word("مجموعة العيد", urgency="3")
    assert [word.phrase for word in shelf.listed()] == ["مجموعة العيد"]
    with other.app_context():
        remove(db.session.scalars(select(OwnWord.id)).one(), by=agent())
        list_word("عرض الصيف", urgency="0", now=after(seconds=1))
        db.engine.dispose()
    assert [word.phrase for word in shelf.listed()] == ["عرض الصيف"]


def test_the_words_are_read_once_a_change() -> None:
    list_word("مجموعة العيد", urgency="3")
    shelf.listed()
    with queries() as sent:
        shelf.listed()
    assert len(sent) == 1
    assert "count" in sent[0].lower()


def test_the_list_counts_the_messages_of_the_last_thirty_days() -> None:
    word = list_word("مجموعة العيد", urgency="2")
    list_word("خصم", topic="payment", now=after(minutes=1))
    opened = ticket(CALM, now=after(hours=1), continues=True)
    message(f"{CALM}؟", ticket_id=opened.id, now=after(hours=2))
    message("شكرا", ticket_id=opened.id, now=after(hours=3))
    newest, older = listed_words(now=after(days=1))
    assert (newest.phrase, newest.topic, newest.urgency, newest.matched) == (
        "خصم",
        "payment",
        None,
        0,
    )
    assert (older.phrase, older.added_by, older.added_at) == (word.phrase, "Layla", NOON)
    assert older.matched == 2
    assert listed_words(now=after(days=40))[1].matched == 0


@pytest.mark.parametrize(
    ("phrase", "topic", "urgency", "wrong"),
    [
        ("", "order", "", {"phrase": "empty"}),
        (" ؟! ", "order", "", {"phrase": "empty"}),
        ("a b c d e f g", "order", "", {"phrase": "too_many_words"}),
        ("ab " * 3 + "c" * 80, "order", "", {"phrase": "too_long"}),
        ("ﷺ" * 10, "order", "", {"phrase": "too_long"}),
        ("*fund", "order", "", {"phrase": "star"}),
        ("الهديّة", "order", "", {"phrase": "listed"}),
        ("gift", "", "", {"topic": "nothing_chosen"}),
        ("gift", "weather", "", {"topic": "unknown"}),
        ("gift", "", "4", {"urgency": "unknown"}),
        ("", "weather", "x", {"phrase": "empty", "topic": "unknown", "urgency": "unknown"}),
    ],
)
def test_what_cannot_be_listed_is_refused_by_field(
    phrase: str, topic: str, urgency: str, wrong: dict[str, str]
) -> None:
    list_word("هديه", topic="order")
    with pytest.raises(ImpossibleWord) as refusal:
        understood(phrase, topic=topic, urgency=urgency)
    assert refusal.value.wrong == wrong


def test_a_list_that_is_full_takes_no_more() -> None:
    layla = agent("Layla", role="owner")
    for number in range(MOST):
        add(triage.OwnWord(f"word {number}", "order"), by=layla, now=NOON)
    with pytest.raises(ImpossibleWord) as refusal:
        understood("one more", topic="order", urgency="")
    assert refusal.value.wrong == {"phrase": "full"}


def test_two_owners_at_once_list_a_word_once() -> None:
    word = understood("gift", topic="order", urgency="")
    list_word("Gift", topic="order")
    with pytest.raises(ImpossibleWord):
        add(word, by=agent(), now=NOON)


def test_the_preview_tells_which_tickets_would_move_and_where_to() -> None:
    moving = ticket(f"السلام عليكم\n{CALM} متى توصل عندكم؟", sender="one@mail.example")
    ticket("Where is my order?", sender="two@mail.example")
    found = preview(triage.OwnWord("مجموعه عيد", "order", 2))
    [match] = found.matches
    assert found.looked_at == 2
    assert (match.ticket.id, match.stays) == (moving.id, "")
    assert (match.ticket.topic, match.ticket.urgency) == (moving.topic, moving.urgency)
    assert (match.topic, match.urgency) == ("order", 2)
    line = match.excerpt
    assert (line.before, line.hit, line.after) == (
        "السلام عليكم أبي أستفسر عن ",
        "مجموعة العيد",
        " متى توصل عندكم؟",
    )
    assert db.session.scalars(select(OwnWord)).all() == []


def test_the_preview_says_why_a_ticket_would_stay() -> None:
    word = triage.OwnWord("gold", "broken", 2)
    urgent = ticket("My gold charger burns, smoke comes out of it", sender="a@mail.example")
    by_hand = ticket("Is gold paint in stock?", sender="b@mail.example")
    correct(by_hand, "topic", "claim", by=agent(), now=after(minutes=1))
    past = ticket("Is gold paint in stock?", sender="c@mail.example", continues=True)
    reply(past, "It is.", by=agent(), now=after(minutes=1))
    message("Where is my parcel?", ticket_id=past.id, now=after(minutes=2))
    there = ticket("The gold vase arrived broken in pieces", sender="d@mail.example")
    commit()
    found = {match.ticket.id: match.stays for match in preview(word).matches}
    wanted = {urgent.id: "danger", by_hand.id: "person", past.id: "others"}
    assert found == wanted | {there.id: "same" if there.urgency == 2 else ""}


def test_the_preview_looks_at_the_last_five_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpdesk.assist.own_words.queries.LOOKED_AT", 2)
    for name in ("one", "two", "three"):
        ticket(CALM, sender=f"{name}@mail.example")
    found = preview(triage.OwnWord("مجموعة العيد", urgency=3))
    assert (found.looked_at, len(found.matches)) == (2, 2)


def test_it_warns_of_words_that_say_little() -> None:
    for number in range(12):
        ticket("gift" if number < 3 else "hello", sender=f"{number}@mail.example")
    broad = preview(triage.OwnWord("gift", urgency=3))
    assert broad.is_broad
    assert not broad.repeats
    narrow = preview(triage.OwnWord("nothing"))
    assert not narrow.is_broad
    assert not narrow.repeats
    [topic] = {match.ticket.topic for match in broad.matches}
    assert preview(triage.OwnWord("gift", topic=topic)).repeats


def test_the_preview_asks_the_same_for_one_ticket_and_for_thirty() -> None:
    counts = []
    for number in range(30):
        ticket(CALM, sender=f"{number}@mail.example")
        if number in (0, 29):
            with queries() as sent:
                preview(triage.OwnWord("مجموعة العيد", urgency=3))
            counts.append(len(sent))
    assert counts[0] == counts[1]


def test_open_tickets_may_follow_with_their_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = ticket(CALM, sender="one@mail.example")
    settled = ticket(CALM, sender="two@mail.example")
    by_hand = ticket(CALM, sender="three@mail.example")
    layla = agent("Layla", role="owner")
    close(settled, by=layla, now=after(minutes=1))
    correct(by_hand, "topic", "claim", by=layla, now=after(minutes=1))
    commit()
    was, due = [waiting.topic, waiting.urgency], clock_of(waiting.id).due_at
    word = list_word("مجموعة العيد", topic="order", urgency="3")
    told: list[Any] = []
    monkeypatch.setattr("helpdesk.web.live._news", lambda room, news: told.append(room))
    assert move_open(word, by=layla, now=after(minutes=2)) == 1
    commit()
    assert (waiting.topic, waiting.urgency, waiting.lane) == ("order", 3, CANNOT_WAIT)
    assert clock_of(waiting.id).due_at == waiting.due_at < due
    assert waiting.why[0]["code"] == "own"
    assert verdict_of(waiting.id).reasons[0]["code"] == "own"
    assert settled.urgency < 3
    assert (by_hand.topic, by_hand.urgency < 3) == ("claim", True)
    entry = db.session.scalars(select(Entry).where(Entry.kind == "own_word")).one()
    assert (entry.ticket_id, entry.agent_id) == (waiting.id, layla.id)
    assert entry.data == {"phrase": "مجموعة العيد", "was": was, "value": ["order", 3]}
    assert len(told) >= 2
    assert move_open(word, by=layla, now=after(minutes=3)) == 0
    assert listed_words(now=after(hours=1))[0].matched == 1


def test_the_preview_and_the_move_agree() -> None:
    word = triage.OwnWord("gift card", "payment", 2)
    texts = ("My gift card is refused", "Is a gift card refundable?", "gift", CALM)
    for number, text in enumerate(texts):
        opened = ticket(text, sender=f"{number}@mail.example", continues=True)
        message("And the gift card?", ticket_id=opened.id, now=after(minutes=number))
    promised = {match.ticket.id: (match.topic, match.urgency) for match in preview(word).moving}
    list_word("gift card", topic="payment", urgency="2")
    assert move_open(word, by=agent(), now=after(hours=1)) == len(promised) == 4
    commit()
    assert preview(word).moving == ()
