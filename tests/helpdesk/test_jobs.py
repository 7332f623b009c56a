"""The queue wakes workers; a task saves what it did, and one that fails harms no other."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk import jobs, schedule
from helpdesk.db import db
from helpdesk.people.actions import meet
from helpdesk.people.models import Customer
from tests.factories import NOON, after

Task = Callable[[], Any]


@pytest.fixture
def work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """work(meet=task) wakes each task and works the queue off; gives how many were waiting."""
    for name in ("queue", "wakers"):
        monkeypatch.setitem(app.extensions, name, app.extensions[name])

    def done(**tasks: Task) -> int:
        queue = jobs.connect(app, app.config["SETTINGS"], tasks)
        queue.flush()
        for name in tasks:
            jobs.wake(name)
        waiting: int = queue.pending_count()
        for _ in range(waiting):
            queue.execute(queue.dequeue())
        return waiting

    return done


def customers() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Customer.name).order_by(Customer.name)))


def greet(name: str) -> Task:
    """A task that meets somebody and leaves it unsaved."""
    return lambda: meet("email", f"{name}@mail.example", name=name, now=NOON)


def stumble() -> None:
    """A task that does half its work."""
    greet("Nobody")()
    raise RuntimeError("the lamp went out")


def test_a_woken_task_is_run_and_what_it_did_is_saved(work: Callable[..., int]) -> None:
    assert work(greet=greet("Mona")) == 1
    assert customers() == ["Mona"]


def test_a_task_that_fails_leaves_nothing_half_done_and_the_next_one_runs(
    work: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert work(stumble=stumble, greet=greet("Khalid")) == 2
    assert customers() == ["Khalid"]
    told = capsys.readouterr()
    assert "task failed" in told.out + told.err
    assert "the lamp went out" in told.out + told.err


def test_nobody_can_be_woken_for_what_is_no_task(app: Flask) -> None:
    with pytest.raises(KeyError):
        jobs.wake("make_coffee")


def test_the_clock_starts_what_is_timed_every_minute_and_nothing_else(app: Flask) -> None:
    queue = app.extensions["queue"]
    for minute in (0, 1, 59):
        due = {task.name for task in queue.read_periodic(after(minutes=minute))}
        assert due == {f"{name}_by_the_clock" for name in schedule.EVERY_MINUTE}
    assert set(schedule.TASKS) >= schedule.EVERY_MINUTE


def test_what_is_to_be_done_by_night_is_done_once_a_night(app: Flask) -> None:
    queue = app.extensions["queue"]
    nights = 0
    for minute in range(24 * 60):
        due = {task.name for task in queue.read_periodic(after(minutes=minute))}
        nights += {f"{name}_by_the_clock" for name in schedule.EVERY_NIGHT} <= due
    assert nights == 1
    assert set(schedule.TASKS) >= schedule.EVERY_NIGHT
