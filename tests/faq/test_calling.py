"""What asks by itself, and what only calls for an answer."""

import pytest

from faq import matters
from faq.calling import is_call, is_question


@pytest.mark.parametrize(
    "text",
    ["any news?", "Nobody replies to me!", "still waiting", "ما في رد؟", "أنتظر ردكم", "شو صار؟"],
)
def test_a_call_asks_nothing_of_its_own(text: str) -> None:
    assert is_call(text)
    assert not is_question(text)


@pytest.mark.parametrize(
    "text", ["Do you ship to Oman?", "can i pay in dollars", "كم سعره؟", "عندكم فرع بالرياض"]
)
def test_a_question_stands_alone(text: str) -> None:
    assert is_question(text)
    assert not is_call(text)


@pytest.mark.parametrize(
    "text", ["and the colour?", "واللون؟", "My order number is 4021", "??", ""]
)
def test_what_leans_on_something_said_before_is_neither(text: str) -> None:
    assert not is_question(text)
    assert not is_call(text)


def test_who_waits_for_money_asks_for_the_money() -> None:
    assert not is_call("still waiting for my refund")
    assert is_question("still waiting for my refund")


def test_without_what_was_learnt_the_words_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matters, "load", lambda: None)
    assert is_question("Do you ship to Oman?")
    assert not is_question("do you ship to Oman")
    assert is_call("any news?")
