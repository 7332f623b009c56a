"""The value of Content-Type and Content-Disposition: its word and its parameters."""

import re
from urllib.parse import unquote_to_bytes

from helpdesk.channels.email import charsets
from helpdesk.channels.email.encoded_words import decode_words

_PARAMETER = re.compile(r';\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.){0,10000}"?|[^;]{0,10000})')
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?$")
_MOST = 200


def parse_value(value: str) -> tuple[str, dict[str, str]]:
    """The leading word in lower case and the parameters, long and foreign ones decoded.

    Reads RFC 2231 (charset and continuations), encoded words and plain 8-bit letters alike.
    """
    word = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, given in _PARAMETER.findall(value)[:_MOST]:
        text = _unquoted(given)
        shape = _PIECE.match(name.lower())
        if shape is None:
            continue
        if shape[2] is None and shape[3] is None:
            plain.setdefault(shape[1], decode_words(text))
        else:
            piece = (int(shape[2] or 0), bool(shape[3]), text)
            pieces.setdefault(shape[1], []).append(piece)
    return word, plain | {name: _joined(found) for name, found in pieces.items()}


def _unquoted(given: str) -> str:
    given = given.strip()
    if not given.startswith('"'):
        return given
    return re.sub(r'\\(["\\])', r"\1", given[1:].removesuffix('"'))


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    """One text out of numbered pieces; the first encoded one names the charset (RFC 2231, 4.1)."""
    data, charset = b"", None
    for _, is_encoded, given in sorted(pieces):
        text = given
        if is_encoded and charset is None and given.count("'") >= 2:
            charset, _, text = given.split("'", 2)
        data += unquote_to_bytes(text) if is_encoded else text.encode("utf-8", "replace")
    return decode_words(charsets.decode(data, charset))
