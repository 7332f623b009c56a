"""The promise on the chat's front: three of four had their answer within it, lately."""

import pytest

from helpdesk.db import commit, db
from helpdesk.sla.models import Clock
from helpdesk.sla.waits import AT_LEAST, usual_minutes
from tests.factories import NOON, after, ticket

pytestmark = pytest.mark.usefixtures("app")


def waited(minutes: float | None, *, channel: str = "chat", days_ago: float = 1) -> None:
    """One first wait that ended after some minutes, or never."""
    began = after(days=-days_ago)
    db.session.add(
        Clock(
            ticket_id=ticket().id,
            kind="first",
            channel=channel,
            urgency=1,
            started_at=began,
            due_at=began,
            met_at=None if minutes is None else after(days=-days_ago, minutes=minutes),
        )
    )
    commit()


def test_whom_an_article_answered_waited_for_nobody():
    for minutes in (1, 2, 3, 4, 5):
        waited(minutes)
    for _ in range(5):
        waited(None)
    db.session.query(Clock).filter(Clock.met_at.is_(None)).update({"by_article": True})
    commit()
    assert usual_minutes("chat", now=NOON) == 4


def test_three_of_four_were_answered_within_it():
    for minutes in (1, 2, 3, 4, 5, 6, 7, 90):
        waited(minutes)
    assert usual_minutes("chat", now=NOON) == 6


def test_those_who_still_wait_are_not_left_out():
    for minutes in (1, 1, 1, None, None):
        waited(minutes)
    assert usual_minutes("chat", now=NOON) is None


def test_too_few_prove_nothing():
    for _ in range(AT_LEAST - 1):
        waited(1)
    assert usual_minutes("chat", now=NOON) is None


def test_other_channels_and_last_months_waits_say_nothing_about_todays_chat():
    for _ in range(AT_LEAST):
        waited(1, channel="email")
        waited(1, days_ago=30)
    assert usual_minutes("chat", now=NOON) is None
