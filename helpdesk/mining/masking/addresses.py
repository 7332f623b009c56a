"""Where somebody lives: streets, quarters, buildings and flats, as people write them."""

import re

from helpdesk.mining.masking.span import Span
from triage.text import DIGITS

_NAME = r"[A-Z][\w'’\-]*"
_UNIT = r"(?:apartment|apt|flat|villa|building|bldg|tower|floor|unit|block|house|office|suite|room)"
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|drive|highway|hwy|district|residences?"
    r"|compound)"
)
_MORE = rf"(?:\s*,\s*(?:\d+[\w\-]*\s+)?{_NAME}(?:\s+{_NAME}){{0,3}})*"
_ENGLISH = re.compile(
    rf"(?<!\w)(?:(?i:{_UNIT})\.?\s*(?i:no\.?|number|#)?\s*(?:\d+[\w\-]*|[A-Z]\d*)(?!\w){_MORE}"
    rf"|(?:\d+[\w\-]*,?\s+)?(?:{_NAME}\s+){{1,3}}(?i:{_STREET})(?!\w)\.?{_MORE}"
    r"|(?i:p\.?\s?o\.?\s?box)\s*\d*)"
)
# Sure signs of an address; «طريق» is not one after «عن», where it only means "by".
_SURE = r"شارع|حي|حارة|حاره|زنقة|زنقه|شقة|شقه|عمارة|عماره|فيلا|صندوق بريد|ص\.?\s?ب|(?<!عن )طريق"
# Signs of one where a figure follows.
_NUMBERED = (
    r"برج|مبنى|مبني|بناية|بنايه|مجمع|قطعة|قطعه|منزل|بيت|دار|دور|الدور|طابق|الطابق|بلوك|جادة|مدخل"
    r"|رقم المبنى"
)
_PARTS = rf"(?:ال)?(?:{_SURE}|{_NUMBERED})"
_WORD = r"[\u0621-\u064a\u064b-\u0652A-Za-z\-']+"
_LABEL = r"[ \t]*(?:رقم)?[ \t]*:?[ \t]*"
_NEXT = (
    rf"(?:[ \t،,]*\b(?:{_PARTS}|رقم)[ \t]*:?[ \t]*(?:\d+[\w\-]*|{_WORD})"
    rf"|[ \t]+ال{_WORD}|[ \t]+\d+(?!\w))"
)
_ARABIC = re.compile(
    rf"(?<!\w)[وبفل]?(?:(?:ال)?(?:{_SURE}){_LABEL}(?:\d+[\w\-]*|{_WORD}){_NEXT}{{0,6}}"
    rf"|(?:ال)?(?:{_NUMBERED}){_LABEL}\d+(?!\w){_NEXT}{{0,6}})"
)
# The short national address of Saudi Arabia: four letters and four figures.
_NATIONAL = re.compile(r"(?<!\w)[A-Z]{4}\d{4}(?!\w)")


def addresses(text: str) -> list[Span]:
    """Where addresses stand, each as far as it can be told."""
    plain = text.translate(DIGITS)
    return [
        Span(match.start(), match.end(), "address")
        for pattern in (_ENGLISH, _ARABIC, _NATIONAL)
        for match in pattern.finditer(plain)
    ]
