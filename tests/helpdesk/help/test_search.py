"""The search: folding, slips of typing, the reader's language first, marks that say why."""

from pathlib import Path

import pytest
from flask import Flask

from faq import matters
from helpdesk.assist import library
from helpdesk.help.marks import excerpt, marked, sought
from helpdesk.help.search import SURE, search
from tests.factories import article


@pytest.fixture
def shop(app: Flask) -> None:
    """A shop with three articles, one in Arabic only."""
    article(
        "invoice",
        topic="payment",
        en=("How do I get an invoice?", "Open your order. Press “Invoice” at its end."),
        ar=("كيف أحصل على الفاتورة؟", "افتح الطلب. ثم اضغط «الفاتورة»."),
    )
    article("password", topic="account", en=("I forgot my password", "Press “Forgot”."))
    article("tailor", topic="product", ar=("هل عندكم خياط؟", "نعم، الخياط في المعرض."))


@pytest.mark.parametrize("typed", ["invoice", "INVOICE?", "invoise", "how to get invoice"])
def test_a_word_is_found_however_it_is_typed(shop: None, typed: str) -> None:
    assert [hit.slug for hit in search(typed, "en").here] == ["invoice"]


@pytest.mark.parametrize("typed", ["الفاتورة", "فاتوره", "الفاتـورة", "أريد الفاتورَة"])
def test_so_is_an_arabic_one(shop: None, typed: str) -> None:
    assert [hit.slug for hit in search(typed, "ar").here] == ["invoice"]


@pytest.mark.parametrize(
    ("typed", "lang", "slug"),
    [("showroom", "en", "tailor"), ("المعرض", "ar", "tailor"), ("معرض", "ar", "tailor")],
)
def test_a_word_deep_in_an_answer_is_found(app: Flask, typed: str, lang: str, slug: str) -> None:
    article("tailor", en=("Tailor?", "In the showrooms."), ar=("خياط؟", "نعم، في المعرض."))
    article("other", en=("Other?", "In the show."), ar=("غيره؟", "نعم، في العرض."))
    (hit,) = search(typed, lang).here
    assert hit.slug == slug
    assert "<mark>" in hit.piece


def test_without_a_network_a_faint_answer_hides_no_article_that_holds_the_word(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(matters, "MODEL", tmp_path / "missing.npz")
    hours = "From nine to six. Our branch in Amman closes at four."
    article("hours", en=("When is your shop in Amman open?", hours))
    article("pickup", en=("Can I collect my order?", "Yes, in the Irbid branch."))
    article("invoice", en=("How do I get an invoice?", "Open your order."))
    article("password", en=("I forgot my password", "Press “Forgot”."))
    (faint,) = library.ask("branch", lang="en")
    assert faint.score < SURE
    assert [hit.slug for hit in search("branch", "en").here] == ["hours", "pickup"]


def test_what_only_the_other_language_has_is_told_apart(shop: None) -> None:
    found = search("خياط", "en")
    assert not found.here
    assert [(hit.lang, hit.slug) for hit in found.elsewhere] == [("ar", "tailor")]


def test_an_article_is_found_once(shop: None) -> None:
    found = search("invoice", "ar")
    assert [hit.lang for hit in (*found.here, *found.elsewhere)] == ["ar"]


@pytest.mark.parametrize("typed", ["", "?", "zzz", "x" * 1_000_000, "<script>", "\0"])
def test_nonsense_finds_nothing(shop: None, typed: str) -> None:
    assert len(search(typed, "en")) == 0


def test_the_piece_that_matched_is_shown_with_its_words_marked(shop: None) -> None:
    (hit,) = search("invoices", "en").here
    assert hit.piece == "Press “<mark>Invoice</mark>” at its end."


def test_marks_leave_everything_else_as_text() -> None:
    shown = marked("<b>Refunds</b> & refund", sought(("refund",)))
    assert shown == "&lt;b&gt;<mark>Refunds</mark>&lt;/b&gt; &amp; <mark>refund</mark>"


def test_a_slip_of_typing_is_marked_where_it_was_meant() -> None:
    assert marked("Your password", sought(("pasword",))) == "Your <mark>password</mark>"


def test_a_long_piece_is_cut_between_words() -> None:
    piece = excerpt("word " * 100, frozenset())
    assert piece.endswith("word…")
    assert len(piece) < 230
