"""Calendar invitations (iCalendar, RFC 5545) as one line that a person reads."""

import re

_FOLD = re.compile(r"\n[ \t]")
_LINE = re.compile(r"^(SUMMARY|LOCATION|DTSTART|DTEND)((?:;[^:\n]{0,200})?):(.{0,1000})", re.M)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?([^;:\"]{1,60})")
_ESCAPED = re.compile(r"\\([\\;,nN])")


def as_line(calendar: str) -> str:
    """What, when and where the first event of `calendar` is, or nothing where it has none.

    Times stand as the sender wrote them, with their zone: converting needs the reader's.
    """
    unfolded = _FOLD.sub("", calendar.replace("\r\n", "\n"))
    event = unfolded.partition("BEGIN:VEVENT\n")[2].partition("END:VEVENT")[0]
    told = {name: (more, value.strip()) for name, more, value in _LINE.findall(event)}
    begin, end = (_time(*told.get(name, ("", ""))) for name in ("DTSTART", "DTEND"))
    what, where = (_text(told.get(name, ("", ""))[1]) for name in ("SUMMARY", "LOCATION"))
    when = f"{begin} – {end}" if begin and end else begin
    return " · ".join(each for each in (what, when, where) if each)


def _time(more: str, value: str) -> str:
    found = _TIME.match(value)
    if found is None:
        return ""
    year, month, day, hour, minute, utc = found.groups()
    zone = _ZONE.search(more)
    if hour is None:
        return f"{year}-{month}-{day}"
    shown = "UTC" if utc else zone[1] if zone else ""
    return f"{year}-{month}-{day} {hour}:{minute} {shown}".rstrip()


def _text(value: str) -> str:
    return " ".join(_ESCAPED.sub(lambda found: found[1].replace("n", " "), value).split())[:300]
