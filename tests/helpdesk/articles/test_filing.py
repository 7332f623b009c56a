"""Addresses, categories, differences and pictures."""

import pytest

from helpdesk.articles import categories
from helpdesk.articles.difference import difference
from helpdesk.articles.filing import file, free_slug
from helpdesk.articles.pictures import LARGEST, NotAPicture, kind_of
from helpdesk.articles.slugs import slug_of, wrong_with
from helpdesk.articles.wording import ImpossibleArticle
from tests.factories import NOON
from tests.helpdesk.articles.writing import article


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("How do I return it?", "how-do-i-return-it"),
        ("Café — what's new?", "cafe-whats-new"),
        ("كيف أتتبع طلبي؟", "kyf-attba-tlby"),
        ("؟؟", ""),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_an_address_is_made_of_a_question(question: str, slug: str) -> None:
    assert slug_of(question) == slug
    assert wrong_with(slug) == ("" if slug else "empty")


@pytest.mark.parametrize("slug", ["Track", "two--hyphens", "-a", "a b", "تتبع", "a/b"])
def test_an_address_is_of_clean_latin_letters(slug: str) -> None:
    assert wrong_with(slug) == "shape"


def test_two_articles_never_share_an_address(app: object) -> None:
    article("track")
    other = article("other")
    with pytest.raises(ImpossibleArticle) as refusal:
        file(other, slug="track", topic="shipment", category="", now=NOON)
    assert refusal.value.wrong == {"slug": "taken"}
    assert free_slug("track") == "track-2"


def test_categories_are_added_moved_and_removed_without_their_articles(app: object) -> None:
    delivery, payment = categories.add("التوصيل", "Delivery"), categories.add("الدفع", "Payment")
    track = article()
    file(track, slug="track", topic="shipment", category="payment", now=NOON)
    categories.move_up(payment)
    shelves = [(each.category, each.articles) for each in categories.shelves()]
    assert shelves == [(payment, 1), (delivery, 0)]
    categories.remove(payment)
    assert [each.category for each in categories.shelves()] == [delivery]
    with pytest.raises(ImpossibleArticle):
        categories.add("التوصيل", " ")


def test_two_categories_of_one_name_would_puzzle_readers(app: object) -> None:
    payment = categories.add("الدفع", "Payment")
    with pytest.raises(ImpossibleArticle) as refused:
        categories.add("الدفع والفواتير", "payment ")
    assert refused.value.wrong == {"name_en": "taken"}
    categories.rename(payment, "الدفع", "PAYMENT")
    assert payment.name_en == "PAYMENT"


def test_a_difference_is_told_in_words() -> None:
    pieces = difference("We send it today.", "We send it on Sunday.")
    assert [tuple(piece) for piece in pieces] == [
        ("same", "We send it "),
        ("gone", "today."),
        ("new", "on Sunday."),
    ]


def test_a_long_text_is_compared_by_lines() -> None:
    old = "word " * 3000 + "\nlast"
    [same, gone, new] = difference(old, old.replace("last", "end"))
    assert (len(same.text) > 10_000, gone.text, new.text) == (True, "last", "end")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"<html>", b"RIFF\0\0\0\0WAVE"])
def test_other_files_are_no_pictures(data: bytes) -> None:
    with pytest.raises(NotAPicture) as refusal:
        kind_of(data)
    assert refusal.value.why == "kind"


def test_a_picture_has_a_largest_size() -> None:
    with pytest.raises(NotAPicture) as refusal:
        kind_of(b"GIF89a" + bytes(LARGEST))
    assert refusal.value.why == "too_large"
