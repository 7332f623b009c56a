"""Likely duplicates: found by figures across customers, by words for one, by text among many."""

import time

import pytest

from helpdesk.assist.likeness import Echo, alike, echo
from helpdesk.assist.queries import verdict_of
from tests.factories import NOON, after, message, ticket
from tests.helpdesk.assist.test_mentions import OFFER
from tests.helpdesk.web.counting import queries

pytestmark = pytest.mark.usefixtures("app")

KETTLE = "السلام عليكم طلبت غلاية رقم الطلب 4417 من أسبوع ولم تصل إلى الآن"
KETTLE_AGAIN = "طلبت غلايه قبل اسبوع وما وصلت لين الحين رقم 4417"
WHATSAPP = {"channel": "whatsapp", "sender_kind": "phone", "sender": "966501234567"}


def found(one, text="", *, has_others=False):
    return [
        (each.ticket_id, each.kind, each.value) for each in alike(one, text, has_others=has_others)
    ]


def test_the_same_order_number_by_another_channel():
    mail = ticket(KETTLE, now=NOON)
    phone = ticket(KETTLE_AGAIN, now=after(hours=3), **WHATSAPP)
    assert found(phone) == [(mail.id, "order", "4417")]
    assert found(mail) == [(phone.id, "order", "4417")]


def test_a_number_in_the_subject_or_a_later_message_counts():
    mail = ticket("Where does it hang?", subject="Order 4417", now=NOON)
    chat = ticket("Hello", now=after(hours=1), **WHATSAPP)
    message("It is order 4417", ticket_id=chat.id, now=after(hours=2), **WHATSAPP)
    assert found(chat) == [(mail.id, "order", "4417")]


def test_the_same_customer_in_nearly_the_same_words():
    text = "Where is my order? It was promised on Monday and nobody came."
    again = "I wrote already: where is my order, it was promised on monday and nobody came"
    first = ticket(text, now=NOON)
    second = ticket(again, now=after(hours=5))
    ticket("Can I return the linen shirt I bought? It is too small.", now=after(hours=6))
    assert found(second, again, has_others=True) == [(first.id, "words", "")]


def test_other_matters_and_other_times_are_not_alike():
    ticket("Where is my order? It was promised on Monday and nobody came.", now=NOON)
    late = "Where is my order? It was promised on Monday and nobody came!"
    assert found(ticket(late, now=after(days=40)), late, has_others=True) == []


def test_what_many_mention_belongs_to_nobody():
    for number in range(8):
        last = ticket("Call 920001234 I was told", sender=f"m{number}@mail.example", now=NOON)
    assert found(last) == []


def test_a_stranger_without_figures_costs_one_query():
    alone = ticket("Which colours are there?")
    with queries() as sent:
        assert found(alone) == []
    assert len([each for each in sent if "mention" in each]) == 1
    assert not [each for each in sent if "substr" in each]


def test_a_text_from_many_senders_is_an_echo():
    sent = [ticket(OFFER, sender=f"m{n}@mail.example", now=after(minutes=n)) for n in range(4)]
    newest = verdict_of(sent[-1].id)
    others = tuple(each.id for each in reversed(sent[:-1]))
    assert echo(newest, now=after(hours=1)) == Echo(4, others)
    assert echo(newest, now=after(days=3)) is None


def test_one_sender_three_times_is_no_echo():
    for hours in range(3):
        last = ticket(OFFER, now=after(hours=hours))
    assert echo(verdict_of(last.id), now=after(hours=3)) is None


def test_a_megabyte_is_compared_in_no_time():
    huge = "order " * 160_000
    ticket(huge, now=NOON)
    second = ticket(huge, now=after(hours=1))
    began = time.process_time()
    assert found(second, huge, has_others=True)
    assert time.process_time() - began < 0.5
