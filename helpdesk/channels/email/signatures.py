"""The last lines that a mailer or a telephone puts below what a person wrote."""

import re

from helpdesk.channels.email import phrases
from helpdesk.channels.email.dividers import is_rule

# The opening is at the beginning, the device in the same clause: «Sent from my desk, is easier
# than a telephone» is a sentence.
_OPENING = re.compile(
    rf"[\W_]{{0,4}}{phrases.whole_words('signatures', 'openings')}([^.,;!?،؛(<]{{0,60}})"
)
_ENDING = re.compile(rf"(.{{1,60}}?){phrases.pattern('signatures', 'endings')}[\W_]{{0,4}}$")
_DEVICE = re.compile(rf"(?<![a-z]){phrases.pattern('signatures', 'devices')}")
_MY = re.compile(
    r"[\W_]{0,4}(?:sent (?:from|with|via) my|envoyé (?:de|depuis) mon)(?: [\w-]{1,20}){1,2}$"
)
_LONGEST = 140
_FEWEST_WORDS_TO_STAND_APART = 6
_MOST_LINES_BELOW_DASHES = 12


def without_signature(lines: list[str], *, above_history: bool = False) -> list[str]:
    """`lines` without the telephone's line at their end and without a signature below "-- ".

    `above_history` says that a quote followed them; then two dashes without a blank are enough.
    """
    marks = ("-- ", "--") if above_history else ("-- ",)
    return _without_sent_from(_without_dashes(_without_sent_from(lines), marks))


def _without_sent_from(lines: list[str]) -> list[str]:
    last = _last_written(lines)
    if last < 0 or not _is_sent_from(lines, last):
        return lines
    above = _last_written(lines[:last])
    return lines[: above if above >= 0 and is_rule(lines[above]) else last]


def _is_sent_from(lines: list[str], index: int) -> bool:
    if len(lines[index]) > _LONGEST:
        return False
    spelled = phrases.spelled(lines[index])
    if len(spelled.split()) >= _FEWEST_WORDS_TO_STAND_APART and not _stands_apart(lines, index):
        return False
    told = _OPENING.match(spelled) or _ENDING.match(spelled)
    return bool(told and _DEVICE.search(told[1])) or _MY.match(spelled) is not None


def _stands_apart(lines: list[str], index: int) -> bool:
    return index == 0 or not lines[index - 1].strip() or is_rule(lines[index - 1])


def _without_dashes(lines: list[str], marks: tuple[str, ...]) -> list[str]:
    last = _last_written(lines)
    for index in range(last, max(-1, last - _MOST_LINES_BELOW_DASHES), -1):
        if lines[index] in marks:
            return lines[:index]
    return lines


def _last_written(lines: list[str]) -> int:
    last = len(lines) - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    return last
