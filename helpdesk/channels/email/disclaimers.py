"""The legal footers that companies put below every mail."""

import re

from helpdesk.channels.email import phrases
from helpdesk.channels.email.dividers import is_rule

_OPENING = re.compile(rf"[\W_]{{0,6}}{phrases.whole_words('disclaimers', 'openings')}")
_TERM = re.compile(phrases.whole_words("disclaimers", "terms"))
_FEWEST_TERMS = 2
_SHORTEST, _LONGEST = 80, 4000
_MOST_LINES = 40


def without_disclaimer(lines: list[str]) -> list[str]:
    """`lines` without a legal footer at their end.

    It is one where a paragraph of its own opens as such footers do, nothing but paragraphs of
    the same matter stand below it, and it speaks of secrecy, addressees and errors. Somebody who
    asks whether a message is secret writes less, or writes on.
    """
    for start in _paragraphs(lines):
        spelled = phrases.spelled(lines[start][:200])
        if _OPENING.match(spelled) and _is_legal(lines[start:]):
            above = start - 1
            while above >= 0 and (not lines[above].strip() or is_rule(lines[above])):
                above -= 1
            return lines[: above + 1]
    return lines


def _paragraphs(lines: list[str]) -> list[int]:
    """Where a paragraph begins, within the last lines; never the first of all."""
    begin = max(1, len(lines) - _MOST_LINES)
    return [
        index
        for index in range(begin, len(lines))
        if lines[index].strip() and (not lines[index - 1].strip() or is_rule(lines[index - 1]))
    ]


def _is_legal(lines: list[str]) -> bool:
    """Whether each paragraph of these lines is, by its terms, and all of them by two."""
    text = "\n".join(lines).strip()
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    paragraphs = re.split(r"\n[^\S\n]*\n", text)
    terms = [set(_TERM.findall(phrases.spelled(each))) for each in paragraphs]
    return all(terms) and len(set().union(*terms)) >= _FEWEST_TERMS
