"""Bodies out of their transfer encodings: base64, quoted-printable, uuencode, broken ones too."""

import binascii
import string
from collections.abc import Iterable

_BASE64 = (string.ascii_letters + string.digits + "+/").encode()
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_BLANKS = b" \t\r\n="


def decoded(body: bytes, encoding: str) -> bytes:
    """Bytes of `body`; an unknown encoding, or a label that does not fit, leaves them as they are.

    Source of the encodings: RFC 2045, section 6; uuencode as in POSIX.
    """
    match encoding.strip(" \t\"';").lower():
        case "base64":
            return from_base64(body) if _is_base64(body) else body
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return from_uuencode(body.split(b"\n"))
        case _:
            return body


def from_base64(data: bytes) -> bytes:
    """Bytes of base64 `data`; wrong letters are passed over, a torn end gives what it can."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = data.translate(None, _NOT_BASE64)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def from_uuencode(lines: Iterable[bytes]) -> bytes:
    """Bytes of uuencoded lines, with or without their begin and end."""
    pieces = []
    for line in lines:
        if line.startswith(b"begin ") or line.rstrip() in (b"", b"end", b"`"):
            continue
        pieces.append(_uu_line(line))
    return b"".join(pieces)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # some writers pad the line with rubbish; its first letter tells
        length = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error:
            return b""


def _is_base64(body: bytes) -> bool:
    """Whether the body is written in base64 at all; some mailers label plain text so."""
    sample = body[:4000]
    strange = sample.translate(None, _BASE64 + _BLANKS)
    lines = [line.strip() for line in sample.split(b"\n")]
    has_words = any(b" " in line for line in lines) and max(map(len, sample.split())) < 40
    return len(strange) * 20 <= len(sample) and not has_words
