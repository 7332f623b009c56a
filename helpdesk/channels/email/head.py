"""The head of a raw mail alone, for what is asked beside its words."""

from helpdesk.channels.email.headers import LONGEST_HEAD, Headers, split_head


def head_of(raw: bytes) -> Headers:
    """The fields of a mail as a server handed it over; the body is left unread."""
    beginning = raw[: 2 * LONGEST_HEAD]
    if b"\r" in beginning:
        beginning = beginning.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Headers(split_head(beginning)[0])
