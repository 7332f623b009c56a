"""A mail as it came, to be read as text: what its head says, and every letter of it."""

from dataclasses import dataclass

import structlog

from helpdesk.channels.email.headers import Headers, split_head
from helpdesk.channels.email.parse import parse

log = structlog.get_logger()

LONGEST_SHOWN = 300_000
_FACTS = ("From", "To", "Cc", "Reply-To", "Date", "Subject", "Message-ID")


@dataclass(frozen=True)
class OriginalMail:
    """The fields that people look for, decoded; its words; the head and the whole as they came.

    `was_cut` says that the whole is longer than what is shown of it.
    """

    facts: list[tuple[str, str]]
    text: str
    head: str
    source: str
    was_cut: bool


def original_mail(raw: bytes) -> OriginalMail:
    """`raw` made readable; it is never interpreted beyond that."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, _ = split_head(lines)
    headers = Headers(head)
    return OriginalMail(
        facts=[(name, value) for name in _FACTS if (value := headers.text(name.lower()))],
        text=_words(raw),
        head=_readable(head[:LONGEST_SHOWN]),
        source=_readable(lines[:LONGEST_SHOWN]),
        was_cut=len(lines) > LONGEST_SHOWN,
    )


def _words(raw: bytes) -> str:
    try:
        return parse(raw).full_text
    except Exception:  # whatever breaks the reader, head and source can be read all the same
        log.exception("original not read")
        return ""


def _readable(data: bytes) -> str:
    """Letters as they are, other bytes as the sign for what cannot be read."""
    text = data.decode("utf-8", "replace")
    return "".join(each if each.isprintable() or each in "\n\t" else "\ufffd" for each in text)
