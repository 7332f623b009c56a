"""What a message states in figures: found, told apart, in one spelling, in bounded time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.facts import KINDS, find


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("طلب رقم ٤٤١٨٢ وصل مكسور", [("order", "44182")]),
        ("order no. 51109 on 12/11", [("order", "51109"), ("date", "12/11")]),
        ("it cost 250 SAR", [("money", "250 sar")]),
        ("call +966 50 123 4567 at 5pm", [("phone", "+966501234567"), ("time", "5pm")]),
        ("رقمي ٠٥٥١٢٣٤٥٦٧", [("phone", "0551234567")]),
        ("اتخصم ١٢٠ جنيه مرتين يوم ٣ نوفمبر", [("money", "120 جنيه"), ("date", "3 نوفمبر")]),
        ("JT0012345678 from dhl", [("tracking", "JT0012345678")]),
        ("رقم البوليصة 998877665544", [("tracking", "998877665544")]),
        ("my order is SH-2231, not #5521", [("order", "SH-2231"), ("order", "5521")]),
        ("write to a.b@c.com.", [("email", "a.b@c.com")]),
        ("see https://x.y/z?q=1.", [("link", "https://x.y/z?q=1")]),
        ("paid $45.50", [("money", "$45.50")]),
        ("١٬٢٥٠ ريال", [("money", "1,250 ريال")]),
        ("iphone 15, 64gb, size 42, since 2024, 100%", []),
        ("", []),
    ],
)  # fmt: skip
def test_facts(text: str, facts: list[tuple[str, str]]) -> None:
    assert [(fact.kind, fact.value) for fact in find(text)] == facts


@given(st.text(alphabet="0123456789٠١٢٣ abzطلبرقم#+-/.:@,$\n", max_size=200))
def test_facts_stand_where_they_say_and_never_overlap(text: str) -> None:
    found = find(text)
    assert all(fact.kind in KINDS and 0 <= fact.start < fact.end <= len(text) for fact in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["1", "a@", "طلب ", "00 1 ", "1/", "1.", "#", "http://a", "5 sar "]
)
def test_time_grows_with_length_alone(unit: str) -> None:
    began = time.process_time()
    find((unit * 4000)[:4000])
    assert time.process_time() - began < 0.5
