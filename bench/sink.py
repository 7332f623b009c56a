"""A mail server that takes everything and remembers when it came."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.place import Place


class Sink:
    """Keeps the moment of arrival of each mail (time.perf_counter) by its text."""

    def __init__(self) -> None:
        self.arrivals: list[tuple[float, bytes]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (the name aiosmtpd calls)
        """Take a mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.arrivals.append((time.perf_counter(), content))
        return "250 OK"

    def arrived_at(self, word: str) -> float | None:
        """When the mail with this word came, or None."""
        return next((at for at, mail in self.arrivals if word.encode() in mail), None)


@contextmanager
def listening(place: Place) -> Iterator[Sink]:
    """The mail server that the settings of `place` name."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=place.smtp_port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
