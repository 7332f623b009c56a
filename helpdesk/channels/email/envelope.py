"""What stood on the envelope of a mail that was handed to us: whom it reached, and from where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

_UNPRINTABLE = re.compile(r"[^\x21-\x7e\u00a0-\U0010ffff]+")
_LONGEST = 320


@dataclass(frozen=True)
class Envelope:
    """Sender ("" for none, as bounces have it) and recipients, and by what it came.

    `host` is the name the sending server gave itself, `address` its own, `by` ours.
    """

    sender: str
    recipients: tuple[str, ...]
    host: str
    address: str
    by: str
    protocol: str

    def lines(self, *, at: datetime) -> bytes:
        """Return-Path, Delivered-To and Received, to stand before the mail (RFC 5321, 4.4)."""
        came = (
            f"Received: from {_bare(self.host)} ([{_bare(self.address)}])\r\n"
            f"\tby {_bare(self.by)} with {self.protocol}; {format_datetime(at)}"
        )
        reached = [f"Delivered-To: {_bare(each)}" for each in self.recipients]
        lines = [f"Return-Path: <{_bare(self.sender)}>", *reached, came]
        return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")

    def identity(self) -> bytes:
        """What is the same whenever the same mail is handed over again."""
        return "\n".join([self.sender, *self.recipients, ""]).encode("utf-8", "replace")


def is_for(address: str, ours: Iterable[str]) -> bool:
    """Whether `address`, or it without its +tag, is one of `ours`; "@domain" stands for all there.

    Case makes no difference.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    known = {each.strip().lower() for each in ours}
    named = (f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}", f"@{domain}")
    return bool(local) and not known.isdisjoint(named)


def _bare(word: str) -> str:
    return _UNPRINTABLE.sub("", word)[:_LONGEST]
