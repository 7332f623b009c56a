"""A mail's own CSS as far as it paints: nothing in it loads, and none of it leaves its element.

This is the inner of two walls; the frame's content policy lets no style load anything either.
"""

import re

LONGEST = 200_000

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_LOADS = re.compile(
    r"(?i)(?:url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade|element"
    r"|expression)\s*\("
)
# What may be asked of a screen stays; fonts, imports, namespaces and the rest are no rule we know.
_AT_RULE = re.compile(r"(?i)@(?!media\b)[\w-]*")
# The paper decides about dark and light, not the mail.
_ASKS_FOR_DARK = re.compile(r"(?i)prefers-color-scheme")
_BINDS = re.compile(r"(?i)-moz-binding|behaviou?r\s*:")


def safe_css(css: str) -> str:
    """Declarations or a whole sheet without what loads, imports, or could end its element.

    Backslashes go too: with them the words that load can be written in disguise.
    """
    text = css[:LONGEST].replace("\\", "").replace("<", "").replace("\0", "")
    text = _COMMENT.sub(" ", text)
    text = _LOADS.sub("left-out(", text)
    text = _AT_RULE.sub("@left-out", text)
    text = _BINDS.sub("left-out:", text)
    return _ASKS_FOR_DARK.sub("left-out", text)
