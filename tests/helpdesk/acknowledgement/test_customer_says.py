"""Customers who say that the article answered close their ticket; at any doubt a person answers."""

from datetime import datetime

import pytest
from sqlalchemy import select

from helpdesk.acknowledgement.customer_says import Standing, say_helped, say_unhelped, standing
from helpdesk.articles.models import Article
from helpdesk.channels.base import File
from helpdesk.db import commit, db
from helpdesk.sla.models import Clock
from helpdesk.tickets.actions import close, note, reopen, reply
from helpdesk.tickets.models import Entry, Message, Ticket
from tests.factories import after, agent, message, ticket
from tests.helpdesk.acknowledgement.telling import acknowledging, asked, posted, told

pytestmark = pytest.mark.usefixtures("app")


def press(opened: Ticket, *, now: datetime) -> Standing:
    """Its customer presses "yes"."""
    kept = told(opened)
    assert kept is not None
    stands = say_helped(kept, how="click", now=now)
    commit()
    return stands


def stands(opened: Ticket) -> Standing:
    return standing(told(opened))


def answer(opened: Ticket, text: str, **said: object) -> Message:
    """The customer replies to the acknowledgement by mail."""
    facts = {"answers": (posted()[0].key,), "now": after(minutes=20), "channel": "email"}
    return message(text, **(facts | said))


def clocks(opened: Ticket) -> list[tuple[str, datetime | None, bool]]:
    rows = db.session.scalars(
        select(Clock).where(Clock.ticket_id == opened.id).order_by(Clock.id)
    ).all()
    return [(each.kind, each.stopped_at, each.by_article) for each in rows]


def entries(opened: Ticket) -> list[tuple[str, dict[str, str]]]:
    found = select(Entry.kind, Entry.data).where(Entry.ticket_id == opened.id).order_by(Entry.id)
    return [tuple(row) for row in db.session.execute(found)]


def test_a_press_closes_the_ticket_and_says_by_which_article() -> None:
    opened = asked()
    assert press(opened, now=after(minutes=9)) is Standing.HELPED
    assert opened.is_closed
    closed = ("closed", {"article": "Where is my order?", "how": "click"})
    assert entries(opened) == [("opened", {}), closed]
    assert clocks(opened) == [("first", after(minutes=9), True)]


def test_a_second_press_changes_nothing() -> None:
    opened = asked()
    press(opened, now=after(minutes=9))
    assert press(opened, now=after(minutes=10)) is Standing.HELPED
    assert told(opened).said_at == after(minutes=9)
    assert len(entries(opened)) == 2


def test_who_says_that_it_did_not_help_waits_on_and_may_think_better_of_it() -> None:
    opened = asked()
    assert say_unhelped(told(opened), now=after(minutes=3)) is Standing.UNHELPED
    commit()
    assert opened.is_open
    assert entries(opened)[-1][0] == "unhelped"
    assert press(opened, now=after(minutes=9)) is Standing.HELPED


def test_writing_again_opens_it_again_with_a_clock_of_its_own() -> None:
    opened = asked()
    press(opened, now=after(minutes=9))
    message("It is still not here", ticket_id=opened.id, now=after(hours=3))
    assert opened.is_open
    assert clocks(opened) == [("first", after(minutes=9), True), ("next", None, False)]
    assert press(opened, now=after(hours=4)) is Standing.WROTE_AGAIN
    assert opened.is_open


def test_what_happened_meanwhile_is_left_as_it_is() -> None:
    opened = asked()
    sara = agent()
    note(opened, "I look into it.", by=sara, now=after(minutes=1))
    assert stands(opened) is Standing.ASKS
    reply(opened, "It left today.", by=sara, now=after(minutes=5))
    assert press(opened, now=after(minutes=9)) is Standing.ANSWERED
    assert opened.state == "pending"


def test_a_ticket_that_the_shop_closed_or_took_up_again_is_left_to_the_shop() -> None:
    opened = asked()
    sara = agent()
    close(opened, by=sara, now=after(minutes=2))
    assert press(opened, now=after(minutes=9)) is Standing.CLOSED
    reopen(opened, by=sara, now=after(minutes=12))
    assert press(opened, now=after(minutes=13)) is Standing.HELPED
    reopen(opened, by=sara, now=after(minutes=14))
    assert press(opened, now=after(minutes=15)) is Standing.TAKEN_UP
    assert opened.is_open


def test_an_article_that_went_meanwhile_may_have_answered_all_the_same() -> None:
    opened = asked()
    kept = told(opened)
    db.session.delete(db.session.get_one(Article, kept.article_id))
    commit()
    assert told(opened).article_id is None
    assert press(opened, now=after(minutes=9)) is Standing.HELPED


def test_without_an_article_there_is_nothing_to_say() -> None:
    acknowledging(carries_article=False)
    opened = ticket()
    assert stands(opened) is Standing.GONE
    answer(opened, "Thanks, solved")
    assert opened.is_open


def test_a_reply_that_says_nothing_but_that_it_helped_closes_the_ticket() -> None:
    opened = asked()
    said = answer(opened, "Thanks, this helped!\n\nMona")
    assert said.ticket_id == opened.id
    assert opened.is_closed
    assert entries(opened)[-1] == ("closed", {"article": "Where is my order?", "how": "reply"})
    assert clocks(opened) == [("first", after(minutes=20), True)]
    assert stands(opened) is Standing.HELPED


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Thanks, this helped. And the invoice?", {}),
        ("ما نفعني", {}),
        ("Thanks", {}),
        ("Solved", {"files": (File("lamp.png", "image/png", b"x"),)}),
        ("Solved", {"automatic": True}),
        ("Solved", {"sender": "omar@mail.example"}),
    ],
    ids=str,
)
def test_a_reply_that_leaves_a_doubt_does_not(text: str, fact: dict[str, object]) -> None:
    opened = asked()
    answer(opened, text, **fact)
    assert opened.is_open


def test_a_reply_after_a_person_answered_closes_nothing() -> None:
    opened = asked()
    reply(opened, "It left today.", by=agent(), now=after(minutes=5))
    commit()
    answer(opened, "Solved, thanks")
    assert opened.is_open


def test_a_reply_after_a_further_question_closes_nothing() -> None:
    opened = asked()
    answer(opened, "And where is my invoice?", now=after(minutes=5))
    answer(opened, "Solved, thanks", now=after(minutes=9))
    assert opened.is_open


def test_thanks_after_the_press_leave_it_closed() -> None:
    opened = asked()
    press(opened, now=after(minutes=9))
    answer(opened, "Thanks, that solved it")
    assert opened.is_closed
    assert all(stopped for _, stopped, _ in clocks(opened))
