"""Who is told at once that the message is here, what stands in it, and who is never told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.acknowledgement.limits import MOST_OF_ALL, OF_ALL_FOR
from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.sla.targets import set_target
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import ACKNOWLEDGEMENT, Message
from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.acknowledgement.telling import (
    QUESTION,
    acknowledging,
    posted,
    told,
    tracking,
    words_told,
)
from tests.helpdesk.learning.shop import Says

pytestmark = pytest.mark.usefixtures("app")


def test_until_the_owner_chose_nobody_is_told_anything() -> None:
    ticket()
    assert posted() == []


def test_who_writes_is_told_the_number_and_when_a_person_answers() -> None:
    acknowledging(carries_article=False)
    for urgency in range(4):
        set_target("email", urgency, 12 * 60)
    opened = ticket("Do you have it in blue?")
    said = words_told(opened)
    assert f"#{opened.id}" in said
    assert "means to answer within 12 hours" in said
    assert "written automatically" in said
    (waiting,) = posted()
    assert (waiting.state, waiting.lang) == ("waiting", "en")
    assert waiting.recipient == "mona@mail.example"
    assert waiting.key.endswith("@dukkan.example>")


def test_the_ticket_stands_where_it_stood_and_its_clock_runs() -> None:
    acknowledging()
    opened = ticket()
    assert (opened.state, opened.preview) == ("open", "Where is my order?")
    later = message("Hello? Anybody?", ticket_id=opened.id, now=after(hours=2))
    assert later.ticket.is_open
    assert len(posted()) == 1


@pytest.mark.parametrize(
    ("text", "lang", "says"),
    [
        ("متى يصل طلبي؟ تأخر كثيرًا", "ar", "رقم تذكرتك"),
        ("Do you deliver to Jeddah?", "en", "Your ticket has the number"),
        ("wen talabi? mata yosal el order 7agi", "ar", "رقم تذكرتك"),
    ],
)
def test_it_speaks_the_language_of_the_message(text: str, lang: str, says: str) -> None:
    acknowledging()
    opened = ticket(text)
    assert says in words_told(opened)
    assert posted()[0].lang == lang


def test_the_shops_own_words_come_first() -> None:
    acknowledging(openings={"en": "Hey there,\nyou reached <Dukkan>."})
    opened = ticket("Do you deliver to Jeddah?")
    assert words_told(opened).startswith("Hey there,\nyou reached <Dukkan>.\n\n")
    page = db.session.scalars(select(Message.html).where(Message.kind == ACKNOWLEDGEMENT)).one()
    assert "Hey there,<br>\nyou reached &lt;Dukkan&gt;." in page


def test_the_best_article_goes_with_it_and_a_link_for_having_helped() -> None:
    made = tracking()
    acknowledging()
    opened = ticket(QUESTION)
    kept = told(opened)
    assert kept is not None
    assert (kept.article_id, kept.question) == (made.id, QUESTION)
    said = words_told(opened)
    assert "Open Orders and press Track." in said
    assert "http://localhost/help/en/track" in said
    assert "This answered my question: http://localhost/answered/" in said
    assert "a person will answer you" in said
    page = db.session.scalars(select(Message.html).where(Message.kind == ACKNOWLEDGEMENT)).one()
    assert "<strong>Orders</strong>" in page
    assert 'href="http://localhost/orders"' in page


def test_below_the_chosen_score_there_is_no_article() -> None:
    tracking()
    acknowledging(from_score=99)
    opened = ticket("hi, i wanted to ask about an order i made, or perhaps the shoes")
    assert "/answered/" not in words_told(opened)
    assert told(opened) is not None


def test_an_article_in_the_other_language_alone_is_not_sent() -> None:
    made = tracking()
    made.texts = [text for text in made.texts if text.lang == "ar"]
    acknowledging()
    assert "/answered/" not in words_told(ticket(QUESTION))


def test_who_was_harmed_is_sent_to_no_article(says: Says) -> None:
    tracking()
    acknowledging()
    says("claim", 3)
    opened = ticket(QUESTION)
    assert "/answered/" not in words_told(opened)
    assert f"#{opened.id}" in words_told(opened)


@pytest.mark.parametrize(
    "fact",
    [
        {"automatic": True},
        {"refuses_machines": True},
        {"sender": "no-reply@bank.example"},
        {"sender": "noreply+77@bank.example"},
        {"sender": "orders-noreply@bank.example"},
        {"sender": "MAILER-DAEMON@bank.example"},
        {"sender": "bounces+mona=mail.example@bank.example"},
        {"sender": "support@dukkan.example"},
        {"sender": "Support+t1.abc@dukkan.example"},
        {"sender": "unknown@invalid"},
        {"channel": "chat", "sender_kind": "visitor", "sender": "7"},
        {"channel": "whatsapp", "sender_kind": "phone", "sender": "+966500000000"},
    ],
    ids=str,
)
def test_machines_lists_ourselves_and_other_roads_are_never_told(fact: dict[str, object]) -> None:
    acknowledging()
    ticket(**fact)
    assert posted() == []


def test_a_road_that_was_not_chosen_stays_silent() -> None:
    acknowledging(roads=frozenset({"form"}))
    ticket()
    assert posted() == []
    ticket(channel="form", sender="omar@mail.example")
    assert [each.channel for each in posted()] == ["form"]


def test_an_address_is_told_once_an_hour() -> None:
    acknowledging()
    for minutes in (0, 10, 59, 60, 61):
        ticket(f"Question {minutes}", now=after(minutes=minutes), sender="Mona@mail.example")
    assert [each.created_at for each in posted()] == [NOON, after(hours=1)]
    ticket("Another person", now=after(minutes=61), sender="omar@mail.example")
    assert len(posted()) == 3


def test_an_address_that_refused_our_mail_is_left_alone() -> None:
    acknowledging()
    ticket()
    (refused,) = posted()
    (mona,) = refused.recipients
    mona.state, mona.error = "failed", "550 no such mailbox"
    commit()
    ticket("Again", now=after(days=2))
    assert len(posted()) == 1
    ticket("Again", now=after(days=31))
    assert len(posted()) == 2


def test_a_second_message_of_the_ticket_is_not_acknowledged() -> None:
    acknowledging()
    opened = ticket()
    message("One thing more", ticket_id=opened.id, now=after(hours=5))
    assert len(posted()) == 1


def test_the_answer_of_a_person_threads_behind_it() -> None:
    acknowledging()
    opened = ticket()
    reply(opened, "It left today.", by=agent(), now=after(minutes=30))
    commit()
    first, second = posted()
    keys = db.session.scalars(select(Message.channel_key).order_by(Message.seq)).all()
    assert keys[1:] == [first.key, second.key]


def test_nobody_answered_by_it(says: Says) -> None:
    """A second message hastens the ticket as if nothing had been sent."""
    acknowledging()
    says("order", 1)
    opened = ticket()
    says("claim", 3)
    message("It burns!", ticket_id=opened.id, now=after(minutes=1))
    assert opened.urgency == 3
    assert db.session.scalars(select(Delivery.state)).all() == ["waiting"]
    assert opened.due_at - NOON < timedelta(hours=2)


def test_no_more_than_fifty_are_told_in_a_minute() -> None:
    acknowledging(carries_article=False)
    for number in range(52):
        ticket(sender=f"mona{number}@mail.example")
    assert len(posted()) == MOST_OF_ALL
    later = ticket(sender="nora@mail.example", now=NOON + OF_ALL_FOR + timedelta(seconds=1))
    assert told(later) is not None
