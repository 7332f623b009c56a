"""Finds what a message states in figures: orders, phones, money, dates, parcels, addresses."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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


def find(text: str) -> tuple[Fact, ...]:
    """Every fact of a text, in the order they stand; none overlaps another.

    Reads what it is given whole, in time that grows with its length alone.
    """
    plain = text.translate(_PLAIN)
    if not _TELLING.search(plain):
        return ()
    taken: list[Fact] = []
    for kind, sign, pattern in _patterns():
        if sign.search(plain):
            taken += [fact for fact in _found(kind, pattern, plain) if not _clashes(fact, taken)]
    return tuple(sorted(taken, key=lambda fact: fact.start))


_PLAIN = DIGITS | {ord("٬"): ",", ord("٫"): "."}
_TELLING = re.compile(r"\d|https?:|www\.|@", re.I)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Each kind with a sign that is quickly looked for, and the pattern.

    Earlier ones take their place first; none repeats a repetition, so none can run away.
    """
    figures = Path(__file__).parent / "lexicon" / "figures.toml"
    words = {
        name: _either(forms) for name, forms in tomllib.loads(figures.read_text("utf-8")).items()
    }
    number = r"\d[\d.,]{0,11}"
    label = r"[ \t]{0,3}(?:no|nr|num|number|id|code|رقم|رقمها|رقمه|كود)?[ \t.:#№()\-]{0,4}"
    code = r"[a-z]{0,5}-?\d{5,20}[a-z]{0,3}"
    serial = r"[\-_ ]?\d{7,16}(?:[a-z]{2})?"
    parcel = r"1z[0-9a-z]{16}|[a-z]{2}\d{9}[a-z]{2}|(?<!\+)\d{12,20}"
    named = r"[a-z]{0,5}[\-_]?\d{3,11}"
    bare = r"[a-z]{1,5}[\-_]\d{3,10}|\d{4,9}"
    daytime = rf"(?:{words['daytime']})"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    far, near = r"(?<![\w/\-.])", r"(?![\w/\-])"
    written = (
        ("link", r"://|www\.", r"(?:https?://|www\.)[^\s<>\"]{2,300}"),
        ("email", r"@", r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,100}"),
        ("tracking", r"\d{7}", rf"(?<![\w\-])(?:{words['carrier']}){serial}(?![\w\-])"),
        ("tracking", r"\d{9}|1[zZ]", rf"(?<![\w\-])(?:{parcel})(?![\w\-])"),
        ("tracking", r"\d{5}", rf"(?:{words['parcel']}){label}(?P<value>{code})(?!\w)"),
        ("money", r"\d", rf"{number}[ \t]?(?:{words['currency']})(?!\w)"),
        ("money", r"\d", rf"(?<!\w)(?:{words['currency']})[ \t]?{number}"),
        ("phone", r"\+|00", r"(?<![\w+])(?:\+|00)\d[\d \-()]{7,17}\d(?!\w)"),
        ("phone", r"0[1-79]", r"(?<![\w+.\-])0[1-79][\dx][\dx \-]{5,10}[\dx](?!\w)"),
        ("date", r"\d[/\-.]\d", rf"{far}\d{{4}}[/\-.]\d{{1,2}}[/\-.]\d{{1,2}}{near}"),
        ("date", r"\d[/\-.]\d", rf"{far}\d{{1,2}}[/\-.]\d{{1,2}}[/\-.]\d{{2,4}}{near}"),
        ("date", r"\d/\d", rf"{far}\d{{1,2}}/\d{{1,2}}{near}"),
        ("date", r"\d", rf"(?<!\w){day}[ \t](?:of )?(?:{words['month']})(?!\w)"),
        ("date", r"\d", rf"(?<!\w)(?:{words['month']})[ \t]{day}(?!\w)"),
        ("time", r"\d:\d", rf"(?<![\w:.])\d{{1,2}}:\d{{2}}(?:[ \t]?{daytime})?(?![\w:])"),
        ("time", r"\d", rf"(?<![\w:.])\d{{1,2}}[ \t]?{daytime}(?![\w:])"),
        ("order", r"\d{3}", rf"(?:{words['order']}){label}(?P<value>{named})(?![\w%])"),
        ("order", r"[#№]", r"(?:#|№)[ \t]?(?P<value>[a-z]{0,5}[\-_]?\d{2,11})(?!\w)"),
        ("order", r"\d{3}", rf"(?<![\w.,:/+\-])(?P<value>{bare})(?![\w%:/\-])"),
    )  # fmt: skip
    return tuple(
        (kind, re.compile(sign), re.compile(pattern, re.I)) for kind, sign, pattern in written
    )


def _either(forms: str) -> str:
    """The forms of a list as one pattern, the longest first."""
    listed = [form.strip() for form in forms.replace("\n", " ").split(",")]
    return "|".join(re.escape(form) for form in sorted(listed, key=len, reverse=True) if form)


def _found(kind: str, pattern: re.Pattern[str], plain: str) -> Iterator[Fact]:
    for match in pattern.finditer(plain):
        start, end = match.span("value" if "value" in pattern.groupindex else 0)
        if kind != "order" or not _is_year(plain[start:end]):
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
