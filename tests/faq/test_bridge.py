"""Words of many dialects lead to one concept; greetings lead to none."""

from pathlib import Path

import pytest

from faq import bridge
from faq.bridge import concepts, is_silent
from triage.text import words

LISTS = Path(bridge.__file__).parent


def meant(text: str) -> set[str]:
    return {concept for concept, _, _ in concepts([word.form for word in words(text)])}


@pytest.mark.parametrize(
    ("concept", "forms"),
    [
        ("where", ["where", "وين", "فين", "tracking"]),
        ("parcel", ["parcel", "الشحنة", "طرد", "للكوليس", "colis"]),
        ("refund", ["refunded", "فلوسي", "مصاري", "money back", "floosi"]),
        ("broken", ["cracked", "مَكسورة", "متكسر", "مهرس"]),
        ("cod", ["cash on delivery", "الدفع عند الاستلام", "كاش", "COD"]),
        ("when", ["when", "متى", "إمتى", "إيمتى", "فوقاش"]),
        ("fraud", ["scam", "نصب", "احتيال"]),
    ],
)
def test_every_form_speaks_for_its_concept(concept: str, forms: list[str]) -> None:
    assert [form for form in forms if concept not in meant(form)] == []


def test_every_longer_form_of_the_lists_is_found() -> None:
    rows = [
        row.partition(":")
        for file in LISTS.glob("*.txt")
        for row in file.read_text("utf-8").splitlines()
        if ":" in row and not row.startswith("#")
    ]
    listed = [(concept.strip(), form) for concept, _, forms in rows for form in forms.split(",")]
    longer = [(concept, form) for concept, form in listed if len(words(form)) > 1]
    assert len(longer) > 100
    assert [form for concept, form in longer if concept not in meant(form)] == []


def test_a_longer_form_says_where_it_lies() -> None:
    forms = [word.form for word in words("do you take cash on delivery please")]
    assert ("cod", 3, 6) in concepts(forms)


def test_greetings_and_numbers_are_silent() -> None:
    said = words("السلام عليكم ورحمة الله، hello and thanks 12345")
    assert all(is_silent(word.form) for word in said)
    assert not is_silent("مكسور")
