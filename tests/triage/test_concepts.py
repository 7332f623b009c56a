"""The dictionary of concepts: what people write in any variety comes to the same."""

import tomllib

import pytest

from triage.concepts import concepts, grams
from triage.dictionary import FOLDER, files
from triage.text import words

MOST_WORDS = 4


def meant(text: str) -> list[tuple[str, ...]]:
    return concepts().sequence([word.form for word in words(text)])


@pytest.mark.parametrize(
    "text",
    [
        "cancel my order before it ships tomorrow",
        "ابي الغي الطلب قبل ما تشحنونه باجر",
        "عايز الغي الاوردر قبل ما يتشحن بكره",
        "بدي الغي الطلبية قبل ما تنشحن بكرا",
        "بغيت نلغي الكوموند قبل ما تمشي غدا",
        "3ayez alghi el order abl ma yetshe7en bokra",
    ],
)
def test_the_same_wish_has_the_same_concepts(text: str) -> None:
    found = {concept for named in meant(text) for concept in named}
    assert {"cancel", "order", "tomorrow"} <= found


def test_little_words_written_on_do_not_hide_a_word() -> None:
    assert meant("وبالطلب") == meant("طلب")


def test_the_longest_form_counts() -> None:
    assert any("cod" in named for named in meant("الدفع عند الاستلام"))
    assert not any("pay" in named for named in meant("cash on delivery"))


def test_every_phrase_of_the_dictionary_is_found() -> None:
    phrases = [(form, named) for form, named in concepts().whole.items() if " " in form]
    assert [
        form
        for form, named in phrases
        if not set(named) <= {each for one in concepts().sequence(form.split()) for each in one}
    ] == []


def test_a_phrase_takes_any_ending_where_the_dictionary_says_so() -> None:
    for phrase, ends in concepts().ends.items():
        for start, named in ends:
            found = concepts().sequence([*phrase.split(), f"{start}zz"])
            assert set(named) <= {each for one in found for each in one}, f"{phrase} {start}"


def test_words_that_nobody_lists_are_left_out() -> None:
    assert meant("zyxwv qqqq") == []


def test_near_pairs_are_named_and_far_ones_are_not() -> None:
    few = [("a",), ("b", "c")]
    assert grams(few) == ["a", "a~b", "a~c", "b", "c"]
    many = [(str(number),) for number in range(12)]
    assert "0~7" in grams(many)
    assert "0~8" not in grams(many)


def test_every_file_holds_tables_of_forms() -> None:
    assert files() == sorted(FOLDER.glob("*.toml")) != []
    for file in files():
        for concept, lists in tomllib.loads(file.read_text("utf-8")).items():
            assert set(lists) <= {"en", "ar", "arabizi"}, concept
            longest = max(len(form.split()) for form in ",".join(lists.values()).split(","))
            assert longest <= MOST_WORDS, concept
