"""What surrounds a ticket: how long its customer waits, and what else the customer wrote."""

import pytest

from tests.factories import NOON, after, agent, message, ticket
from tests.helpdesk.web.counting import queries


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "3 messages without an answer"), ("ar", "3 رسائل بلا رد")]
)
def test_what_surrounds_a_ticket_is_named_beside_it_and_on_its_row(as_person, locale, words):
    asked = ticket(now=NOON)
    for hours in (2, 4):
        message("Any news of my order?", ticket_id=asked.id, now=after(hours=hours))
    text = as_person(agent(locale=locale)).get(f"/tickets/{asked.id}").text
    assert text.count(words) == 2


def test_a_likely_duplicate_is_pointed_out_with_a_link(as_person):
    mail = ticket("The parcel of order 4417 is late", now=NOON)
    phone = {"channel": "whatsapp", "sender_kind": "phone", "sender": "966501234567"}
    again = ticket("طلبي رقم 4417 ما وصل", now=after(hours=1), **phone)
    text = as_person(agent()).get(f"/tickets/{again.id}/context").text
    assert "Perhaps the same matter" in text
    assert f'href="/tickets/{mail.id}"' in text
    assert "same order number" in text
    assert (
        "Perhaps" not in as_person(agent()).get(f"/tickets/{ticket(sender='x@y.example').id}").text
    )


def test_thirty_tickets_of_a_customer_cost_no_more_than_two(as_person):
    browser = as_person(agent())
    asked = [ticket(f"Where is order {4400 + n}?", now=after(hours=n)) for n in range(2)]
    browser.get(f"/tickets/{asked[0].id}")
    with queries() as two:
        browser.get(f"/tickets/{asked[0].id}")
    for number in range(2, 30):
        ticket(f"Where is order {4400 + number}?", now=after(hours=number))
    with queries() as thirty:
        browser.get(f"/tickets/{asked[0].id}")
    assert len(thirty) == len(two)
