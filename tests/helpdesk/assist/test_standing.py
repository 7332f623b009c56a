"""Where a ticket stands by its verdicts: the same as it came to stand, message by message."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from helpdesk.assist.own_words.queries import told
from helpdesk.assist.standing import Said, standing
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Ticket
from tests.factories import after, agent, message, ticket


def said(*verdicts: tuple[str, int] | None, automatic: int | None = None) -> Iterator[Said]:
    """Customers' messages with these verdicts; None is an answer of the shop."""
    for place, verdict in enumerate(verdicts):
        topic, urgency = verdict or (None, None)
        yield Said(
            message_id=place,
            incoming=verdict is not None,
            automatic=place == automatic,
            channel="email",
            subject="",
            text="",
            topic=topic,
            urgency=urgency,
        )


@pytest.mark.parametrize(
    ("verdicts", "there"),
    [
        ([("order", 1)], ("order", 1)),
        ([("order", 1), ("broken", 2)], ("broken", 2)),
        ([("broken", 2), ("order", 1)], ("broken", 2)),
        ([("broken", 2), None, ("order", 1)], ("order", 1)),
        ([("broken", 2), None, ("feedback", 0)], ("broken", 0)),
        ([("broken", 2), None, ("order", 0), ("order", 1)], ("order", 1)),
    ],
)
def test_the_rule_of_one_ticket(
    verdicts: list[tuple[str, int] | None], there: tuple[str, int]
) -> None:
    found = standing(said(*verdicts))
    assert found is not None
    assert (found.topic, found.urgency) == there


def test_an_automatic_message_moves_nothing_and_no_verdict_puts_it_nowhere() -> None:
    found = standing(said(("order", 1), None, ("other", 0), automatic=2))
    assert found is not None
    assert (found.topic, found.urgency, found.message_id) == ("order", 1, 0)
    assert standing(said(None)) is None


@pytest.mark.usefixtures("app")
def test_it_agrees_with_how_tickets_come_to_stand() -> None:
    sara = agent()
    opened = ticket("الشاحن تطلع منه ريحة شياط ودخان", continues=True)
    message("thanks", ticket_id=opened.id, now=after(minutes=1))
    reply(opened, "Unplug it, please.", by=sara, now=after(minutes=2))
    message("Where is my parcel?", ticket_id=opened.id, now=after(minutes=3))
    message("It says delivered, but I have nothing!", ticket_id=opened.id, now=after(minutes=4))
    [found] = told(select(Ticket.id))
    there = standing(found.said)
    assert there is not None
    assert (there.topic, there.urgency) == (opened.topic, opened.urgency)
