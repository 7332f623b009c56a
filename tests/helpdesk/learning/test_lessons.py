"""Which message a correction speaks of, and with which labels it is learnt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.assist.actions import correct
from helpdesk.db import commit
from helpdesk.learning.lessons import (
    Change,
    Lesson,
    Said,
    corrected_since,
    lessons,
    newest_correction,
    settled,
)
from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.learning.shop import Says

pytestmark = pytest.mark.usefixtures("app")


def test_a_corrected_ticket_teaches_its_message_with_what_people_left(says: Says) -> None:
    says("shipment", 1)
    opened, sara = ticket("وين طلبي تأخر", subject="طلب"), agent("Sara")
    correct(opened, "topic", "claim", by=sara, now=after(minutes=1))
    correct(opened, "topic", "return", by=sara, now=after(minutes=2))
    commit()
    [lesson] = lessons()
    assert (lesson.text, lesson.subject, lesson.channel) == ("وين طلبي تأخر", "طلب", "email")
    assert (lesson.topic, lesson.urgency) == ("return", 1)
    assert (lesson.language, lesson.variety) == ("ar", "gulf")


def test_a_ticket_that_nobody_corrected_teaches_nothing(says: Says) -> None:
    says("shipment", 1)
    ticket()
    assert lessons() == []
    assert (newest_correction(), corrected_since(0)) == (0, 0)


def test_the_lesson_is_the_message_that_made_the_ticket_what_it_was(says: Says) -> None:
    says("shipment", 2)
    opened = ticket("My parcel is two weeks late")
    says("other", 0)
    message("hello?", ticket_id=opened.id, now=after(minutes=5))
    correct(opened, "topic", "claim", by=agent(), now=after(minutes=6))
    commit()
    [lesson] = lessons()
    assert lesson.text == "My parcel is two weeks late"
    assert (lesson.topic, lesson.urgency) == ("claim", 2)


def test_automatic_answers_are_no_lessons(says: Says) -> None:
    says("other", 0)
    opened = ticket("I am out of the office", automatic=True)
    correct(opened, "topic", "claim", by=agent(), now=after(minutes=6))
    commit()
    assert lessons() == []


def test_tickets_corrected_since_are_counted_once_each(says: Says) -> None:
    says("shipment", 1)
    sara = agent()
    first, second = ticket(), ticket(sender="khalid@mail.example")
    correct(first, "topic", "claim", by=sara, now=NOON)
    commit()
    before = newest_correction()
    correct(second, "topic", "claim", by=sara, now=NOON)
    correct(second, "urgency", "3", by=sara, now=NOON)
    commit()
    assert (corrected_since(before), corrected_since(0)) == (1, 2)


def test_a_correction_of_a_correction_speaks_of_the_same_message() -> None:
    said = [Said(1, 10, "order", 1), Said(1, 11, "feedback", 0)]
    changes = [Change(1, 10, "topic", "order", "claim"), Change(1, 11, "topic", "claim", "return")]
    [found] = settled(changes, said)
    assert (found.said.message_id, found.topic, found.urgency) == (10, "return", 1)


@given(st.lists(st.sampled_from(["order", "claim", "return"]), min_size=1, max_size=6))
def test_the_newest_correction_wins_however_often_people_change_their_mind(
    chosen: list[str],
) -> None:
    stood = ["broken", *chosen]
    changes = [Change(1, 10, "topic", was, now) for was, now in zip(stood, chosen, strict=False)]
    [found] = settled(changes, [Said(1, 10, "broken", 2)])
    assert found.topic == chosen[-1]


def lesson(number: int, text: str) -> Lesson:
    return Lesson(1, number, text, "", "email", "en", "en", "order", 1)


def test_a_fifth_is_kept_apart_and_the_same_words_always_fall_the_same_way() -> None:
    many = [lesson(number, f"where is parcel number {number}") for number in range(1000)]
    assert 150 < sum(each.is_held_out for each in many) < 250
    for each in many[:50]:
        shouted = lesson(each.message_id + 5000, each.text.upper() + "!!")
        assert shouted.is_held_out == each.is_held_out
