"""Placeholders: what stands in a draft where a customer's own name or number stood.

They are words in brackets that an editor has to look at; customers should never see one. Those that
other shops' templates bring, such as [number of days], are known by their brackets alone.
"""

import re

from markupsafe import Markup, escape

NAMES = {
    "name": ("الاسم", "name"),
    "order": ("رقم الطلب", "order number"),
    "tracking": ("رقم التتبع", "tracking number"),
    "phone": ("رقم الهاتف", "phone number"),
    "email": ("البريد الإلكتروني", "email address"),
    "address": ("العنوان", "address"),
    "iban": ("رقم الآيبان", "IBAN"),
    "link": ("رابط", "link"),
    "number": ("رقم", "number"),
}
_OURS = re.compile("|".join(re.escape(f"[{name}]") for names in NAMES.values() for name in names))
# Words in brackets that are no part of a link of Markdown: [text](address), [text][name], [name]:.
_EVERY = re.compile(_OURS.pattern + r"|(?<![\]!])\[[^\W\d_](?:[^\W_]|[ '’/-]){2,40}\](?![(\[:])")


def placeholder(kind: str, lang: str) -> str:
    """What stands for a `kind` of NAMES in a language: [order number]."""
    arabic, english = NAMES[kind]
    return f"[{arabic if lang == 'ar' else english}]"


def placeholders_in(*texts: str) -> list[str]:
    """The placeholders that texts still hold, each once, in the order they stand."""
    return list(dict.fromkeys(found for text in texts for found in _EVERY.findall(text)))


def placeholders_at(text: str) -> list[tuple[int, int]]:
    """Where each of NAMES stands, as (start, end): what a person put in brackets may be a name."""
    return [match.span() for match in _OURS.finditer(text)]


def marked(text: str) -> Markup:
    """The text as HTML, each placeholder in <mark>."""
    shown, end = Markup(), 0
    for start, stop in (match.span() for match in _EVERY.finditer(text)):
        shown += escape(text[end:start]) + Markup("<mark>{}</mark>").format(text[start:stop])
        end = stop
    return shown + escape(text[end:])


def without_placeholders(text: str) -> str:
    """The text with a space in place of each of NAMES."""
    return _OURS.sub(" ", text)
