"""Makes Arabic and English comparable: marks, letter forms, digits, case, Arabizi, words."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from triage import arabizi

_INVISIBLE = ("Mn", "Cf")
# What messages are mostly written in lies below: met letters of it are remembered.
_REMEMBERED = 0x3000
_LETTERS = str.maketrans(
    {
        "ـ": "",  # tatweel only stretches the line
        "ء": "",  # people write شي for شيء, جا for جاء
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "گ": "ق",  # Gulf and Maghrebi g
        "ڭ": "ق",
        "ڨ": "ق",
        "چ": "ج",
        "پ": "ب",
        "ڤ": "ف",
        "ژ": "ز",
        "،": ",",
        "؛": ";",
        "؟": "?",
        "٪": "%",
        "٫": ".",
        "٬": ",",
        "’": "'",
        "‘": "'",
        "`": "'",
        "“": '"',
        "”": '"',
    }
)
DIGITS = {
    code: str(unicodedata.digit(chr(code))) for code in [*range(0x660, 0x66A), *range(0x6F0, 0x6FA)]
}


class _Folds(dict[int, str | int | None]):
    """What each letter becomes, for str.translate: marks and invisible letters become nothing."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) in _INVISIBLE else code
        if code < _REMEMBERED:
            self[code] = kept
        return kept


_FOLDED = _Folds(_LETTERS | DIGITS)
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_BLANK = re.compile(r"\s+")

# Vowel marks, tatweel and apostrophes stand inside words; an emoji is a word of its own; all else
# that is no letter or digit parts them.
_EMOJI = "\U0001f300-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b50\u2b55"
_WORD = re.compile(
    rf"[{_EMOJI}]|"
    r"[^\W_]+(?:(?:['’‘`](?=[^\W\d_])|[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0300-\u036f\u200c-\u200f])[^\W_]*)*"
)
_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")


def normalise(text: str) -> str:
    """The one spelling that all spellings of a text share.

    Takes any text; gives it in lower case, without vowel marks, tatweel or invisible marks, with
    one form for the kinds of alef, ya, ta marbuta and hamza seats, Persian and Urdu letters and
    digits as the Arabic ones are, letters that are repeated three times or more once, and single
    spaces. Punctuation stays. Doing it twice changes nothing.
    """
    while (folded := _BLANK.sub(" ", _fold(text)).strip()) != text:
        text = folded
    return text


def _fold(text: str) -> str:
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED)
    return _STRETCHED.sub(r"\1", folded)


class Word(NamedTuple):
    """A word in one spelling and where it stands in the text it was read from.

    `breaks` tells that a clause ends between the word before and this one.
    """

    form: str
    start: int
    end: int
    breaks: bool


_CLAUSE_END = re.compile(r"[.,;:!?،؛؟…\n\r()\-–—|•✅❌👍]")


# A message is read by triage and then by the FAQ, one after the other.
@lru_cache(maxsize=8)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in the one spelling, each with its place in the original."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        if form := word_form(match[0]):
            start = match.start()
            between = text[end:start]
            breaks = between != " " and _CLAUSE_END.search(between) is not None
            end = match.end()
            found.append(Word(form, start, end, breaks))
    return tuple(found)


def word_forms(text: str) -> list[str]:
    """The words of a text in the one spelling, where nobody asks for their places."""
    return list(filter(None, map(word_form, _WORD.findall(text))))


@lru_cache(maxsize=8_000)
def word_form(word: str) -> str:
    """One word in the one spelling, apostrophes dropped (don't → dont)."""
    while (folded := _fold(word)) != word:
        word = folded
    return word.replace("'", "").replace(" ", "")


def language(text: str) -> str:
    """The language of a text: "ar" for Arabic in either script (Arabizi counts), else "en"."""
    return language_of([word.form for word in words(text[:2000])])


def language_of(forms: list[str]) -> str:
    """The language of words that were read already."""
    return "ar" if mostly_arabic(forms) or arabizi.is_arabizi(forms) else "en"


def mostly_arabic(forms: list[str]) -> bool:
    """Whether a quarter of the words that were read, or more, stand in Arabic letters."""
    arabic = sum(map(is_arabic, forms))
    lettered = sum(form[0].isalpha() for form in forms)
    return bool(lettered) and arabic / lettered >= 0.25


@lru_cache(maxsize=8_000)
def is_arabic(form: str) -> bool:
    """Whether a word holds an Arabic letter."""
    return not form.isascii() and _ARABIC.search(form) is not None
