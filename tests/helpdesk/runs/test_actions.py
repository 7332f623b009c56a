"""A run is one worker's at a time, tried twice, told as it stands; mining stands for each kind."""

from datetime import datetime, timedelta

import pytest

from helpdesk.db import commit, db
from helpdesk.mining.actions import ask
from helpdesk.mining.models import Mining
from helpdesk.runs.actions import LEASE, end, note_progress, put_back, still_ours, take
from helpdesk.runs.models import WAITING
from tests.factories import NOON, after, agent

pytestmark = pytest.mark.usefixtures("app")

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def asked(app: object) -> Mining:
    """A run that Huda asked for; nobody has begun it."""
    assert ask(by=agent("Huda", role="manager"), now=NOON)
    commit()
    return db.session.query(Mining).one()


def taken(now: datetime) -> Mining:
    """The run, as the worker has it who took it."""
    ours = take(Mining, now=now)
    commit()
    assert ours is not None
    return ours


def test_where_nobody_asked_there_is_nothing_to_take() -> None:
    assert take(Mining, now=NOON) is None


def test_two_workers_never_do_the_same(asked: Mining) -> None:
    assert taken(NOON).id == asked.id
    assert take(Mining, now=after(minutes=1)) is None


def test_who_tells_how_far_it_is_keeps_it(asked: Mining) -> None:
    fence = taken(NOON).fence
    said = {"stage": "sorting", "step": 2, "steps": 3}
    assert note_progress(Mining, asked.id, fence, now=NOON + LEASE, **said)
    commit()
    assert take(Mining, now=NOON + LEASE + A_SECOND) is None
    db.session.refresh(asked)
    assert (asked.stage, asked.step, asked.steps) == ("sorting", 2, 3)


def test_a_worker_thought_dead_has_nothing_more_to_say(asked: Mining) -> None:
    first = taken(NOON).fence
    second = taken(NOON + LEASE + A_SECOND).fence
    late = {"now": NOON + 2 * LEASE, "stage": "reading", "step": 0, "steps": 0}
    assert second == first + 1
    assert not note_progress(Mining, asked.id, first, **late)
    assert still_ours(Mining, asked.id, first) is None
    assert still_ours(Mining, asked.id, second) is asked


def test_what_two_workers_did_not_survive_is_not_tried_on_a_third(asked: Mining) -> None:
    taken(NOON)
    taken(NOON + LEASE + A_SECOND)
    assert take(Mining, now=NOON + 2 * (LEASE + A_SECOND)) is None
    assert (asked.is_under_way, asked.error) == (False, "lost")


def test_what_was_put_back_is_begun_at_once_and_counts_as_not_tried(asked: Mining) -> None:
    put_back(taken(NOON))
    commit()
    assert (asked.stage, asked.tries, asked.lease_until) == (WAITING, 0, None)
    assert taken(NOON + A_SECOND).tries == 1


def test_what_has_ended_says_how_long_it_took_and_makes_room_for_the_next(asked: Mining) -> None:
    end(taken(NOON), now=after(minutes=2), error="failed", detail="no room")
    commit()
    assert (asked.seconds, asked.error, asked.detail) == (120, "failed", "no room")
    assert still_ours(Mining, asked.id, asked.fence) is None
    assert ask(by=None, now=after(minutes=3))
