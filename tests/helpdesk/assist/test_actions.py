"""What the machine says of a message, and what a person says instead."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

import triage
from helpdesk.assist.actions import correct, judge_missing
from helpdesk.assist.models import Correction, Verdict
from helpdesk.assist.queries import verdict_of
from helpdesk.db import commit, db
from helpdesk.sla.queries import clock_of
from helpdesk.tickets.actions import reply
from helpdesk.tickets.errors import NoSuchChoice
from helpdesk.tickets.models import BY_DUE_TIME, CANNOT_WAIT
from tests.factories import NOON, after, agent, message, ticket

pytestmark = pytest.mark.usefixtures("app")

SAID = triage.Verdict(
    topic="broken",
    secondary="return",
    topics={"broken": 0.9, "return": 0.1},
    urgency=2,
    urgencies=(0.0, 0.1, 0.8, 0.1),
    by_fact=False,
    score=61.0,
    confidence=0.9,
    language="ar",
    variety="msa",
    facts=(),
    reasons=(
        triage.Reason(
            code="broken",
            ar="وصل مكسورًا",
            en="arrived broken",
            span=None,
            words="مكسور",
            weight=1.0,
        ),
    ),
    sure=True,
    model="test",
)


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Decides what triage says from now on: oracle(urgency=3), or oracle(None) for a failure."""
    facts: dict[str, Any] = {}

    class Oracle:
        def read(
            self, text: str, *, channel: str, subject: str, words: Sequence[triage.OwnWord]
        ) -> triage.Verdict:
            if "broken" in facts:
                raise RuntimeError("no model here")
            return replace(SAID, **facts)

    def say(*failure: None, **other: Any) -> None:
        facts.clear()
        facts.update({"broken": True} if failure else other)

    monkeypatch.setattr(triage, "load", Oracle)
    return say


def test_a_message_gets_a_verdict_and_the_ticket_its_place(oracle: Callable[..., None]) -> None:
    oracle()
    opened = ticket("وصل الصحن مكسور")
    assert (opened.topic, opened.urgency, opened.lane) == ("broken", 2, BY_DUE_TIME)
    assert opened.why[0]["en"] == "arrived broken"
    assert opened.customer.language == "ar"
    said = verdict_of(opened.id)
    assert said is not None
    assert (said.secondary, said.confidence, said.sure) == ("return", 0.9, True)


def test_what_cannot_wait_stands_in_the_first_lane(oracle: Callable[..., None]) -> None:
    oracle(urgency=3)
    assert ticket().lane == CANNOT_WAIT


def test_worse_news_raises_a_waiting_ticket_and_a_thank_you_does_not_lower_it(
    oracle: Callable[..., None],
) -> None:
    oracle(urgency=1, topic="shipment")
    opened = ticket(continues=True)
    oracle(urgency=3, topic="broken")
    message("It smokes!", ticket_id=opened.id, now=after(minutes=1))
    assert (opened.urgency, opened.topic) == (3, "broken")
    oracle(urgency=0, topic="feedback")
    message("thanks", ticket_id=opened.id, now=after(minutes=2))
    assert (opened.urgency, opened.topic) == (3, "broken")


def test_after_an_answer_the_next_message_speaks_for_itself(oracle: Callable[..., None]) -> None:
    oracle(urgency=3)
    opened = ticket()
    reply(opened, "Unplug it, please.", by=agent(), now=after(minutes=1))
    oracle(urgency=1, topic="return")
    message("Done. How do I return it?", ticket_id=opened.id, now=after(minutes=2))
    assert (opened.urgency, opened.topic, opened.lane) == (1, "return", BY_DUE_TIME)


def test_a_correction_is_kept_with_what_stood_there(oracle: Callable[..., None]) -> None:
    oracle()
    opened, sara = ticket(), agent("Sara")
    correct(opened, "urgency", "3", by=sara, now=after(minutes=1))
    commit()
    kept = db.session.scalars(select(Correction)).one()
    assert (kept.field, kept.was, kept.now, kept.agent_id) == ("urgency", "2", "3", sara.id)
    assert kept.message_id == verdict_of(opened.id).message_id
    assert (opened.lane, opened.score) == (CANNOT_WAIT, 86.0)
    assert opened.why[0]["en"] == "set by Sara"


def test_what_was_corrected_is_said_of_both_however_many_reasons_there_are(
    oracle: Callable[..., None],
) -> None:
    oracle(reasons=SAID.reasons * 5)
    opened, sara, omar = ticket(), agent("Sara"), agent("Omar")
    correct(opened, "topic", "claim", by=sara, now=after(minutes=1))
    correct(opened, "urgency", "3", by=omar, now=after(minutes=2))
    correct(opened, "topic", "return", by=omar, now=after(minutes=3))
    said = [(reason["code"], reason["en"]) for reason in opened.why]
    words = [("broken", "arrived broken")] * 3
    by_omar = "set by Omar"
    assert said == [("corrected_urgency", by_omar), *words, ("corrected_topic", by_omar)]


def test_a_corrected_urgency_moves_the_due_time(oracle: Callable[..., None]) -> None:
    oracle(urgency=1)
    opened = ticket()
    before = clock_of(opened.id).due_at
    correct(opened, "urgency", "3", by=agent(), now=after(minutes=1))
    assert clock_of(opened.id).due_at < before
    assert opened.due_at == clock_of(opened.id).due_at


def test_a_correction_outlives_the_customers_next_words(oracle: Callable[..., None]) -> None:
    oracle(urgency=2)
    opened = ticket()
    correct(opened, "topic", "claim", by=agent(), now=after(minutes=1))
    message("hello?", ticket_id=opened.id, now=after(minutes=2))
    assert opened.topic == "claim"


@pytest.mark.parametrize(("field", "value"), [("topic", "weather"), ("urgency", "4"), ("id", "1")])
def test_other_choices_are_refused(oracle: Callable[..., None], field: str, value: str) -> None:
    oracle()
    with pytest.raises(NoSuchChoice):
        correct(ticket(), field, value, by=agent(), now=NOON)


def test_without_triage_a_message_is_taken_all_the_same_and_judged_later(
    oracle: Callable[..., None],
) -> None:
    oracle(None)
    opened = ticket()
    assert (opened.urgency, opened.why) == (1, [])
    assert clock_of(opened.id) is not None
    oracle(urgency=3)
    assert judge_missing() == 1
    assert judge_missing() == 0
    assert (opened.urgency, opened.lane) == (3, CANNOT_WAIT)
    assert db.session.scalars(select(Verdict)).one().urgency == 3
