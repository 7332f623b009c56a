"""What figures look like: a pattern for each way to state an order, a parcel, a price or a date.

Patterns are for small letters and western digits. None repeats a repetition, so none can run away.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "lexicon" / "figures.toml"
_LABEL = r"[ \t]{0,3}(?:no|nr|num|number|id|code|رقم|رقمها|رقمه|كود)?[ \t.:#№()\-]{0,4}"

# A kind of fact, a sign of it that is quickly looked for, and what it looks like.
Written = tuple[tuple[str, str, str], ...]


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Each kind of fact with its sign and its pattern; earlier ones take their place first."""
    written = tomllib.loads(_FILE.read_text("utf-8"))
    words = {name: _either(forms) for name, forms in written.items()}
    listed = (
        *_ADDRESSES, *_parcels(words), *_money(words), *_PHONES, *_dates(words), *_times(words),
        *_orders(words),
    )  # fmt: skip
    return tuple((kind, re.compile(sign), re.compile(pattern)) for kind, sign, pattern in listed)


def _either(forms: str) -> str:
    """The forms of a list as one pattern, the longest first."""
    listed = [form.strip() for form in forms.replace("\n", " ").split(",")]
    return "|".join(re.escape(form) for form in sorted(listed, key=len, reverse=True) if form)


_ADDRESSES: Written = (
    ("link", r"://|www\.", r"(?:https?://|www\.)[^\s<>\"]{2,300}"),
    ("email", r"@", r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,100}"),
)
_PHONES: Written = (
    ("phone", r"\+|00", r"(?<![\w+])(?:\+|00)\d[\d \-()]{7,17}\d(?!\w)"),
    ("phone", r"0[1-79]", r"(?<![\w+.\-])0[1-79][\dx][\dx \-]{5,10}[\dx](?!\w)"),
)


def _parcels(words: dict[str, str]) -> Written:
    serial = r"[\-_ ]?\d{7,16}(?:[a-z]{2})?"
    parcel = r"1z[0-9a-z]{16}|[a-z]{2}\d{9}[a-z]{2}|(?<!\+)\d{12,20}"
    code = r"[a-z]{0,5}-?\d{5,20}[a-z]{0,3}"
    return (
        ("tracking", r"\d{7}", rf"(?<![\w\-])(?:{words['carrier']}){serial}(?![\w\-])"),
        ("tracking", r"\d{9}|1z", rf"(?<![\w\-])(?:{parcel})(?![\w\-])"),
        ("tracking", r"\d{5}", rf"(?:{words['parcel']}){_LABEL}(?P<value>{code})(?!\w)"),
    )


def _money(words: dict[str, str]) -> Written:
    amount = r"\d[\d.,]{0,11}"
    return (
        ("money", r"\d", rf"{amount}[ \t]?(?:{words['currency']})(?!\w)"),
        ("money", r"\d", rf"(?<!\w)(?:{words['currency']})[ \t]?{amount}"),
    )


def _dates(words: dict[str, str]) -> Written:
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    far, near = r"(?<![\w/\-.])", r"(?![\w/\-])"
    return (
        ("date", r"\d[/\-.]\d", rf"{far}\d{{4}}[/\-.]\d{{1,2}}[/\-.]\d{{1,2}}{near}"),
        ("date", r"\d[/\-.]\d", rf"{far}\d{{1,2}}[/\-.]\d{{1,2}}[/\-.]\d{{2,4}}{near}"),
        ("date", r"\d/\d", rf"{far}\d{{1,2}}/\d{{1,2}}{near}"),
        ("date", r"\d", rf"(?<!\w){day}[ \t](?:of )?(?:{words['month']})(?!\w)"),
        ("date", r"\d", rf"(?<!\w)(?:{words['month']})[ \t]{day}(?!\w)"),
    )


def _times(words: dict[str, str]) -> Written:
    part = rf"(?:{words['daytime']})"
    return (
        ("time", r"\d:\d", rf"(?<![\w:.])\d{{1,2}}:\d{{2}}(?:[ \t]?{part})?(?![\w:])"),
        ("time", r"\d", rf"(?<![\w:.])\d{{1,2}}[ \t]?{part}(?![\w:])"),
    )


def _orders(words: dict[str, str]) -> Written:
    named = r"[a-z]{0,5}[\-_]?\d{3,11}"
    bare = r"[a-z]{1,5}[\-_]\d{3,10}|\d{4,9}"
    return (
        ("order", r"\d{3}", rf"(?:{words['order']}){_LABEL}(?P<value>{named})(?![\w%])"),
        ("order", r"[#№]", r"(?:#|№)[ \t]?(?P<value>[a-z]{0,5}[\-_]?\d{2,11})(?!\w)"),
        ("order", r"\d{3}", rf"(?<![\w.,:/+\-])(?P<value>{bare})(?![\w%:/\-])"),
    )
