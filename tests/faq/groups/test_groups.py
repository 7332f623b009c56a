"""Questions find their own: over dialects and languages, and never twice."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq import matters
from faq.groups import Asked, Known, sort
from faq.groups.__main__ import main
from faq.groups.finding import found
from faq.groups.pleasantries import without_farewell, without_greeting
from faq.matters import Matters
from tests.faq.measure_groups import figures

GIFTS = ("Do you wrap gifts?", "هل تغلفون الهدايا؟", "ممكن تغليف هدية مع بطاقة؟")
PARTS = ("Can I pay in instalments?", "هل يوجد تقسيط؟", "عندكم تمارا او تابي اقسط؟")


@pytest.fixture(scope="module")
def learnt() -> Matters:
    network = matters.load()
    assert network
    return network


def asked(*texts: str) -> list[Asked]:
    """Questions of as many people."""
    return [Asked(at, text, at) for at, text in enumerate(texts, start=1)]


def members(groups: object) -> list[set[int]]:
    return [set(group.members) for group in groups]  # type: ignore[attr-defined]


def test_one_matter_in_two_languages_is_one_group(learnt: Matters) -> None:
    assert members(sort(asked(*GIFTS, *PARTS), learnt).groups) == [{1, 2, 3}, {4, 5, 6}]


def test_without_questions_there_is_nothing(learnt: Matters) -> None:
    assert sort([], learnt).groups == ()
    assert sort(asked("", "😊", "..."), learnt).groups == ()


def test_a_group_of_before_is_known_by_its_members(learnt: Matters) -> None:
    known = [Known(7, (), frozenset({1, 2, 90})), Known(8, (), frozenset({4}))]
    sorted_ = sort(asked(*GIFTS, *PARTS), learnt, known=known)
    assert [(set(group.members), group.known) for group in sorted_.groups] == [
        ({1, 2, 3}, 7),
        ({4, 5, 6}, 8),
    ]


def test_one_that_was_dealt_with_takes_its_like_and_nothing_else(learnt: Matters) -> None:
    known = [Known(7, ("gift wrapping with a card", "تغليف هدايا"), decided=True)]
    sorted_ = sort(asked(*GIFTS, *PARTS), learnt, known=known)
    assert members(sorted_.groups) == [{4, 5, 6}]
    assert {id_: set(places) for id_, places in sorted_.decided.items()} == {7: {1, 2, 3}}


def test_searches_go_to_the_group_that_they_ask_for(learnt: Matters) -> None:
    searches = ["تقسيط", "gift wrapping", "weather tomorrow"]
    sorted_ = sort(asked(*GIFTS, *PARTS), learnt, searches=searches)
    assert [group.searches for group in sorted_.groups] == [(1,), (0,)]


def test_a_task_names_each_group_and_orders_its_replies(learnt: Matters) -> None:
    replies = [
        ["Hi, gift wrapping is 15 SAR with a card."],
        ["نغلف الهدايا بـ 15 ريال مع بطاقة."],
        ["Your parcel left yesterday.", "Yes, wrapping is 15 SAR with a handwritten card."],
    ]
    questions = [
        {"id": one.id, "text": one.text, "by": one.by, "replies": told}
        for one, told in zip(asked(*GIFTS), replies, strict=True)
    ]
    told = found({"questions": questions, "known": [], "searches": []}, learnt, lambda *_: None)
    (group,) = told["groups"]
    assert group["ways"]["en"] == [(1, "Do you wrap gifts?")]
    assert {id_ for id_, _ in group["ways"]["ar"]} == {2, 3}
    assert group["replies"]["ar"] == [(2, 0)]
    assert group["replies"]["en"][-1] == (3, 0)


def test_the_process_says_that_nothing_is_learnt_yet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(matters, "load", lambda: None)
    monkeypatch.setattr("sys.stdin", io.StringIO("{}\n"))
    main()
    assert json.loads(capsys.readouterr().out) == {"stage": "done", "error": "unlearnt"}


@settings(max_examples=20)
@given(st.lists(st.sampled_from([*GIFTS, *PARTS, "hello", "", "x" * 400]), max_size=12))
def test_nobody_stands_in_two_groups(learnt: Matters, texts: list[str]) -> None:
    groups = sort(asked(*texts), learnt).groups
    placed = [member for group in groups for member in group.members]
    assert len(placed) == len(set(placed))
    assert all(len(group.members) >= 3 for group in groups)


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("السلام عليكم ورحمة الله وبركاته، هل عندكم تركيب؟", "هل عندكم تركيب؟"),
        ("وعليكم السلام أستاذ عبدالعزيز، نعم متاح.", "نعم متاح."),
        ("مرحبا وين صار طلبي", "وين صار طلبي"),
        ("مساء الخير، تغلفون الهدايا؟", "تغلفون الهدايا؟"),
        ("Good morning Sara, can I return it?", "can I return it?"),
        ("Dear Sir or Madam,\nthe lamp broke", "the lamp broke"),
        ("أهلي يسألون عن الطلب", "أهلي يسألون عن الطلب"),
        ("hidden fees?", "hidden fees?"),
        ("الهدية متى توصل؟", "الهدية متى توصل؟"),
    ],
)
def test_a_greeting_goes_and_the_matter_stays(said: str, matter: str) -> None:
    assert without_greeting(said) == matter


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("It is 15 SAR. Let me know if you need anything else!", "It is 15 SAR."),
        ("السعر ١٥ ريال. حياك الله في أي وقت", "السعر ١٥ ريال."),
        ("Pink is in stock. Shall I book it?", "Pink is in stock."),
        ("Thanks!", ""),
        ("It is 15 SAR.", "It is 15 SAR."),
    ],
)
def test_thanks_and_offers_at_the_end_go(said: str, matter: str) -> None:
    assert without_farewell(said) == matter


@given(st.text(max_size=300))
def test_nothing_is_added_by_cutting(said: str) -> None:
    assert without_greeting(said) in said
    assert without_farewell(said) in said


def test_the_measure_knows_right_from_wrong() -> None:
    gold = ["a", "a", "a", "b", "b", "b"]
    right, mixed = figures([[0, 1, 2], [3, 4, 5]], gold), figures([[0, 1, 3]], gold)
    assert (right.f1, right.purity, right.found) == (1.0, 1.0, 1.0)
    assert (mixed.precision, mixed.recall, mixed.grouped) == (1 / 3, 1 / 6, 0.5)
