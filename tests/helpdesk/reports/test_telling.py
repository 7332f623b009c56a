"""Words that stand out in corrected messages: the log-odds, and its floors."""

from math import log2

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.reports.telling import EXAMPLES, Heard, log_odds, surely, telling


def heard(number: int, *words: str) -> Heard:
    return Heard(number, {word: word for word in words})


def test_a_worked_case() -> None:
    assert log_odds(3, 4, 1, 20) == log2((3.5 / 1.5) / (1.5 / 19.5))
    assert log_odds(1, 2, 10, 20) == 0
    assert 2 < surely(3, 4, 1, 20) < 3


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_turned_round_it_says_the_opposite(a: int, more_a: int, b: int, more_b: int) -> None:
    forth, back = log_odds(a, a + more_a, b, b + more_b), log_odds(b, b + more_b, a, a + more_a)
    assert abs(forth + back) < 1e-9


def test_what_stands_out_comes_with_counts_and_the_newest_tickets() -> None:
    corrected = [heard(number, "refund", "please") for number in range(1, 7)]
    others = [heard(number, "please", "order") for number in range(50, 80)]
    [found] = telling(corrected, others)
    assert (found.shown, found.corrected, found.others) == ("refund", 6, 0)
    assert found.tickets == [6, 5, 4][:EXAMPLES]


def test_what_was_met_twice_or_stands_everywhere_is_not_told() -> None:
    corrected = [
        heard(1, "twice", "all"),
        heard(2, "twice", "all"),
        heard(3, "all"),
        heard(4, "all"),
    ]
    assert telling(corrected, [heard(number, "all") for number in range(5, 30)]) == []


def test_a_word_is_shown_as_it_is_written_most() -> None:
    corrected = [Heard(n, {"ارجاع": "إرجاع" if n else "ارجاع"}) for n in range(4)]
    others = [heard(number, "x") for number in range(10, 60)]
    assert telling(corrected, others)[0].shown == "إرجاع"
