"""Subjects of answers: one "Re:", whichever language wrote the others."""

import re

_PREFIXES = re.compile(
    r"\s*(?:(?:re|aw|sv|antw|ré|r|رد|الرد|ردّ)\s?(?:\[\d{1,3}\])?\s?[:：]\s*){1,50}", re.IGNORECASE
)


def reply_subject(subject: str) -> str:
    """`subject` with "Re: " before it, once; «رد:», "RE:", "AW:" and their kind count as one."""
    bare = " ".join(subject.split())
    return f"Re: {_PREFIXES.sub('', bare, count=1) if _PREFIXES.match(bare) else bare}".strip()
