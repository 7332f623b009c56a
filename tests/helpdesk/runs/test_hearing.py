"""A process is heard out, whatever becomes of it; mining stands for each kind of run."""

import sys
from datetime import timedelta

import pytest

from helpdesk.db import commit, db
from helpdesk.mining.actions import ask
from helpdesk.mining.models import STAGES, Mining
from helpdesk.runs import hearing
from helpdesk.runs.actions import take
from helpdesk.runs.hearing import Held, Outcome, hear_out
from tests.factories import NOON

SORTS = 'import sys; sys.stdin.readline(); print(\'{"stage": "sorting", "step": 1, "steps": 2}\')'
DONE = f'{SORTS}; print(\'{{"stage": "done", "groups": 7}}\')'
ENDLESS = f"{SORTS}; sys.stdout.flush(); sys.stdin.read()"


@pytest.fixture
def run(app: object, monkeypatch: pytest.MonkeyPatch) -> Mining:
    """A run that this worker has taken."""
    monkeypatch.setattr(hearing, "_PAUSE_SECONDS", 0.01)
    ask(by=None, now=NOON)
    commit()
    ours = take(Mining, now=NOON)
    commit()
    assert ours is not None
    return ours


def heard(
    run: Mining, program: str, *, fence: int = 1, limit: timedelta = timedelta(minutes=1)
) -> Outcome:
    command = (sys.executable, "-c", program)
    outcome = hear_out(Held(Mining, run.id, fence, command, {}, STAGES, limit))
    db.session.refresh(run)
    return outcome


def test_the_last_it_tells_is_what_came_of_it(run: Mining) -> None:
    assert heard(run, DONE) == Outcome(told={"stage": "done", "groups": 7})
    assert (run.stage, run.step, run.steps) == ("sorting", 1, 2)


def test_one_that_ends_without_a_word_has_failed(run: Mining) -> None:
    outcome = heard(run, f"{SORTS}; sys.exit('no room')")
    assert (outcome.error, outcome.detail) == ("failed", "no room")


def test_one_that_takes_too_long_is_ended(run: Mining) -> None:
    assert heard(run, ENDLESS, limit=timedelta(0)).error == "time"


def test_one_that_another_worker_took_over_is_left(run: Mining) -> None:
    assert heard(run, ENDLESS, fence=run.fence - 1).error == "leaving"


def test_a_process_that_is_to_go_leaves_it(run: Mining, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "is_leaving", lambda: True)
    assert heard(run, ENDLESS).error == "leaving"


def test_what_cannot_be_begun_at_all_has_failed(run: Mining) -> None:
    held = Held(Mining, run.id, 1, ("/nowhere/at-all",), {}, STAGES, timedelta(minutes=1))
    assert hear_out(held).error == "failed"
