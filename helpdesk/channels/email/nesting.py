"""How deep the tags of a mail stand in one another; no mail program goes where hostile ones do."""

import re

DEEPEST = 1500

# Those that end by themselves are left out: mails are full of them, none ever closed.
_TAG = re.compile(
    r"(?i)<(/?)(?!(?:br|hr|img|p|li|td|th|tr|dt|dd|col|meta|link|input|option|wbr|area|base)\b)[a-z]"
)


def is_bottomless(html: str) -> bool:
    """Whether tags stand more than DEEPEST deep: reading them takes time by the square of that."""
    depth = 0
    for tag in _TAG.finditer(html):
        depth += -1 if tag[1] and depth else 0 if tag[1] else 1
        if depth > DEEPEST:
            return True
    return False
