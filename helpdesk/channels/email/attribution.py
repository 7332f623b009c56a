"""Lines by which mailers say who wrote what follows, and when: "On … wrote:".

Most need no words of a language: they end in a colon and hold an address in brackets and a date
or an hour. The verbs of the others are in words/wrote.toml.
"""

import re

from helpdesk.channels.email import phrases
from helpdesk.channels.email.phrases import plain

_VERB = re.compile(rf"{phrases.whole_words('wrote', 'verbs')}|قام .{{1,60}} بكتابة")
_ENDS_WITH_VERB = re.compile(rf".*{phrases.whole_words('wrote', 'verbs')}[\s:：]*$", re.DOTALL)
_BEGINS = re.compile(rf"[\"'«*\s]*(?:{phrases.whole_words('wrote', 'begins')}|\d)")
_DAY = re.compile(r"\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,4}|\b\d{4}\b|\d{4}年")
# A day with its year, in words or figures.
_WHOLE_DAY = re.compile(
    r"(?<!\d)\d{1,2}\D{1,25}(?:19|20|١٩|٢٠)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d\D{1,20}\d"
)
_A_FIGURE = re.compile(r"\d")
_HOUR = re.compile(r"\d{1,2}\s?[:٫.h]\s?\d{2}")
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_BRACKETED = re.compile(r"[<(\[]\s?(?:mailto:)?[^\s<>()@]{1,100}@[^\s<>()@]{1,200}[>)\]]")
_ENDS_WITH_BRACKETED = re.compile(_BRACKETED.pattern + r"[\s>)\]]{0,3}[:：]$")
_DATE_AND_ADDRESS = re.compile(
    r"\d{4}[/-]\d{1,2}[/-]\d{1,2} [^<>]{0,100}<[^\s<>@]{1,100}@[^\s<>@]{1,200}>:?$"
)
_LONGEST_WROTE = 500
_MOST_LINES_OF_WROTE = 4
_DRAWN = "-—–_ "
_BEGINS_MID_LINE = re.compile(r"(?<=[\s-])(?:On|Le|Am|El|Il|Op|Den|Em|في|بتاريخ) (?=.{0,40}\d)")


def may_end_wrote_line(shown: str) -> bool:
    """Whether such a line may end with this plain one: by its colon, dashes, or its whole form."""
    if shown[-1:] in (":", "："):
        return True
    if shown[:4] == "----" and shown[-4:] == "----":
        return _ENDS_WITH_VERB.match(phrases.spelled(shown[:_LONGEST_WROTE])) is not None
    if "@" not in shown or len(shown) > _LONGEST_WROTE:
        return False
    return _DATE_AND_ADDRESS.match(shown) is not None or (
        _BRACKETED.search(shown) is not None
        and _ENDS_WITH_VERB.match(phrases.spelled(shown)) is not None
    )


def parted_mid_line(line: str) -> tuple[str, str] | None:
    """The own words and the "On … wrote:" of a line that begins with the former, or None."""
    if len(line) > _LONGEST_WROTE:
        return None
    for begin in reversed(list(_BEGINS_MID_LINE.finditer(line))):
        if _tells_who_and_when(line[begin.start() :], is_sure=False):
            own = line[: begin.start()].rstrip(_DRAWN)
            return (own, line[begin.start() :]) if own else None
    return None


def start_of_wrote_line(lines: list[str], index: int, *, is_sure: bool = False) -> int | None:
    """First line of the "On … wrote:" that ends at `index` (it may be folded), or None.

    `is_sure` says that quoted lines follow; then the verb, or day and hour, is enough. Of several
    ways to read it the shortest is taken, and lines above only where one begins as these do.
    """
    joined, likely = "", None
    for start in range(index, max(-1, index - _MOST_LINES_OF_WROTE), -1):
        shown = plain(lines[start])
        joined = f"{shown} {joined}".strip()
        if not shown or shown.startswith(">") or len(joined) > _LONGEST_WROTE:
            break
        if likely is None and _tells_who_and_when(joined, is_sure=is_sure):
            likely = start
            if _begins(shown):
                return start
        elif likely is not None and _A_FIGURE.search(shown) and _begins(shown):
            return start
    return likely


def start_of_wrote_line_above(lines: list[str], index: int) -> int | None:
    """First line of the "On … wrote:" just above the quoted line `index`, or None."""
    above = index - 1
    while above >= max(0, index - 3) and not lines[above].strip():
        above -= 1
    if above < 0 or not may_end_wrote_line(plain(lines[above])):
        return None
    return start_of_wrote_line(lines, above, is_sure=True)


def _begins(shown: str) -> bool:
    return _BEGINS.match(phrases.spelled(shown[:60])) is not None


def _tells_who_and_when(joined: str, *, is_sure: bool) -> bool:
    """Whether it names a writer and a time as no person would: by address, or to the minute."""
    if not (is_sure or joined[:4] == "----" or "@" in joined or _A_FIGURE.search(joined)):
        return False
    spelled = phrases.spelled(joined)
    verb, day, hour = _VERB.search(spelled), _DAY.search(joined), _HOUR.search(joined)
    begins = _begins(joined)
    if is_sure and (verb or (day and hour and begins)):
        return True
    if _BRACKETED.search(joined) and (verb or (day and hour)):
        return True
    if not verb:
        told = (day or hour) and _ENDS_WITH_BRACKETED.search(joined)
        return bool(told or _DATE_AND_ADDRESS.match(joined))
    if joined[:4] == "----" or (day and (hour or _ADDRESS.search(joined))):
        return True
    return bool(begins and _WHOLE_DAY.search(joined) and _ENDS_WITH_VERB.match(spelled))
