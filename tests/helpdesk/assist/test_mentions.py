"""Fingerprints and telling figures: what makes messages findable by one another."""

import time

from helpdesk.assist.mentions import FEWEST_WORDS, fingerprint, telling
from triage.facts import find

OFFER = "Dear shop owner, we bring ten thousand visitors to your shop within one week"
OURS = "support@dukkan.example"


def told(text):
    return telling([(fact.kind, fact.value) for fact in find(text)], ours=OURS)


def test_spelling_and_numbers_make_no_difference():
    assert fingerprint(OFFER) == fingerprint(OFFER.upper().replace(",", " –") + " 4711!")
    assert fingerprint("أريد استرجاع طلبي لأن المنتج وصل مكسورا جدا اليوم") == fingerprint(
        "اريد إسترجاع طلبي لان المنتج وصل مكسوراً جداً اليوم"
    )


def test_other_words_make_another():
    assert fingerprint(OFFER) != fingerprint(OFFER.replace("week", "month"))


def test_short_messages_have_none():
    assert fingerprint("Where is my order?") is None
    assert fingerprint("") is None
    assert fingerprint(" ".join(["word"] * FEWEST_WORDS)) is not None


def test_a_quote_below_does_not_count():
    quoted = f"{OFFER}\n\nOn Monday Mona wrote:\n> hello\n> again"
    assert fingerprint(quoted) == fingerprint(OFFER)


def test_a_megabyte_costs_no_more_than_a_page():
    began = time.process_time()
    fingerprint("طلب " * 250_000)
    fingerprint("x" * 1_000_000)
    assert time.process_time() - began < 0.5


def test_orders_and_addresses_tell_money_and_dates_do_not():
    text = (
        "Order #4417 of 3/11/2026, 250 SAR, please write to Mona@Mail.example or +966 50 123 4567"
    )
    assert told(text) == [
        ("order", "4417"),
        ("email", "mona@mail.example"),
        ("phone", "501234567"),
    ]


def test_our_own_address_and_short_numbers_tell_nothing():
    assert told(f"I wrote to {OURS.title()} about #12") == []


def test_a_phone_is_the_same_with_and_without_its_country():
    assert told("call 0501234567") == told("call +966 50 123 4567") == [("phone", "501234567")]
