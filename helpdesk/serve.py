"""Runs the web process, with the worker inside it where no other process works."""

import signal
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any

import gevent
from flask import Flask
from gevent.pywsgi import WSGIServer
from geventwebsocket.handler import WebSocketHandler
from huey import Huey
from huey.consumer import Consumer

from helpdesk.config import Settings
from helpdesk.jobs import POLL_SECONDS, wake

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
    server = _Server((settings.host, settings.port), app, handler_class=WebSocketHandler, log=None)
    # After the worker's start, which brings signal handlers of its own.
    for each in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(each, server.stop)
    try:
        server.serve_forever()
    finally:
        if worker:
            worker.stop(graceful=True)


class _Server(WSGIServer):
    """A web and websocket server that sends every packet at once."""

    @classmethod
    def get_listener(cls, *args: Any, **kwargs: Any) -> Any:
        """A listening socket whose connections do not hold a small packet back.

        Left to itself the kernel keeps a second one until the first is acknowledged: 40 ms.
        """
        listener = super().get_listener(*args, **kwargs)
        listener.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        return listener


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
