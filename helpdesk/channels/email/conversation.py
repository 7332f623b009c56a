"""The conversation with a mail server, within limits that aiosmtpd has not."""

import asyncio
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

# Of what is sent without our having answered: a mail too large is heard to its end, so that it
# can be refused for good, but nothing is without end.
_LONGEST_SPEECH = 3
_SLACK = 1024 * 1024


class Smtp(SMTP):
    """Has an end, by time and by size, and is in `is_open` until then."""

    # Mail programs write longer lines than RFC 5321 lets them.
    line_length_limit = 1024 * 1024

    def __init__(self, *args: Any, is_open: set[Any], seconds: float, **named: Any) -> None:
        """As SMTP; `seconds` is how long it may go on."""
        super().__init__(*args, **named)
        self._is_open = is_open
        self._seconds = seconds
        self._heard = 0
        self._end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins, and begins again inside TLS."""
        super().connection_made(transport)
        self._is_open.add(self)
        self._end = self._end or self.loop.call_later(self._seconds, self.hang_up)

    def connection_lost(self, error: Exception | None) -> None:
        """It is over."""
        self._is_open.discard(self)
        if self._end:
            self._end.cancel()
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        """More of what the other end says."""
        self._heard += len(data)
        if self._heard > _LONGEST_SPEECH * (self.data_size_limit or 0) + _SLACK:
            self.hang_up()
        else:
            super().data_received(data)

    async def push(self, status: Any) -> None:
        """Answer; the other end may speak at length again."""
        self._heard = 0
        await super().push(status)

    def hang_up(self) -> None:
        """End it without a word."""
        if self.transport is not None:
            self.transport.abort()  # type: ignore[attr-defined]


class Lmtp(Smtp, LMTP):
    """Says what became of a mail once for each recipient (RFC 2033, 4.2)."""

    _recipients = 0

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (named by aiosmtpd)
        """Takes the mail itself."""
        assert self.envelope is not None
        self._recipients = len(self.envelope.rcpt_tos)
        try:
            await super().smtp_DATA(arg)
        finally:
            self._recipients = 0

    async def push(self, status: Any) -> None:
        """Answer, after the mail as often as it was addressed."""
        is_outcome = self._recipients and not str(status).startswith("354")
        await super().push("\r\n".join([status] * self._recipients) if is_outcome else status)


class TurnedAway(asyncio.Protocol):
    """A connection more than we take: told to come back later."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Says so and hangs up."""
        transport.write(b"421 4.3.2 Too many connections; try again later\r\n")  # type: ignore[attr-defined]
        transport.close()
