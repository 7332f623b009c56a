"""The queue that wakes workers; what is to be done stands in rows, never here alone.

A task is an edge: what it leaves unsaved is saved when it ends.
"""

from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab

from helpdesk.config import Settings
from helpdesk.db import commit, rollback

log = structlog.get_logger()
Task = Callable[[], Any]

# A poll of the queue's file costs a tenth of a millisecond; an answer waits this long at most.
POLL_SECONDS = 0.05
# In UTC; where nothing runs at that minute, the next night does it.
NIGHT = crontab(hour="1", minute="20")


def connect(
    app: Flask,
    settings: Settings,
    tasks: Mapping[str, Task],
    *,
    timed: Set[str] = frozenset(),
    nightly: Set[str] = frozenset(),
) -> Huey:
    """The queue of `app`, knowing each task by name.

    Those in `timed` also run every minute, those in `nightly` every night at NIGHT.
    """
    queue = _queue(settings)
    app.extensions["queue"] = queue
    app.extensions["wakers"] = {
        name: queue.task(name=name)(_in_app(app, name, task)) for name, task in tasks.items()
    }
    for names, when in ((timed, crontab(minute="*")), (nightly, NIGHT)):
        for name in names:
            queue.periodic_task(when, name=f"{name}_by_the_clock")(_in_app(app, name, tasks[name]))
    return queue


def wake(name: str, *, after: float = 0) -> None:
    """Ask a worker to run the task `name` soon, or in so many seconds.

    A lost call is made good by the clock.
    """
    waker = current_app.extensions["wakers"][name]
    if after:
        waker.schedule(delay=after)
    else:
        waker()


def leave_with(app: Flask, leaving: Any) -> None:
    """Have is_leaving() follow `leaving`, the event that is set when this process is to go."""
    app.extensions["leaving"] = leaving


def is_leaving() -> bool:
    """Whether this process was asked to go: long work then ends itself, to be begun anew later."""
    leaving = current_app.extensions.get("leaving")
    return leaving is not None and bool(leaving.is_set())


def _queue(settings: Settings) -> Huey:
    if settings.redis_url:
        return RedisHuey("farz", url=settings.redis_url, results=False)
    folder = Path(settings.data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("farz", filename=str(folder / "queue.db"), results=False)


def _in_app(app: Flask, name: str, task: Task) -> Task:
    def run() -> None:
        with app.app_context():
            try:
                task()
                commit()
            except Exception:
                rollback()
                log.exception("task failed", task=name)

    return run
