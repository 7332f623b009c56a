"""The address of an article, in Latin letters: made from its question, or checked as typed."""

import re
import unicodedata

from triage.text import normalise

LONGEST_SLUG = 80
_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# How shops write Arabic names in addresses; the text is in the one spelling before (ى is ي).
_LATIN = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h",
    "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": "w", "ي": "y", "ئ": "y", "ؤ": "w",
}  # fmt: skip


def slug_of(question: str) -> str:
    """A clean address for a question in either language; "" where it holds no letter or digit."""
    latin = "".join(_LATIN.get(letter, letter) for letter in normalise(question.lower()))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug or (words[0][:LONGEST_SLUG] if words else "")


def wrong_with(slug: str) -> str:
    """What is wrong with an address as typed: empty, shape, too_long, or "" for nothing."""
    if not slug:
        return "empty"
    if len(slug) > LONGEST_SLUG:
        return "too_long"
    return "" if _SHAPE.fullmatch(slug) else "shape"
