"""The head of a mail or of one of its parts: fields found, unfolded and decoded."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from helpdesk.channels.email import charsets
from helpdesk.channels.email.encoded_words import decode_words

# One field with its folded lines; lines that are no field are passed over.
_FIELD = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FIRST_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_BOUNDARY = re.compile(rb"(?i)boundary=\"?([^\"\s;]{3,200})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ID_IN_BRACKETS = re.compile(r"<([^<>]{1,1000})>")
_NAME_OF_A_MAIL_FIELD = re.compile(
    rb"(?i)^(from|to|cc|subject|date|message-id|received|return-path|mime-version|content-type"
    rb"|reply-to|delivered-to|sender|in-reply-to|references|dkim-signature|x-[a-z-]{2,60})[ \t]*:",
    re.MULTILINE,
)
_WHO_OR_WHAT = re.compile(rb"(?im)^(from|content-type)[ \t]*:")

LONGEST_HEAD = 512 * 1024
LONGEST_VALUE = 64 * 1024
# Longer ids than any mailer makes; with room for a prefix they fit our own key column.
LONGEST_ID = 300
_MOST_REFERENCES = 100
_JUNK_BEFORE_HEAD = 1000
_EMPTY_LINES_AMONG_FIELDS = 5


class Headers:
    """Fields of one head by name in any case, values as the bytes that came, unfolded."""

    def __init__(self, head: bytes) -> None:
        # What 8-bit letters are, where they are no UTF-8: by the text below.
        self.charset: str | None = None
        self._fields: dict[str, list[bytes]] = {}
        for name, value in _FIELD.findall(head[:LONGEST_HEAD]):
            key = name.decode("ascii").lower()
            self._fields.setdefault(key, []).append(value[:LONGEST_VALUE])

    def __bool__(self) -> bool:
        return bool(self._fields)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def raw(self, name: str) -> str:
        """First value of the field, 8-bit letters guessed, encoded words left as they are."""
        values = self._fields.get(name)
        return self._unfolded(values[0]) if values else ""

    def all_raw(self, name: str) -> list[str]:
        """Every value of a field that may stand more than once."""
        return [self._unfolded(value) for value in self._fields.get(name, ())]

    def text(self, name: str) -> str:
        """First value of the field as a person reads it, in one line without control letters."""
        return one_line(decode_words(self.raw(name)))

    def ids(self, name: str) -> tuple[str, ...]:
        """Message ids of the field in their order, with angle brackets, at most the last 100."""
        found = [_as_id(inside) for inside in _ID_IN_BRACKETS.findall(self.raw(name))]
        return tuple(dict.fromkeys(each for each in found if each))[-_MOST_REFERENCES:]

    def message_id(self) -> str | None:
        """The mail's own id with angle brackets, or None where it has no usable one."""
        value = self.raw("message-id").strip()
        start, end = value.find("<"), value.rfind(">")
        return _as_id(value[start + 1 : end] if 0 <= start < end else value)

    def date(self) -> datetime | None:
        """When the sender says it was written, in UTC; without a zone it is taken as UTC."""
        try:
            written = parsedate_to_datetime(self.raw("date").strip()[:100])
            aware = written if written.tzinfo else written.replace(tzinfo=UTC)
            return aware.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None

    def _unfolded(self, value: bytes) -> str:
        text = charsets.guess(value, label=self.charset)
        return text.replace("\r", "").replace("\n", "").strip()


def split_head(raw: bytes) -> tuple[bytes, bytes]:
    """Head and body of `raw` (line ends are LF).

    Junk before the first field and an empty line among the fields are forgiven; where no field
    is near the beginning, everything is body.
    """
    start = _start_of_head(raw)
    if start is None:
        return b"", raw
    end = raw.find(b"\n\n", start)
    for _ in range(_EMPTY_LINES_AMONG_FIELDS):
        if not _goes_on(raw, start, end):
            break
        end = raw.find(b"\n\n", end + 2)
    first = _first_boundary(raw, start, end)
    if first >= 0:
        return raw[start:first], raw[first + 1 :]
    return (raw[start:end], raw[end + 2 :]) if end >= 0 else (raw[start:], b"")


def one_line(text: str) -> str:
    """`text` without control letters and line ends."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _first_boundary(raw: bytes, start: int, end: int) -> int:
    """Where a head that lacks its empty line runs into the first part, or -1."""
    named = _BOUNDARY.search(raw, start, min(end, start + LONGEST_HEAD) if end >= 0 else start)
    return raw.find(b"\n--" + named[1], named.end(), end) if named else -1


def _start_of_head(raw: bytes) -> int | None:
    start = len(raw) - len(raw.lstrip(b"\n \t"))
    if _FIRST_FIELD.match(raw, start):
        return start
    first = _NAME_OF_A_MAIL_FIELD.search(raw, start, start + _JUNK_BEFORE_HEAD)
    return first.start() if first else None


def _goes_on(raw: bytes, start: int, end: int) -> bool:
    """Whether the empty line at `end` stands among the fields: who wrote comes only after it."""
    return (
        0 <= end < start + LONGEST_HEAD
        and _NAME_OF_A_MAIL_FIELD.match(raw, end + 2) is not None
        and _WHO_OR_WHAT.search(raw, start, end) is None
    )


def _as_id(inside: str) -> str | None:
    bare = "".join(inside.split())
    if not bare or len(bare) > LONGEST_ID or not bare.isascii() or not bare.isprintable():
        return None
    return f"<{bare.strip('<>')}>"
