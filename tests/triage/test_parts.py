"""What the customer wrote now is parted from quotes, signatures and disclaimers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.parts import new_words, own


def kept(text: str) -> str:
    return " ".join(text[word.start : word.end] for word in new_words(text))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("it leaks\n\nOn Mon 3 Nov, Shop wrote:\n> is all well?\n> bye", "it leaks"),
        ("وصل مكسور\n\nفي الاثنين 3 نوفمبر كتب متجر ورد:\n> شكرا لطلبكم", "وصل مكسور"),
        ("where is it?\n-----Original Message-----\nYour order ships today", "where is it"),
        (
            "my order is late\nFrom: shop\nSent: Monday\n\nIt is on its way",
            "my order is late",
        ),
        ("it is broken\nSent from my iPhone", "it is broken"),
        ("لا يعمل الجهاز\nمرسل من هاتفي", "لا يعمل الجهاز"),
        ("please help\nRegards,\nMona Ali\nAcme Trading\n055", "please help Regards"),
        ("الفاتورة ناقصة\nمع التحية\nمنى\nشركة النور", "الفاتورة ناقصة مع التحية"),
        ("hello\n-- \nAcme, the kettle people", "hello"),
        (
            "refund me\nThis mail is confidential; if you are not the recipient, delete it",
            "refund me",
        ),
        ("> only a quote", "only a quote"),
        (
            "FYI\n---- Forwarded message ----\nFrom: a@b.c\nTo: you\n\nthe kettle smokes",
            "FYI the kettle smokes",
        ),
        (
            "thanks\nRegards,\nMona\nP.S. the lid is cracked",
            "thanks Regards P S the lid is cracked",
        ),
        ("one line", "one line"),
    ],
)
def test_what_counts(text: str, left: str) -> None:
    assert kept(text) == left


@given(st.text(alphabet="ab:\n>-_ كتبمن.", max_size=300))
def test_parts_stand_in_the_text_in_order(text: str) -> None:
    spans = own(text)
    assert spans
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
