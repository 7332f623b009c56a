"""Finds what a message states in figures: order numbers, phones, money, dates, parcels, addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from triage.text import DIGITS, normalise

KINDS = ("link", "email", "tracking", "money", "phone", "date", "time", "order")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a message states in figures.

    `kind` is one of KINDS; `value` is it in one spelling (western digits, no blanks in phones);
    `start` and `end` are where it stands in the text it was found in.
    """

    kind: str
    value: str
    start: int
    end: int


_CURRENCY = (
    r"(?:ريالات|ريال|ر\.س|رس|درهم|دراهم|جنيهات|جنيه|جنية|ج\.م|دينار|دنانير|د\.ك|د\.ا|د\.إ|ليرة|ليره|ليرات"
    r"|دولار|دولارات|يورو|دج|دت|دم|الف دينار|شيكل|شيقل|sar|sr|aed|dhs|dh|egp|le|l\.e|kwd|kd|bhd|bd|omr|qar|qr|jod|jd"
    r"|iqd|lbp|mad|dzd|tnd|usd|eur|gbp|inr|pkr|riyals?|dirhams?|dinars?|pounds?|dollars?|euros?"
    r"|rial|ryal|riyal|geneh|gneh|gineh|genih|dinar|lira|[$€£])"
)
_NUMBER = r"\d[\d.,]{0,11}"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"|يناير|فبراير|مارس|أبريل|ابريل|إبريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر"
    r"|كانون|شباط|آذار|اذار|نيسان|أيار|ايار|حزيران|تموز|آب|أيلول|ايلول|تشرين"
    r"|محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة"
)
_ORDER_WORD = (
    r"(?:orders?|ord|ref(?:erence)?|invoice|commande|cmd|talab\w{0,4}|الطلبي[ةه]|طلبي[ةه]?|الطلب|طلب|طلبية"
    r"|اوردر|أوردر|الاوردر|الأوردر|الكوموند|كوموند|الفاتور[ةه]|فاتور[ةه]|رقم|رقمه|رقمها)"
)
_TRACK_WORD = r"(?:tracking|track|awb|waybill|shipment|parcel|consignment|بوليص[ةه]|البوليص[ةه]|تتبع|التتبع|الشحن[ةه]|شحن[ةه])"
_LABEL = r"[ \t]{0,3}(?:no|nr|num|number|id|code|رقم|رقمها|رقمه|كود)?[ \t.:#№()\-]{0,4}"

# Earlier patterns take their place first; none repeats a repetition, so none can run away.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link", re.compile(r"(?:https?://|www\.)[^\s<>\"]{2,300}", re.I)),
    ("email", re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,100}")),
    (
        "tracking",
        re.compile(
            r"(?<![\w\-])(?:1z[0-9a-z]{16}|(?:jt|jnt|smsa|awb|dhl|arx|tw|rr|lx|ee|imile|naq|spl|zjs|bst)[\-_ ]?\d{7,16}"
            r"(?:[a-z]{2})?|[a-z]{2}\d{9}[a-z]{2}|\d{12,20})(?![\w\-])",
            re.I,
        ),
    ),
    ("tracking", re.compile(_TRACK_WORD + _LABEL + r"(?P<value>[a-z]{0,5}-?\d{5,20}[a-z]{0,3})(?!\w)", re.I)),
    (
        "money",
        re.compile(rf"{_NUMBER}[ \t]?{_CURRENCY}(?![\w])|(?<!\w)(?:{_CURRENCY})[ \t]?{_NUMBER}", re.I),
    ),
    ("phone", re.compile(r"(?<![\w+])(?:\+|00)\d[\d \-()]{7,17}\d(?!\w)")),
    ("phone", re.compile(r"(?<![\w+.\-])0[1-79][\dx][\dx \-]{5,10}[\dx](?![\w])", re.I)),
    (
        "date",
        re.compile(
            r"(?<![\w/\-.])(?:\d{4}[/\-.]\d{1,2}[/\-.]\d{1,2}|\d{1,2}[/\-.]\d{1,2}[/\-.]\d{2,4}|\d{1,2}/\d{1,2})(?![\w/\-])"
        ),
    ),
    (
        "date",
        re.compile(
            rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?[ \t](?:of )?(?:{_MONTH})|(?:{_MONTH})[ \t]\d{{1,2}}(?:st|nd|rd|th)?)(?!\w)",
            re.I,
        ),
    ),
    (
        "time",
        re.compile(
            r"(?<![\w:.])(?:\d{1,2}:\d{2}[ \t]?(?:am|pm|ص|م)?|\d{1,2}[ \t]?(?:am|pm|صباحا|صباحاً|مساء|مساءً|العصر|الظهر|المغرب|الصبح|بليل|بالليل))(?![\w:])",
            re.I,
        ),
    ),
    ("order", re.compile(_ORDER_WORD + _LABEL + r"(?P<value>[a-z]{0,5}[\-_]?\d{3,11})(?![\w%])", re.I)),
    ("order", re.compile(r"(?:#|№)[ \t]?(?P<value>[a-z]{0,5}[\-_]?\d{2,11})(?!\w)", re.I)),
    ("order", re.compile(r"(?<![\w.,:/+\-])(?P<value>[a-z]{1,5}[\-_]\d{3,10}|\d{4,9})(?![\w%:/\-])", re.I)),
)  # fmt: skip
_FIGURES = re.compile(r"\d")
_SIGNS = re.compile(r"https?:|www\.|@", re.I)


def find(text: str) -> tuple[Fact, ...]:
    """Every fact of a text, in the order they stand; none overlaps another.

    Reads what it is given whole, in time that grows with its length alone.
    """
    plain = text.translate(DIGITS)
    if not _FIGURES.search(plain) and not _SIGNS.search(plain):
        return ()
    taken: list[Fact] = []
    for kind, pattern in _PATTERNS:
        taken += [fact for fact in _found(kind, pattern, plain) if not _clashes(fact, taken)]
    return tuple(sorted(taken, key=lambda fact: fact.start))


def _found(kind: str, pattern: re.Pattern[str], plain: str) -> Iterator[Fact]:
    for match in pattern.finditer(plain):
        named = "value" in pattern.groupindex
        start, end = match.span("value" if named else 0)
        if kind == "order" and _is_year(plain[start:end]):
            continue
        yield Fact(kind, _value(kind, plain[start:end]), start, end)


def _clashes(fact: Fact, taken: list[Fact]) -> bool:
    return any(fact.start < other.end and other.start < fact.end for other in taken)


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and figures[:2] in ("19", "20", "14")


def _value(kind: str, found: str) -> str:
    if kind == "phone":
        return "".join(letter for letter in found if letter.isdigit() or letter == "+")
    if kind in ("link", "email"):
        return found.rstrip(".,;:!?)")
    return normalise(found).upper() if kind in ("order", "tracking") else normalise(found)
