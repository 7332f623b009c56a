"""Visitors: known by a token, one conversation, their own messages and never a note."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.channels.models import Delivery, Visitor
from helpdesk.channels.visitors import (
    LINES_AT_ONCE,
    MESSAGES_A_MINUTE,
    NoChat,
    TooFast,
    chat_of,
    introduce,
    line_of,
    messages_since,
    see,
    visitor_for,
    visitors_of,
    welcome,
    write,
)
from helpdesk.db import commit, db
from helpdesk.people.models import Identity
from helpdesk.tickets.actions import note, reply
from helpdesk.tickets.models import Entry, Message, Ticket
from tests.factories import NOON, after, agent, ticket

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def layla(app: Flask) -> int:
    """A visitor's number."""
    visitor, _ = welcome("ar", now=NOON)
    commit()
    return visitor.id


def says(visitor_id: int, text: str = "أين طلبي؟", *, key: str = "key-00001", now=NOON, **more):
    message = write(visitor_id, {"key": key, "text": text, **more}, limit=4000, now=now)
    commit()
    return message


def test_a_visitor_is_known_by_the_token_of_which_we_keep_only_a_hash():
    visitor, token = welcome("ar", now=NOON)
    commit()

    assert visitor_for(token) == visitor
    assert token not in visitor.token_hash
    assert len(token) == 43


@pytest.mark.parametrize("guess", [None, "", "guess", 7, ["a"], {"a": 1}, "x" * 5000, "\ud800"])
def test_any_other_thing_is_nobodys_token(guess: object, layla: int):
    assert visitor_for(guess) is None


def test_a_language_we_do_not_speak_is_not_kept():
    visitor, _ = welcome("<script>", now=NOON)
    assert visitor.language is None


def test_what_a_visitor_writes_stays_on_one_ticket(layla: int):
    first = says(layla, "أين طلبي؟", key="key-00001")
    second = says(layla, "رقمه 1042", key="key-00002", now=after(minutes=1))

    assert (second.ticket_id, second.seq) == (first.ticket_id, 2)
    assert first.ticket.channel == "chat"
    assert visitors_of(first.ticket_id) == [layla]


def test_the_same_key_again_is_the_same_message(layla: int):
    once = says(layla, key="key-00001").id
    assert says(layla, key="key-00001", now=after(minutes=9)).id == once
    assert db.session.scalar(select(func.count()).select_from(Message)) == 1


def test_two_visitors_may_use_the_same_key(layla: int):
    other, _ = welcome("en", now=NOON)
    assert says(layla).ticket_id != says(other.id).ticket_id


def test_more_than_twenty_a_minute_must_wait_but_repeats_need_not(layla: int):
    for second in range(MESSAGES_A_MINUTE):
        says(layla, key=f"key-{second:05}", now=after(seconds=second))

    with pytest.raises(TooFast) as refusal:
        says(layla, key="key-one-more", now=after(seconds=30))
    assert refusal.value.args == (30,)
    assert says(layla, key="key-00007", now=after(seconds=30)).seq == 8
    assert says(layla, key="key-one-more", now=after(seconds=60)).seq == MESSAGES_A_MINUTE + 1


def test_a_visitor_sees_answers_but_never_notes(layla: int):
    sara = agent("Sara")
    on = says(layla).ticket
    note(on, "She was angry last week", by=sara, now=after(minutes=1))
    reply(on, "في الطريق إليك", by=sara, now=after(minutes=2))
    commit()

    lines = messages_since(layla, 0)

    assert [(line.seq, line.sender, line.name) for line in lines] == [
        (1, "visitor", ""),
        (3, "agent", "Sara"),
    ]
    assert lines[0].key == "key-00001"
    assert lines[1].key is None
    assert [line.seq for line in messages_since(layla, 1)] == [3]
    assert messages_since(layla, 3) == []


def test_a_note_and_a_mail_have_no_line_for_visitors(layla: int):
    on = says(layla).ticket
    written = note(on, "for us only", by=agent(), now=after(minutes=1))
    mail = ticket("By mail")

    assert line_of(written.id) is None
    assert [
        line_of(id_)
        for id_ in db.session.scalars(select(Message.id).where(Message.ticket_id == mail.id))
    ] == [None]


def test_one_visitor_never_sees_anothers_words(layla: int):
    other, _ = welcome("en", now=NOON)
    says(layla, "my address is …")

    assert messages_since(other.id, 0) == []
    assert chat_of(other.id) is None


def test_a_long_conversation_shows_its_end(layla: int):
    on = says(layla).ticket
    sara = agent()
    for number in range(LINES_AT_ONCE):
        reply(on, f"{number}", by=sara, now=after(seconds=number))
    commit()

    lines = messages_since(layla, 0)

    assert len(lines) == LINES_AT_ONCE
    assert lines[-1].seq == LINES_AT_ONCE + 1


def test_a_conversation_after_a_long_silence_is_a_new_matter(layla: int):
    old = says(layla, key="key-00001").ticket_id
    new = says(layla, "another thing", key="key-00002", now=NOON + timedelta(days=30))

    assert new.ticket_id != old
    assert [line.text for line in messages_since(layla, 0)] == ["another thing"]


def test_answers_that_were_seen_are_read_and_stay_so(layla: int):
    sara = agent()
    on = says(layla).ticket
    first = reply(on, "One", by=sara, now=after(minutes=1))
    second = reply(on, "Two", by=sara, now=after(minutes=2))
    commit()

    see(layla, first.seq, now=after(minutes=3))
    commit()
    assert states() == {first.id: "read", second.id: "waiting"}

    see(layla, second.seq, now=after(minutes=4))
    see(layla, first.seq, now=after(minutes=5))
    commit()
    assert states() == {first.id: "read", second.id: "read"}


def test_a_visitor_marks_only_their_own_answers(layla: int):
    other, _ = welcome("en", now=NOON)
    says(other.id)
    answer = reply(says(layla).ticket, "For Layla", by=agent(), now=after(minutes=1))
    commit()

    see(other.id, 99, now=after(minutes=2))
    assert states() == {answer.id: "waiting"}


def test_an_address_that_is_told_is_a_line_for_the_agent_not_an_identity(layla: int):
    owner_of_address = ticket("By mail", sender="mona@mail.example").customer_id
    on = says(layla).ticket

    introduce(layla, {"name": "Layla", "email": "mona@mail.example"}, now=after(minutes=1))
    commit()

    assert on.customer.name == "Layla"
    assert on.customer_id != owner_of_address
    told = db.session.scalars(select(Entry).where(Entry.kind == "introduced")).one()
    assert told.data == {"name": "Layla", "email": "mona@mail.example"}
    kinds = select(Identity.kind).where(Identity.customer_id == on.customer_id)
    assert db.session.scalars(kinds).all() == ["visitor"]


def test_an_address_may_come_with_a_message(layla: int):
    says(layla, email="layla@mail.example", name="Layla")
    told = db.session.scalars(select(Entry).where(Entry.kind == "introduced")).one()
    assert told.data["email"] == "layla@mail.example"


def test_nobody_is_introduced_before_they_wrote(layla: int):
    with pytest.raises(NoChat):
        introduce(layla, {"name": "Layla"}, now=NOON)
    assert db.session.scalar(select(func.count()).select_from(Ticket)) == 0
    assert db.session.scalar(select(func.count()).select_from(Visitor)) == 1


def states() -> dict[int, str]:
    return dict(db.session.execute(select(Delivery.message_id, Delivery.state)).all())
