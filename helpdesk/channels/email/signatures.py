"""The last lines that a mailer or a telephone puts below what a person wrote."""

import re

from helpdesk.channels.email.attribution import is_rule
from helpdesk.channels.email.phrases import plain

_SENT_FROM = re.compile(
    r"(?i)[\W_]{0,4}(sent (from|with|via) (my |mail |outlook|yahoo|gmail|samsung|proton|the )"
    r"|get outlook for|get bluemail|envoyé (de|depuis) mon|obtenez outlook"
    r"|[أا]رسلت من|[أا]رسل من|مرسلة? من|تم ال[إا]رسال من|تم [إا]رسال(ها|ه)? من|الحصول على outlook"
    r"|احصل على outlook)"
)
_LONGEST = 140
_MOST_LINES_BELOW_DASHES = 12


def without_signature(lines: list[str]) -> list[str]:
    """`lines` without the telephone's line at their end and without a signature below "-- "."""
    return _without_sent_from(_without_dashes(_without_sent_from(lines)))


def _without_sent_from(lines: list[str]) -> list[str]:
    last = _last_written(lines)
    if last < 0 or len(lines[last]) > _LONGEST or not _SENT_FROM.match(plain(lines[last])):
        return lines
    above = _last_written(lines[:last])
    return lines[: above if above >= 0 and is_rule(lines[above]) else last]


def _without_dashes(lines: list[str]) -> list[str]:
    last = _last_written(lines)
    for index in range(last, max(-1, last - _MOST_LINES_BELOW_DASHES), -1):
        if lines[index] == "-- ":
            return lines[:index]
    return lines


def _last_written(lines: list[str]) -> int:
    last = len(lines) - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    return last
