"""The word files: every phrase reads, and both languages word every meaning."""

import pytest

from triage.labels import TOPICS
from triage.lexicon import LANGUAGES, meanings, parse, phrases, word_files


def test_every_topic_has_a_word_file_in_both_languages() -> None:
    names = {(file.parent.name, file.stem) for file in word_files()}
    assert {(language, topic) for language in LANGUAGES for topic in TOPICS} <= names


def test_every_meaning_has_words() -> None:
    assert {phrase.meaning for phrase in phrases() if not phrase.excludes} == set(meanings())


def test_meanings_point_at_meanings_and_topics() -> None:
    kinds = {name.split(".")[0] for name in meanings()}
    for meaning in meanings().values():
        assert meaning.topics.keys() <= TOPICS.keys(), meaning.name
        assert meaning.denied is None or meaning.denied in meanings(), meaning.name
        for name in (*meaning.when, *meaning.eased):
            assert name in meanings() or name.removesuffix(".*") in kinds, meaning.name


def test_a_phrase_is_read_into_steps() -> None:
    phrase = parse("NOT turn|turns .. on*", "broken.not_working")
    assert phrase.denied
    assert [(step.alternatives, step.gap) for step in phrase.steps] == [
        (("turn", "turns"), 0),
        (("on*",), 3),
    ]


@pytest.mark.parametrize("empty", ["", "NOT", "..", "a|* b"])
def test_a_phrase_without_words_is_refused(empty: str) -> None:
    with pytest.raises(ValueError, match=r"empty phrase|nothing to look for"):
        parse(empty, "order.word")
