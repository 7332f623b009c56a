"""Subjects of answers: one "Re:", whichever language wrote the others."""

import re

_PREFIXES = re.compile(
    r"\s*(?:(?:re|aw|sv|antw|ré|r|رد|الرد|ردّ)\s?(?:\[\d{1,3}\])?\s?[:：]\s*){1,50}", re.IGNORECASE
)


_BEFORE = re.compile(
    r"\W*(?:re|aw|sv|antw|ré|r|wg|vs|fwd?|tr|i|rv|enc"
    r"|رد|الرد|ردّ|إعادة توجيه|اعادة توجيه|تحويل|محول|محولة)"
    r"\s?(?:\[\d{1,3}\])?\s?[:：]",
    re.IGNORECASE,
)
_MOST_BEFORE = 50


def bare_subject(subject: str) -> str:
    """What is left to compare of `subject` without any «رد:», "Fwd:", "AW:", in small letters.

    Empty where nothing is left; several in a row go, one mailer's after another's.
    """
    bare = " ".join(subject.split())
    for _ in range(_MOST_BEFORE):
        found = _BEFORE.match(bare)
        if found is None:
            break
        bare = bare[found.end() :]
    return bare.strip(" -–:\u200e\u200f").casefold()


def reply_subject(subject: str) -> str:
    """`subject` with "Re: " before it, once; «رد:», "RE:", "AW:" and their kind count as one."""
    bare = " ".join(subject.split())
    return f"Re: {_PREFIXES.sub('', bare, count=1) if _PREFIXES.match(bare) else bare}".strip()
