"""A training from the asking to its end: one at a time, judged, and never a half model left."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk import jobs
from helpdesk.assist.champion import file_of, folder
from helpdesk.assist.models import CHAMPION, FORMER, REFUSED, SHIPPED, TriageModel
from helpdesk.db import commit, db
from helpdesk.learning import course, night
from helpdesk.learning.actions import NothingToLearn, ask
from helpdesk.learning.models import ModelSwitch, Training
from helpdesk.learning.night import ENOUGH, begin_night, learn
from helpdesk.learning.outcome import FILES_KEPT, tidy
from helpdesk.runs import hearing
from helpdesk.runs.actions import take
from tests.factories import NOON, after, agent
from tests.helpdesk.learning.shop import Says, corrected, model, played

pytestmark = pytest.mark.usefixtures("app")

# Three in the morning in Riyadh, the second of March.
THREE = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


@pytest.fixture
def plays(monkeypatch: pytest.MonkeyPatch, says: Says) -> Callable[[str], None]:
    """plays("better"): a training process that brings a better model, without training one."""
    monkeypatch.setattr(hearing, "_PAUSE_SECONDS", 0.01)
    return lambda part: monkeypatch.setattr(course, "COMMAND", played(part))


@pytest.fixture
def asked(says: Says) -> Training:
    """A training that Huda asked for; nobody has begun it."""
    corrected(3)
    assert ask(by=agent("Huda", role="manager"), now=NOON)
    commit()
    return db.session.scalars(select(Training)).one()


def models() -> dict[str, str]:
    """The state of each model, but for the shipped one."""
    rows = db.session.execute(
        select(TriageModel.version, TriageModel.state).where(TriageModel.state != SHIPPED)
    )
    return dict(tuple(row) for row in rows)


def files() -> list[str]:
    return sorted(file.name for file in folder().iterdir())


def test_a_better_challenger_becomes_the_champion(
    asked: Training, plays: Callable[[str], None]
) -> None:
    plays("better")
    learn()
    db.session.refresh(asked)
    assert (asked.slot, asked.error, asked.peak_mib) == (None, None, 500)
    assert models() == {asked.model.version: CHAMPION}
    assert asked.model.corrections + sum(lesson.is_held_out for lesson in course.lessons()) == len(
        course.lessons()
    )
    assert files() == [f"{asked.model.version}.npz"]
    switched = db.session.scalars(select(ModelSwitch)).one()
    assert (switched.was, switched.now, switched.why) == (
        "shipped-1",
        asked.model.version,
        "better",
    )


@pytest.mark.parametrize(("part", "code"), [("equal", "equal"), ("worse", "worse_on_corrections")])
def test_another_is_refused_and_kept_with_the_reason(
    asked: Training, plays: Callable[[str], None], part: str, code: str
) -> None:
    plays(part)
    learn()
    db.session.refresh(asked)
    assert (asked.error, asked.model.state) == (None, REFUSED)
    assert asked.model.refusal["code"] == code
    assert db.session.scalars(select(ModelSwitch)).all() == []


@pytest.mark.parametrize(("part", "says_so"), [("killed", "-9"), ("fails", "no room to learn in")])
def test_a_training_that_dies_leaves_no_half_model_and_says_how(
    asked: Training, plays: Callable[[str], None], part: str, says_so: str
) -> None:
    plays(part)
    learn()
    db.session.refresh(asked)
    assert (asked.slot, asked.error, asked.model) == (None, "failed", None)
    assert says_so in asked.detail
    assert files() == []


def test_one_that_takes_too_long_is_ended(
    asked: Training, plays: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plays("endless")
    monkeypatch.setattr(course, "TIME_LIMIT", timedelta(0))
    learn()
    db.session.refresh(asked)
    assert (asked.slot, asked.error, files()) == (None, "time", [])


def test_a_process_that_is_to_go_leaves_it_to_be_begun_anew(
    app: Flask, asked: Training, plays: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plays("endless")
    monkeypatch.setattr(hearing, "is_leaving", lambda: True)
    learn()
    db.session.refresh(asked)
    assert (asked.stage, asked.error, asked.lease_until, files()) == ("waiting", None, None, [])
    monkeypatch.undo()
    assert not jobs.is_leaving()
    again = take(Training, now=after(minutes=1))
    assert (again.id, again.fence, again.tries) == (asked.id, 2, 1)


def test_who_asks_twice_gets_one_training(asked: Training) -> None:
    assert not ask(by=agent("Layla", role="owner"), now=after(minutes=1))
    assert len(db.session.scalars(select(Training)).all()) == 1


def test_without_corrections_there_is_nothing_to_ask_for(says: Says) -> None:
    with pytest.raises(NothingToLearn):
        ask(by=agent(), now=NOON)


def test_the_night_begins_one_training_in_its_hour(says: Says) -> None:
    corrected(ENOUGH)
    assert not begin_night(now=THREE - timedelta(hours=1))
    assert begin_night(now=THREE)
    assert not begin_night(now=THREE + timedelta(minutes=1))
    begun = db.session.scalars(select(Training)).one()
    assert begun.night.isoformat() == "2026-03-02"


def test_too_few_new_corrections_let_the_night_pass(says: Says) -> None:
    corrected(ENOUGH - 1)
    assert not begin_night(now=THREE)


def test_only_corrections_since_the_last_training_count(
    says: Says, plays: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(ENOUGH)
    plays("equal")
    monkeypatch.setattr(night, "now", lambda: THREE)
    learn()
    assert not begin_night(now=THREE + timedelta(days=1))


def test_learning_can_be_switched_off(
    app: Flask, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(ENOUGH)
    house = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", type(house)(**{**vars(house), "learning": False}))
    assert not begin_night(now=THREE)


def test_after_an_upgrade_the_night_trains_anew_however_few_are_new(
    says: Says, plays: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(2)
    old = model("shop-of-old", state=CHAMPION, base="shipped-0")
    plays("equal")
    monkeypatch.setattr(night, "now", lambda: THREE)
    learn()
    db.session.refresh(old)
    assert old.state == FORMER
    assert db.session.scalars(select(ModelSwitch)).one().why == "upgrade"


def test_the_champion_and_the_newest_others_are_kept(says: Says) -> None:
    folder().mkdir(parents=True)
    model("shop-first", state=CHAMPION)
    for number in range(FILES_KEPT + 2):
        model(f"shop-{number}", state=REFUSED)
    for version in models():
        file_of(version).write_bytes(b"a model")
    tidy()
    assert files() == [f"shop-{number}.npz" for number in range(3, 7)] + ["shop-first.npz"]
