"""Grams as numbers: equal where the letters are, and the grams that scikit-learn would count."""

import pytest

from triage.fingerprints import of_letters, of_pairs, of_words


@pytest.mark.parametrize(
    ("word", "grams"),
    [
        ("ab", [" a", "ab", "b ", " ab", "ab ", " ab "]),
        ("a", [" a", "a ", " a "]),
        ("🔥", [" 🔥", "🔥 ", " 🔥 "]),
    ],
)
def test_letter_grams_are_those_of_the_word_between_blanks(word: str, grams: list[str]) -> None:
    keys, _ = of_letters([word], (2, 4))
    assert sorted(keys) == sorted(of_words(grams))


def test_no_gram_reaches_from_one_word_into_the_next() -> None:
    together, owners = of_letters(["وصل", "مكسور"], (2, 4))
    first, _ = of_letters(["وصل"], (2, 4))
    second, _ = of_letters(["مكسور"], (2, 4))
    assert sorted(together[owners == 0]) == sorted(first)
    assert sorted(together[owners == 1]) == sorted(second)


def test_words_differ_by_their_letters_and_the_order_of_them() -> None:
    assert len(set(of_words(["refund", "refnud", "refunds", "مبلغ", "\ud800"]))) == 5


def test_a_pair_differs_from_its_turned_round() -> None:
    one, other = of_words(["not"]), of_words(["working"])
    assert of_pairs(one, other) != of_pairs(other, one)


def test_nothing_has_no_fingerprints() -> None:
    assert len(of_words([])) == len(of_letters([], (2, 4))[0]) == 0
