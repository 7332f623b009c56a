"""Statuses come late, doubled and out of order; the end is the same."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from helpdesk.channels.base import Status
from helpdesk.channels.models import Delivery
from helpdesk.channels.receipts import _is_ahead, note_status
from helpdesk.db import commit, db
from helpdesk.tickets.actions import reply
from tests.factories import after, agent, ticket

STATES = ("waiting", "sent", "delivered", "read", "failed")


@given(st.lists(st.sampled_from(STATES[1:]), max_size=6))
def test_any_order_of_the_same_statuses_ends_the_same(told: list[str]) -> None:
    def end(order: tuple[str, ...]) -> str:
        state = "waiting"
        for wanted in order:
            state = wanted if _is_ahead(state, wanted) else state
        return state

    assert len({end(order) for order in itertools.islice(itertools.permutations(told), 50)}) <= 1


@pytest.mark.usefixtures("app")
def test_a_tick_only_moves_forward() -> None:
    opened = ticket(channel="whatsapp", sender_kind="phone", sender="+966500000001")
    reply(opened, "On its way.", by=agent(), now=after(minutes=1))
    sent = db.session.scalars(select(Delivery)).one()
    sent.receipt, sent.state = "wamid.1", "sent"
    commit()
    for state in ("read", "delivered", "sent"):
        note_status(
            Status(channel="whatsapp", receipt="wamid.1", state=state), now=after(minutes=2)
        )
        commit()
    assert sent.state == "read"


@pytest.mark.usefixtures("app")
def test_a_receipt_nobody_knows_is_passed_over() -> None:
    note_status(Status(channel="whatsapp", receipt="wamid.?", state="read"), now=after(minutes=1))
    assert db.session.scalars(select(Delivery)).all() == []
