"""What is learnt from is whole: listed matters, answers that there are, nothing said twice."""

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from faq.examples import Lesson, Shop, lessons, matters, messages, questions, shops
from tests.triage.alike import nearly_the_same
from triage.examples import Example
from triage.text import words

SHOPS = shops()


@pytest.fixture(params=SHOPS, ids=lambda shop: shop.name)
def shop(request: pytest.FixtureRequest) -> Shop:
    return request.param


def as_example(id_: str, text: str) -> Example:
    return Example(id_, text, "chat", "en", "en", "other", 0, hard=False)


def test_every_answer_of_a_question_is_an_article(shop: Shop) -> None:
    ids = {str(article.id) for article in shop.articles}
    assert [q.id for q in shop.questions if not set(q.gold) <= ids] == []
    assert any(not question.gold for question in shop.questions)


def test_every_article_stands_in_both_languages_and_treats_something(shop: Shop) -> None:
    for lang in ("ar", "en"):
        assert {a.id for a in shop.articles if a.lang == lang} == set(shop.matters)
    assert all(shop.matters.values())


def test_no_two_questions_of_a_shop_say_nearly_the_same(shop: Shop) -> None:
    long = [q for q in shop.questions if len(q.text.split()) > 4]
    assert nearly_the_same([as_example(q.id, q.text) for q in long]) == []


def test_lessons_are_of_listed_matters_alone() -> None:
    assert {matter for lesson in lessons() for matter in lesson.matters} <= set(matters())


def test_what_only_one_shop_treats_is_no_lesson() -> None:
    assert Lesson("It fell in love", ("love.at_first_sight",)).of_the_list() is None
    both = Lesson("Where is it, love?", ("shipment.where", "love.at_first_sight"))
    assert both.of_the_list() == Lesson(both.text, ("shipment.where",))


def test_messages_are_those_of_triage() -> None:
    assert len(messages()) > 10_000
    assert any(not lesson.matters for lesson in messages())


def test_of_every_matter_there_are_questions() -> None:
    asked = {lesson.matters[0] for lesson in questions() if lesson.matters}
    assert asked == set(matters())
    assert any(not lesson.matters for lesson in questions())


def test_no_two_questions_of_a_matter_are_near_twins() -> None:
    by_matter: dict[tuple[str, ...], list[str]] = {}
    for lesson in questions():
        spelled = " ".join(word.form for word in words(lesson.text))
        by_matter.setdefault(lesson.matters[:1], []).append(spelled)
    for asked in by_matter.values():
        alike = process.cdist(asked, asked, scorer=fuzz.token_sort_ratio, score_cutoff=82.5)
        assert not np.triu(alike, 1).any()
