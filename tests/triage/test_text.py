"""Makes Arabic and English comparable: what becomes one spelling, and what stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.text import language, normalise, word_forms, words


@pytest.mark.parametrize(
    ("written", "one_spelling"),
    [
        ("أهلاً وسهلاً", "اهلا وسهلا"),
        ("آخر إصدار ٱلكتاب", "اخر اصدار الكتاب"),
        ("الطلبــــية", "الطلبيه"),
        ("مُنتَجٌ مكسورٌ", "منتج مكسور"),
        ("على مستوى", "علي مستوي"),
        ("مسؤول سيئ شيء", "مسوول سيي شي"),
        ("كتييييير متأخرررر", "كتير متاخر"),
        ("رقم ٠١٢٣ و۴۵۶", "رقم 0123 و456"),
        ("کیف الحال", "كيف الحال"),
        ("وين؟ الحين، بسرعة؛", "وين? الحين, بسرعه;"),
        ("Sooooo LATE", "so late"),
        ("  two\n lines\t", "two lines"),
        ("Order 1000 and 5555", "order 1000 and 5555"),
        ("don’t", "don't"),
        ("café", "cafe"),
        ("", ""),
    ],
)
def test_one_spelling(written: str, one_spelling: str) -> None:
    assert normalise(written) == one_spelling


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet="اأإآٱىيةهؤئءـًٌٍَُِّْ٠١٢ abc123!؟،\n"))
def test_a_normalised_text_holds_no_folded_letter(text: str) -> None:
    assert not set(normalise(text)) & set("أإآٱىةؤئءـًٌٍَُِّْ٠١٢؟،\n")


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(normalise(text[word.start : word.end]).replace("'", "") for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.text())
def test_forms_are_those_of_the_words(text: str) -> None:
    assert word_forms(text) == [word.form for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وين طلبي؟", "ar"),
        ("where is my order?", "en"),
        ("3ayez a3raf el order bta3i fen", "ar"),
        ("salam, fin wslat lcommande dyali? mazal ma jatni", "ar"),
        ("bade raje3 el talabiye law sama7to", "ar"),
        ("ابي refund للـ order لو سمحتوا", "ar"),
        ("my iphone 7 64gb arrived broken on the 3rd at 5pm", "en"),
        ("I paid 3x for 2 items, the 2nd is 5kg", "en"),
        ("", "en"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected
