"""The catalogues: every text of the product stands in Arabic and in English, whole."""

import re
from functools import cache
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

HOUSE = Path(__file__).parents[1]
CATALOGUES = HOUSE / "helpdesk" / "translations"
LOCALES = ("ar", "en")
# Beside babel's own: _, gettext, ngettext.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
}
# zero, one, two, few, many, other: what Arabic counts by.
ARABIC_FORMS = 6
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@cache
def texts() -> frozenset[str | tuple[str, str]]:
    """Every text in templates and code; a plural one is (singular, plural)."""
    with (HOUSE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(HOUSE / "helpdesk", methods, options, KEYWORDS)
    return frozenset(text for _file, _line, text, _comments, _context in found)


@cache
def catalogue(locale: str) -> Catalog:
    with (CATALOGUES / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def faults(message: Message | None, locale: str) -> list[str]:
    """What a translation lacks, in words."""
    if message is None:
        return ["is missing"]
    if message.fuzzy:
        return ["is only guessed (fuzzy)"]
    forms = message.string if message.pluralizable else (message.string,)
    # English texts are written in English already; only its plurals need their two forms.
    if not all(forms) and (locale != "en" or message.pluralizable):
        return ["is empty"]
    if locale == "ar" and message.pluralizable and len(forms) != ARABIC_FORMS:
        return [f"has {len(forms)} plural forms, not {ARABIC_FORMS}"]
    return [f"speaks of %({name})s" for form in forms for name in strange(message, form)]


def strange(message: Message, form: str) -> set[str]:
    """Placeholders that the code does not fill."""
    written = message.id if message.pluralizable else (message.id,)
    known = {name for text in written for name in PLACEHOLDER.findall(text)}
    return set(PLACEHOLDER.findall(form)) - known


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_translated(locale):
    known = catalogue(locale)
    complaints = [
        f"{locale}: {text!r} {fault}"
        for text in sorted(texts(), key=str)
        for fault in faults(known.get(text if isinstance(text, str) else text[0]), locale)
    ]
    assert not complaints, "\n".join(
        [*complaints, "bin/messages brings the catalogues up to date."]
    )


def test_there_are_texts_from_code_and_from_templates():
    assert "Email" in texts()
    assert len(texts()) > 50


ONE, TWO = "%(num)s ticket", "%(num)s tickets"


@pytest.mark.parametrize(
    ("message", "locale", "fault"),
    [
        (None, "ar", "is missing"),
        (Message("Close", ""), "ar", "is empty"),
        (Message("Close", "إغلاق", flags=["fuzzy"]), "ar", "is only guessed (fuzzy)"),
        (Message((ONE, TWO), (ONE, "")), "en", "is empty"),
        (Message((ONE, TWO), ("تذكرة", "تذكرتان")), "ar", "has 2 plural forms, not 6"),
        (Message("%(name)s wrote", "كتب %(person)s"), "ar", "speaks of %(person)s"),
    ],
)
def test_a_poor_translation_is_named(message, locale, fault):
    assert faults(message, locale) == [fault]


def test_english_needs_no_translation_of_itself():
    assert faults(Message("Close", ""), "en") == []


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (102, 5), (103, 3)],
)
def test_arabic_forms_stand_in_the_order_of_the_plural_rules(count, form):
    # Babel proposes another order, with "other" before "many".
    assert c2py(catalogue("ar").plural_expr)(count) == form
