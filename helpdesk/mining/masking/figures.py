"""Figures that belong to one customer: orders, parcels, phones, accounts, codes, private links."""

import re
from collections.abc import Iterator

from helpdesk.mining.masking.span import Span
from triage.facts import Fact, find
from triage.text import DIGITS

_MASKED = {"email": "email", "tracking": "tracking", "phone": "phone", "order": "order"}
_KEPT = ("money", "date", "time")
_IBAN = re.compile(
    r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \-]?(?:[A-Z]{4}|(?=[A-Za-z]{0,3}\d)[A-Za-z\d]{4})){2,7}"
    r"(?:[ \-]?\d{1,4})?(?!\w)"
)
_CARD = re.compile(r"(?<!\w)\d{4}[ \-]\d{4}[ \-]\d{4}[ \-]\d{1,7}(?!\w)")
_ADDRESS = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,4}")
# Seven figures or more, however parted: a card, a phone spelled out, an identity number.
_LONG = re.compile(r"(?<![\w])\(?\+?\d(?:[ \t\-–./_()]{0,2}\d){6,}")
# Five figures in one word, or letters with four: an order, a serial, a code.
_CODE = re.compile(r"[\w\-]*\d[\w\-]*")
_MOST_FIGURES = 4
_MOST_WITH_LETTERS = 3
# A private link: something in it is asked for, signed, or numbered.
_PRIVATE = re.compile(r"[?#@=]|\d{4}|[\w\-]{16}")
# A single letter is a unit only where it stands close: 65W.
_UNIT = re.compile(
    r"(?:[wgm]|[ \t]?(?:mah|watts?|ml|kg|cm|mm|km|gb|mb|hz|rpm|btu|volts?|lumens?|points?|pieces?"
    r"|hours?|days?|مل|مم|سم|متر|جم|جرام|غرام|كجم|كيلو|وات|واط|فولت|مللي|ساعة|قطعة|نقطة|يوم|لومن))"
    r"(?!\w)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:[#№:]|orders?|no|number|ref|invoice|طلبي?[ةه]?|طلبك|أوردر|اوردر|رقم|فاتورة)[\s.:#№]*$",
    re.IGNORECASE,
)
_PLAIN_AMOUNT = 7


def figures(text: str) -> list[Span]:
    """Where such figures stand; of two that overlap, the first in the list is meant."""
    plain = text.translate(DIGITS)
    facts = find(text)
    # "#USD10000" is a number that somebody was given, whatever its letters mean elsewhere.
    given = {fact for fact in facts if plain[: fact.start].endswith("#")}
    kept = [fact for fact in facts if fact.kind in _KEPT and fact not in given and _is_plain(fact)]
    spans = [*_links(facts), *_matches(_ADDRESS, plain, "email"), *_matches(_IBAN, plain, "iban")]
    spans += _matches(_CARD, plain, "number")
    stated = [
        Span(fact.start, fact.end, _MASKED[fact.kind])
        for fact in facts
        if fact.kind in _MASKED and not _is_measure(plain, fact.start, fact.end)
    ]
    whole = {(span.start, span.end) for span in stated}
    # A part of a longer run, "000 0000" of a phone, is no order.
    long = [span for span in _matches(_LONG, plain, "number") if span[:2] not in whole]
    spans += [span for span in stated if span.kind != "order"]
    spans += [*long, *(span for span in stated if span.kind == "order")]
    spans += [span for span in _codes(plain) if not _is_measure(plain, span.start, span.end)]
    return [span for span in spans if not any(_inside(span, fact) for fact in kept)]


def _links(facts: tuple[Fact, ...]) -> Iterator[Span]:
    for fact in facts:
        if fact.kind == "link" and _PRIVATE.search(fact.value.partition("://")[2] or fact.value):
            yield Span(fact.start, fact.end, "link")


def _codes(plain: str) -> Iterator[Span]:
    for match in _CODE.finditer(plain):
        count = sum(letter.isdigit() for letter in match[0])
        most = _MOST_WITH_LETTERS if re.search(r"[A-Za-z]", match[0]) else _MOST_FIGURES
        if count > most:
            yield Span(match.start(), match.end(), "number")


def _matches(pattern: re.Pattern[str], plain: str, kind: str) -> Iterator[Span]:
    return (Span(match.start(), match.end(), kind) for match in pattern.finditer(plain))


def _is_plain(fact: Fact) -> bool:
    return sum(letter.isdigit() for letter in fact.value) <= _PLAIN_AMOUNT + (fact.kind == "date")


def _is_measure(plain: str, start: int, end: int) -> bool:
    """Whether a short bare figure counts something: 5000 mAh is no order, #5000 is one."""
    is_bare = plain[start:end].isdigit() and end - start <= _MOST_FIGURES + 1
    is_counted = is_bare and _UNIT.match(plain, end) is not None
    return is_counted and not _LABELLED.search(plain, max(start - 20, 0), start)


def _inside(span: Span, fact: Fact) -> bool:
    return fact.start <= span.start and span.end <= fact.end
