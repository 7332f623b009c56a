"""What a ticket does with what an agent writes."""

import pytest
from sqlalchemy import func, select

from helpdesk.channels.models import Delivery
from helpdesk.db import commit, db
from helpdesk.tickets.actions import note, reply
from helpdesk.tickets.errors import EmptyText
from tests.factories import after, agent, message, ticket

pytestmark = pytest.mark.usefixtures("app")


def deliveries() -> int:
    return db.session.scalar(select(func.count()).select_from(Delivery)) or 0


def test_a_second_try_sends_nothing() -> None:
    asked, sara = ticket(), agent()
    first = reply(asked, "It left this morning.", by=sara, now=after(minutes=1), seen_seq=1)
    # The answer was lost on its way; the page caught up with news and tries again.
    again = reply(asked, " It left this morning.\n", by=sara, now=after(minutes=2), seen_seq=2)
    commit()
    assert again.id == first.id
    assert (asked.last_seq, deliveries()) == (2, 1)


def test_a_second_try_keeps_one_note() -> None:
    asked, sara = ticket(), agent()
    kept = note(asked, "Call her.", by=sara, now=after(minutes=1))
    assert note(asked, "Call her.", by=sara, now=after(minutes=2)).id == kept.id


def test_the_same_words_of_somebody_else_or_later_are_new() -> None:
    asked, sara = ticket(), agent()
    reply(asked, "Thank you!", by=sara, now=after(minutes=1))
    reply(asked, "Thank you!", by=agent("Omar"), now=after(minutes=2))
    reply(asked, "Thank you!", by=sara, now=after(minutes=3))
    reply(asked, "Thank you!", by=sara, now=after(minutes=30))
    commit()
    assert (asked.last_seq, deliveries()) == (5, 4)


def test_a_note_is_no_second_try_of_a_reply() -> None:
    asked, sara = ticket(), agent()
    reply(asked, "It is burning", by=sara, now=after(minutes=1))
    note(asked, "It is burning", by=sara, now=after(minutes=2))
    assert asked.last_seq == 3


def test_what_no_database_takes_is_left_out() -> None:
    asked, sara = ticket(), agent()
    assert reply(asked, "On\x00 its way", by=sara, now=after(minutes=1)).text == "On its way"
    with pytest.raises(EmptyText):
        reply(asked, " \x00\n", by=sara, now=after(minutes=2))


def test_a_made_up_address_gets_no_mail() -> None:
    unreadable = message(sender="unreadable-1234@invalid").ticket
    reply(unreadable, "What did you mean?", by=agent(), now=after(minutes=1))
    assert db.session.scalars(select(Delivery.state)).all() == ["failed"]
