"""Parts what a customer wrote now from what came along: quotes, signatures, disclaimers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from triage.text import Word, words

# The whole rest of a text that follows one of these was written earlier.
_QUOTE_HEAD = re.compile(
    r"\s*(?:on .{4,120} wrote:|le .{4,120} a écrit ?:|.{0,90}(?:كتب|كتبت|كتبوا)\s?.{0,60}:\s*$"
    r"|-{2,}\s*(?:original message|الرسالة الأصلية|message d'origine)|في .{4,90}كتب.{0,60}:?\s*$"
    r"|تمت كتابة ما يلي بواسطة)",
    re.I,
)
_FORWARD_HEAD = re.compile(
    r"\s*(?:-{2,}\s*(?:forwarded|fwd|رسالة معاد|الرسالة المعاد)|begin forwarded message"
    r"|بداية الرسالة المعاد|fwd:\s*$)",
    re.I,
)
_MAIL_FIELD = re.compile(
    r"\s*(?:from|to|sent|date|subject|cc|من|إلى|الى|التاريخ|تاريخ الإرسال|الموضوع|أُرسلت|نسخة)\s?:",
    re.I,
)
_DEVICE = re.compile(
    r"\s*(?:sent from|get outlook|envoyé de|أُ?رسلت? من|تم الإرسال من|تم الارسال من|مرسل من)"
    r"\s.{0,60}$",
    re.I,
)
_DELIMITER = re.compile(r"--\s?$|_{6,}\s*$|-{6,}\s*$")
_CLOSING = re.compile(
    r"\s*(?:(?:best|kind|warm|many|with)\s)?(?:regards|wishes|sincerely|yours \w{4,10}|cheers|br"
    r"|مع (?:خالص |فائق |أطيب |وافر )?(?:التحية|التحيات|تحياتي|الشكر|الاحترام|التقدير)"
    r"|تحياتي|وتفضلوا .{0,60}|وتقبلوا .{0,60}|cordialement)[\s,.!،]*$",
    re.I,
)
_DISCLAIMER = re.compile(
    r"(?:confidential|privileged|disclaimer|سري[ةه]|إخلاء مسؤولية).{0,400}"
    r"(?:recipient|intended|delete|المرسل إليه|المستلم|الموجه|حذف)",
    re.I,
)
_ENOUGH = 3
_SIGNATURE_LINES = 7
_SIGNATURE_WORDS = 9


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int


# Asked for twice of each message: for its words, and for its facts.
@lru_cache(maxsize=8)
def own(text: str) -> tuple[tuple[int, int], ...]:
    """Where the customer's own new words stand in a text, as (start, end) pairs in order.

    Quoted earlier mail, signatures, device lines and disclaimers are left out. Where
    nothing would remain (a bare quote), the text counts whole.
    """
    if "\n" not in text:
        return ((0, len(text)),)
    kept = _own(_lines(text))
    if not any(line.text.split() for line in kept):
        return ((0, len(text)),)
    return tuple(_joined(kept))


def _joined(kept: list[_Line]) -> list[tuple[int, int]]:
    """Where lines stand, those that follow one another as one."""
    found: list[tuple[int, int]] = []
    for line in kept:
        start = line.start
        if found and found[-1][1] + 1 == start:
            start, _ = found.pop()
        found.append((start, line.end))
    return found


def new_words(text: str) -> list[Word]:
    """The words of a text that the customer wrote now."""
    spans = own(text)
    found = words(text)
    if spans == ((0, len(text)),):
        return list(found)
    return [word for word in found if any(start <= word.start < end for start, end in spans)]


def _lines(text: str) -> list[_Line]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append(_Line(line, start, start + len(line)))
        start += len(line) + 1
    return found


def _own(lines: list[_Line]) -> list[_Line]:
    kept: list[_Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.text.lstrip().startswith(">"):
            place += 1
        elif _QUOTE_HEAD.match(line.text):
            place = _after_quote(lines, place + 1)
        elif _FORWARD_HEAD.match(line.text):
            place = _after_fields(lines, place + 1)
        elif _is_header(lines, place):
            # Below an answer this is what is answered; alone it is what somebody passes on.
            place = len(lines) if _says_enough(kept) else _after_fields(lines, place + 1)
        elif _ends_here(lines, place):
            break
        else:
            kept.append(line)
            closes = _CLOSING.match(line.text)
            place = _after_signature(lines, place + 1) if closes else place + 1
    return kept


def _says_enough(kept: list[_Line]) -> bool:
    return sum(len(line.text.split()) for line in kept) >= _ENOUGH


def _ends_here(lines: list[_Line], place: int) -> bool:
    text = lines[place].text
    return bool(_DELIMITER.match(text) or _DEVICE.match(text) or _DISCLAIMER.search(text[:1000]))


def _after_quote(lines: list[_Line], place: int) -> int:
    """Past the lines marked as quoted; where none is marked, past everything."""
    while place < len(lines) and not lines[place].text.strip():
        place += 1
    if place < len(lines) and lines[place].text.lstrip().startswith(">"):
        return place
    return len(lines)


def _is_header(lines: list[_Line], place: int) -> bool:
    """Whether two mail fields stand here one below the other (Outlook's quote has no marks)."""
    return (
        bool(_MAIL_FIELD.match(lines[place].text))
        and place + 1 < len(lines)
        and bool(_MAIL_FIELD.match(lines[place + 1].text))
    )


def _after_fields(lines: list[_Line], place: int) -> int:
    """Past a forwarded mail's fields: what it says is what the customer wants to be read."""
    while place < len(lines) and (
        not lines[place].text.strip() or _MAIL_FIELD.match(lines[place].text)
    ):
        place += 1
    return place


def _after_signature(lines: list[_Line], place: int) -> int:
    """Past the short lines below a closing: a name, a firm, a number."""
    last = min(len(lines), place + _SIGNATURE_LINES)
    while place < last and len(lines[place].text.split()) <= _SIGNATURE_WORDS:
        if _QUOTE_HEAD.match(lines[place].text) or lines[place].text.lower().startswith(
            ("p.s", "ps", "ملاحظة", "ملاحظه")
        ):
            break
        place += 1
    return place
