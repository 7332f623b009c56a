"""A shop whose triage says what a test tells it to, and a training process that plays one."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import triage
from helpdesk.assist.actions import correct
from helpdesk.assist.models import FORMER, TriageModel
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from tests.factories import NOON, agent, ticket
from triage.reader import shipped_version

Says = Callable[[str, int], None]

SAID = triage.Verdict(
    topic="order",
    secondary=None,
    topics={"order": 1.0},
    urgency=1,
    urgencies=(0.0, 1.0, 0.0, 0.0),
    by_fact=False,
    score=30.0,
    confidence=0.9,
    sure=True,
    language="ar",
    variety="gulf",
    facts=(),
    reasons=(
        triage.Reason(code="order", ar="طلب", en="an order", span=None, words="", weight=1.0),
    ),
    model="test",
)
PLAYER = Path(__file__).with_name("player.py")


def said(topic: str, urgency: int) -> triage.Verdict:
    """A verdict with this topic and urgency."""
    return replace(SAID, topic=topic, urgency=urgency, score=urgency * 25 + 5.0)


def corrected(count: int, *, by: Agent | None = None, now: Any = NOON) -> None:
    """So many tickets of different customers, each corrected from "order" to "claim"."""
    someone = by or agent("Sara")
    for number in range(count):
        opened = ticket(f"order number {number} came wrong", sender=f"c{number}@mail.example")
        correct(opened, "topic", "claim", by=someone, now=now)
    commit()


def played(part: str) -> tuple[str, ...]:
    """A training process that plays `part` of player.py instead of training."""
    return (sys.executable, str(PLAYER), part)


def model(version: str, *, state: str = FORMER, base: str | None = None) -> TriageModel:
    """A model of the shop's own, as a former training left it."""
    made = TriageModel(
        version=version,
        base=base or shipped_version(),
        state=state,
        made_at=NOON,
        examples=100,
        corrections=20,
        figures={
            "challenger": {"corrections": {"n": 5, "right": 8}, "test": None},
            "champion": {"corrections": {"n": 5, "right": 4}, "test": None},
        },
    )
    db.session.add(made)
    commit()
    return made
