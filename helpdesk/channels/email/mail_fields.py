"""Blocks of mail fields (From, Sent, To, Subject) that mailers set above what they quote."""

import re

from helpdesk.channels.email import phrases
from helpdesk.channels.email.dividers import is_rule
from helpdesk.channels.email.phrases import plain

_KINDS = ("from", "sent", "to", "subject")
_KIND_OF = {name: kind for kind in reversed(_KINDS) for name in phrases.of("mail_fields", kind)}
_FIELD = re.compile(r"[*_\s]{0,4}([^\W\d_](?:[\w' -]{0,24}[^\W\d_])?)\s?[*_]{0,2}\s?[:：]")
_HOUR = re.compile(r"\d{1,2}\s?[:٫.h]\s?\d{2}")
_DAY = re.compile(r"\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,4}|\b\d{4}\b|\d{4}年")
_MACHINE_S_DATE = re.compile(r"\d{4},? \d\d:\d\d:\d\d [+-]\d{4}")
_LINES_OF_FIELDS = 12
_FEWEST = 2
_NAME_WITHIN = 60


def kinds_of_fields(lines: list[str]) -> list[str | None]:
    """For each line which mail field it is, "other" where it is one by its form alone, or None."""
    return [_kind_of_field(line) for line in lines]


def field_told_by(line: str) -> tuple[str, str] | None:
    """What a line of such a block says: its kind (from, sent, to, subject) and its value."""
    kind, shown = _kind_of_field(line), plain(line)
    if kind not in _KINDS:
        return None
    return kind, re.split("[:：]", shown, maxsplit=1)[1].strip(" *\t")


def begins_mail_fields(lines: list[str], kinds: list[str | None], index: int) -> bool:
    """Whether such a block begins at `index`, with whichever field.

    From, Sent and Subject make one; so does From with an address and two of the others. Below a
    drawn line the names need not be known: three fields, one with an address, one with a date.
    """
    if kinds[index] is None:
        return False
    end = index + 1 + _LINES_OF_FIELDS
    found = dict(zip(reversed(kinds[index:end]), reversed(lines[index:end]), strict=True))
    if kinds[index] == "other":
        return _begins_unknown_fields(lines, kinds, index)
    if _is_sent_by_machine(found) or _begins_unknown_fields(lines, kinds, index):
        return True
    if "from" not in found:
        return False
    others = found.keys() & {"sent", "to", "subject"}
    return {"sent", "subject"} <= others or ("@" in found["from"] and len(others) >= _FEWEST)


def _is_sent_by_machine(found: dict[str | None, str]) -> bool:
    """A date with seconds and zone beside an address, as only machines write them."""
    who = found.get("from", "") + found.get("to", "")
    when = found.get("sent") or found.get("from", "")
    return "@" in who and _MACHINE_S_DATE.search(when) is not None


def _begins_unknown_fields(lines: list[str], kinds: list[str | None], index: int) -> bool:
    if index == 0 or not is_rule(_above(lines, index)):
        return False
    count = next((at for at, kind in enumerate(kinds[index : index + 6]) if kind is None), 6)
    fields = lines[index : index + count]
    has_day = any(_DAY.search(line) and _HOUR.search(line) for line in fields)
    return len(fields) >= 3 and has_day and any("@" in line for line in fields)


def _above(lines: list[str], index: int) -> str:
    return next((line for line in reversed(lines[max(0, index - 2) : index]) if line.strip()), "")


def _kind_of_field(line: str) -> str | None:
    start = line[:_NAME_WITHIN]
    if ":" not in start and "：" not in start:
        return None
    found = _FIELD.match(plain(line[:200]))
    return _KIND_OF.get(phrases.spelled(found[1]), "other") if found else None
