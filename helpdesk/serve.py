"""Runs the web process, with the worker inside it where no other process works."""

import signal
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any

import gevent
from flask import Flask
from gevent.monkey import is_module_patched
from gevent.pywsgi import WSGIServer
from geventwebsocket.exceptions import WebSocketError
from geventwebsocket.handler import WebSocketHandler
from geventwebsocket.websocket import WebSocket
from huey import Huey
from huey.consumer import Consumer

from helpdesk.channels.email.watching import say_goodbye
from helpdesk.config import Settings
from helpdesk.jobs import POLL_SECONDS, leave_with, wake

# One may be held by a training for minutes, one by a slow mailbox; replies must not wait for them.
GREENLETS = 3
# Above what Socket.IO lets through, which it counts only once all has been read.
LARGEST_MESSAGE = 128 * 1024


def serve(app: Flask, settings: Settings) -> None:
    """Serve until a signal comes; then finish the present jobs and leave quietly."""
    worker = consumer(app) if settings.worker else None
    if worker:
        worker.start()
        with app.app_context():
            # What a former process left undone.
            for task in ("read", "deliver", "poll_mail"):
                wake(task)
    server = _Server((settings.host, settings.port), app, handler_class=_Handler, log=None)
    # After the worker's start, which brings signal handlers of its own.
    for each in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(each, server.stop)
    try:
        server.serve_forever()
    finally:
        if worker:
            worker.stop(graceful=True)
            say_goodbye(app)


class _Line:
    """What a browser sends, read only as far as one message may go."""

    def __init__(self, handler: Any) -> None:
        self._file = handler.rfile
        self.left = LARGEST_MESSAGE

    def read(self, size: int) -> bytes:
        self.left -= size
        if self.left < 0:
            raise WebSocketError("message too long")
        read: bytes = self._file.read(size)
        return read


class _Socket(WebSocket):
    """A websocket that hangs up on a message too long, before it lies in memory."""

    __slots__ = ()

    def receive(self) -> Any:
        """The next message; None once the other end is gone or was hung up on."""
        if self.stream is not None:
            self.stream.left = LARGEST_MESSAGE
        return super().receive()


def bounded(websocket: WebSocket, handler: Any) -> WebSocket:
    """The same websocket, which from now on reads no message over LARGEST_MESSAGE bytes.

    A second object beside it would not do: the first, when collected, says good-bye on the line.
    """
    websocket.stream = _Line(handler)
    websocket.raw_read = websocket.stream.read
    websocket.__class__ = _Socket
    return websocket


class _Handler(WebSocketHandler):
    """Makes every websocket a bounded one."""

    def upgrade_connection(self) -> Any:
        """Answer the handshake as the library does."""
        answer = super().upgrade_connection()
        if self.websocket is not None:
            bounded(self.websocket, self)
        return answer


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


def consumer(app: Flask, *, workers: int = GREENLETS) -> Consumer:
    """The worker's loop, `workers` jobs at a time: greenlets where `wsgi` prepared for them."""
    queue: Huey = app.extensions["queue"]
    made = queue.create_consumer(
        workers=workers,
        worker_type="greenlet" if is_module_patched("socket") else "thread",
        periodic=True,
        initial_delay=POLL_SECONDS,
        max_delay=POLL_SECONDS,
        backoff=1,
        check_worker_health=False,
    )
    leave_with(app, made.stop_flag)
    return made
