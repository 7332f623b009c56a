"""The process that reads mails: a raw mail comes in, what it says goes out, within limits.

It loads the parser and nothing else of the house, knows no setting and no database, and ends
when its parent hangs up or dies.
"""

import resource
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from helpdesk.channels.email.frames import HEAD, lengths, packed
from helpdesk.channels.email.parse import UnreadableMail, parse

READY = "ready"
CPU_SECONDS = 2.0
MEMORY = 512 * 1024 * 1024


def main() -> None:
    """Read mails from the socket that stands at our standard input, until it closes."""
    _accept_limits()
    line = socket.socket(fileno=sys.stdin.fileno())
    with line.makefile("rb") as incoming:
        line.sendall(packed(READY))
        while len(head := incoming.read(HEAD.size)) == HEAD.size:
            text, data = lengths(head)
            incoming.read(text)
            line.sendall(_answer(incoming.read(data)))


def _accept_limits() -> None:
    """No more memory than MEMORY; no core file, which would hold a customer's mail."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Some systems (macOS) know no limit of addresses; time stays limited there.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answer(raw: bytes) -> bytes:
    """What the mail says, or why not: a dict with "mail", "unreadable", "failed" or "lost".

    "lost" tells that this process is of no more use.
    """
    # The kernel ends the process when its own time runs out, wherever it is.
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        return packed(_read(raw))
    except MemoryError:
        return packed({"lost": f"Reading it took more than {MEMORY >> 20} MB of memory."})
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read(raw: bytes) -> dict[str, Any]:
    try:
        return {"mail": parse(raw)}
    except UnreadableMail as refusal:
        return {"unreadable": refusal.reason}
    except MemoryError:
        raise
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"[:1000]}
