"""Our end of the process that reads mails: begun when first needed, replaced when it is lost."""

import dataclasses
import signal
import socket
import subprocess
import sys
import threading
import time
import typing
import weakref
from pathlib import Path
from typing import Any

import structlog

from helpdesk.channels.base import NotNow
from helpdesk.channels.email.frames import HEAD, BrokenFrame, lengths, packed, unpacked
from helpdesk.channels.email.parse import ParsedMail, UnreadableMail
from helpdesk.channels.email.reading import CPU_SECONDS, READY

log = structlog.get_logger()

# Only counts where the process hangs without using its time; the machine may be busy.
WALL_SECONDS = 10.0
START_SECONDS = 30.0
_PIECE = 1 << 20
# `import helpdesk` would load all of the house; an empty shell with its folder stands in for it.
_BEGIN = (
    "import sys, types; house = types.ModuleType('helpdesk'); house.__path__ = [sys.argv[1]]; "
    "sys.modules['helpdesk'] = house; from helpdesk.channels.email import reading; reading.main()"
)
_HOUSE = Path(__file__).parents[2]
_SPENT = f"Reading it took more than {CPU_SECONDS:g} s of processor time."


class _Lost(Exception):  # noqa: N818 (what became of the process)
    """The process ended or hangs; its text says how."""


class MailReader:
    """Reads one mail at a time in a process of its own, within limits on time and memory.

    The process lives as long as the line to it: that closes when we end, by kill -9 too.
    """

    def __init__(self) -> None:
        """Nothing runs before the first mail."""
        self._process: _Process | None = None
        self._turn = threading.Lock()

    def read(self, raw: bytes) -> ParsedMail:
        """What the mail says, as parse() gives it.

        A mail that used up its time is not tried again; one that lost us the process in another
        way is, once, with a fresh one: the machine may have ended it. Raises UnreadableMail, and
        NotNow where no process can be begun.
        """
        with self._turn:
            try:
                return _mail(self._asked(raw))
            except _Lost as first:
                if _SPENT in str(first):
                    raise UnreadableMail(str(first)) from first
                log.warning("reading process lost", how=str(first))
            try:
                return _mail(self._asked(raw))
            except _Lost as second:
                raise UnreadableMail(str(second)) from second

    def end(self) -> None:
        """End the process, if one runs; the next mail begins another."""
        with self._turn:
            self._drop()

    @property
    def pid(self) -> int | None:
        """The process that runs now."""
        return self._process.pid if self._process else None

    def _asked(self, raw: bytes) -> dict[str, Any]:
        self._process = self._process or _begun()
        try:
            told: dict[str, Any] = self._process.ask(raw)
            if "lost" in told:
                raise _Lost(told["lost"])
        except _Lost:
            self._drop()
            raise
        return told

    def _drop(self) -> None:
        if self._process:
            self._process.end()
        self._process = None


class _Process:
    """One process and the line to it; both end with this object."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(  # noqa: S603 - a fixed command of our own
                [sys.executable, "-I", "-X", "utf8", "-c", _BEGIN, str(_HOUSE)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                # What reads strangers' mail is told no secret of ours, and no key press ends it.
                env={},
                start_new_session=True,
            )
        self._line = ours
        self.end = weakref.finalize(self, _end, self._child, ours)

    @property
    def pid(self) -> int:
        return self._child.pid

    def ask(self, raw: bytes) -> Any:
        """Its answer to a mail. Raises _Lost."""
        give_up = time.monotonic() + WALL_SECONDS
        try:
            self._line.settimeout(WALL_SECONDS)
            self._line.sendall(packed(raw))
            return self.hear(give_up)
        except (OSError, BrokenFrame) as error:
            raise _Lost(self._how(error)) from error

    def hear(self, give_up: float) -> Any:
        """The next frame it says, until `give_up`. Raises OSError, BrokenFrame."""
        text, data = lengths(self._bytes(HEAD.size, give_up))
        both = self._bytes(text + data, give_up)
        return unpacked(both[:text], both[text:], _KINDS)

    def _bytes(self, count: int, give_up: float) -> bytes:
        got = bytearray()
        while len(got) < count:
            self._line.settimeout(max(0.001, give_up - time.monotonic()))
            piece = self._line.recv(min(_PIECE, count - len(got)))
            if not piece:
                raise ConnectionResetError
            got += piece
        return bytes(got)

    def _how(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"Reading it took more than {WALL_SECONDS:g} s."
        if isinstance(error, BrokenFrame):
            return f"The reading process said what nobody understands ({error})."
        status = self._child.wait()
        return _SPENT if status == -signal.SIGPROF else f"The reading process ended ({status})."


def _begun() -> _Process:
    """A process that is ready to read; raises NotNow where there is none to be had."""
    process = None
    try:
        process = _Process()
        if process.hear(time.monotonic() + START_SECONDS) != READY:
            raise BrokenFrame("it did not say that it is ready")
    except (OSError, BrokenFrame) as error:
        if process:
            process.end()
        raise NotNow(f"no process to read mail in: {error or type(error).__name__}") from error
    return process


def _end(child: "subprocess.Popen[bytes]", line: socket.socket) -> None:
    line.close()
    child.kill()
    child.wait()


def _mail(told: dict[str, Any]) -> ParsedMail:
    if "mail" in told:
        mail: ParsedMail = told["mail"]
        return mail
    raise UnreadableMail(told.get("unreadable") or f"The mail breaks our reader: {told['failed']}")


def _kinds(of: type) -> set[type]:
    """`of` and every dataclass that its fields speak of."""
    found = {of}
    for hint in typing.get_type_hints(of).values():
        for each in (hint, *typing.get_args(hint)):
            if dataclasses.is_dataclass(each) and isinstance(each, type) and each not in found:
                found |= _kinds(each)
    return found


_KINDS = _kinds(ParsedMail)
