"""Files of articles and questions, and what is said of those that are wrong."""

from pathlib import Path

import pytest

from faq.stated import articles, queries

ARTICLE = '{"id": "q", "question_en": "Where is it?", "answer_en": "On its way."}'


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("not json", "Expecting value"),
        ("[]", "no JSON object"),
        ('{"question_en": "Where?"}', 'no "id"'),
        ('{"id": "x"}', "a question in neither language"),
        ('{"id": "x", "question_en": 7}', "its question is no text"),
        ('{"id": "x", "question_en": "A?", "phrasings_en": "B?"}', "phrasings are no list"),
        (ARTICLE, 'a second article "q"'),
    ],
)
def test_a_wrong_article_is_told_with_its_line(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(f"{ARTICLE}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"articles\.jsonl, line 3: .*{wrong}"):
        articles(file, phrasings=True)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('{"lang": "en", "text": "hi"}', '"gold" is no list'),
        ('{"lang": "fr", "text": "hi", "gold": []}', "neither"),
        ('{"lang": "en", "text": 7, "gold": []}', "no text"),
        ('{"lang": "en", "text": "hi", "gold": ["no-such"]}', 'no article "no-such"'),
    ],
)
def test_a_wrong_question_is_told_with_its_line(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"queries\.jsonl, line 1: .*{wrong}"):
        queries(file, {"q"})


def test_a_file_of_other_letters_is_told(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_bytes("وين".encode("windows-1256"))
    with pytest.raises(ValueError, match="not written in UTF-8"):
        queries(file, ())
