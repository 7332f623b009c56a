"""Encoded words (RFC 2047) to text, also the broken ones that mailers write."""

import binascii
import re

from helpdesk.channels.email import charsets
from helpdesk.channels.email.transfer import from_base64

# The text may hold spaces, which the RFC forbids and mailers write.
_WORD = re.compile(r"=\?([^?\s*]{0,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")


def decode_words(value: str) -> str:
    """`value` with every encoded word decoded, and the space between two of them dropped.

    Neighbours in one charset are joined as bytes first: mailers cut in the middle of a letter.
    """
    if "=?" not in value:
        return value
    pieces: list[str] = []
    pending, pending_charset, end = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        charset = word[1].lower()
        if between.strip() or end == 0 or charset != pending_charset:
            pieces.append(_decoded(pending, pending_charset))
            pieces.append(between if between.strip() or end == 0 else "")
            pending = b""
        pending += _bytes_of(word[2], word[3])
        pending_charset, end = charset, word.end()
    return "".join([*pieces, _decoded(pending, pending_charset), value[end:]])


def _bytes_of(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    return from_base64(data)


def _decoded(data: bytes, charset: str) -> str:
    return charsets.decode(data, charset) if data else ""
