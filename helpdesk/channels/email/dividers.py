"""Lines by which mailers set apart a mail that they quote, forward, or want answered above."""

import re

from helpdesk.channels.email import phrases

_ORIGINAL = frozenset(phrases.of("dividers", "original"))
_FORWARDED = phrases.of("dividers", "forwarded")
_BEGIN_FORWARDED = frozenset(phrases.of("dividers", "begin_forwarded"))
_ABOVE = phrases.of("dividers", "above")
_RULE = re.compile(r"\s{0,8}(_{5,}|-{5,}|={5,}|\*{5,}|─{5,}|—{5,}|–{5,})\s*$")
_DRAWN = "-_*=#─—–"
_LONGEST = 160
_FEWEST_DRAWN = 2


def is_divider(shown: str) -> bool:
    """Whether this plain line says that the original message follows, or to answer above it."""
    if shown[:1] not in _DRAWN or len(shown) > _LONGEST:
        return False
    before, words, behind = _parted(shown)
    if before < _FEWEST_DRAWN or behind < _FEWEST_DRAWN:
        return False
    return words in _ORIGINAL or any(phrase in words for phrase in _ABOVE)


def is_forward_line(shown: str) -> bool:
    """Whether this plain line says that a forwarded message follows."""
    if not shown or len(shown) > _LONGEST:
        return False
    before, words, _ = _parted(shown) if shown[0] in _DRAWN else (0, "", 0)
    if before >= _FEWEST_DRAWN:
        return words.startswith(_FORWARDED)
    return shown[-1] in ":：" and phrases.spelled(shown[:-1]) in _BEGIN_FORWARDED


def is_rule(line: str) -> bool:
    """Whether the line is drawn, not written."""
    return _RULE.match(line) is not None


def _parted(shown: str) -> tuple[int, str, int]:
    """How much is drawn before the words, the words as they are spelled, how much behind them."""
    bare = shown.lstrip(f"{_DRAWN} ")
    words = bare.rstrip(f"{_DRAWN} :：")
    return len(shown) - len(bare), phrases.spelled(words), len(bare) - len(words)
