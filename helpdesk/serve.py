"""Runs the web process, with the worker inside it where no other process works."""

import signal

import gevent
from flask import Flask
from huey import Huey
from huey.consumer import Consumer

from helpdesk.config import Settings
from helpdesk.jobs import POLL_SECONDS, wake
from helpdesk.web.live import socketio

GREENLETS = 2


def serve(app: Flask, settings: Settings) -> None:
    """Serve until a signal comes; then finish the present jobs and leave quietly."""
    worker = consumer(app.extensions["queue"]) if settings.worker else None
    if worker:
        worker.start()
        with app.app_context():
            # What a former process left undone.
            for task in ("read", "deliver"):
                wake(task)
    # After the worker's start, which brings signal handlers of its own.
    for each in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(each, socketio.stop)
    try:
        socketio.run(app, host=settings.host, port=settings.port, log_output=False)
    finally:
        if worker:
            worker.stop(graceful=True)


def consumer(queue: Huey, *, workers: int = GREENLETS) -> Consumer:
    """The worker's loop, `workers` jobs at a time as greenlets."""
    return queue.create_consumer(
        workers=workers,
        worker_type="greenlet",
        periodic=True,
        initial_delay=POLL_SECONDS,
        max_delay=POLL_SECONDS,
        backoff=1,
        check_worker_health=False,
    )

