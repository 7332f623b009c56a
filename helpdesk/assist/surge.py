"""When so many tickets of one topic are more than chance: plain counts in, a judgement out."""

from collections.abc import Sequence
from math import exp, lgamma, log

# Fewer tickets than this are no burst, however rare the topic: a person sees them at a glance.
FLOOR = 8
# Real customers come more unevenly than chance has it, so twice the usual is asked for besides.
TIMES_USUAL = 2.0
# Ten topics looked at over two spans are some 300 separate looks a day: at this chance, a shop
# where nothing happens is disturbed once in a year.
CHANCE = 1e-5
# With fewer past days nobody knows what is usual.
FEWEST_DAYS = 3
A_WEEK = 7


def tail(count: int, mean: float) -> float:
    """The chance of `count` or more where `mean` are expected and each comes by itself.

    That is Poisson's law (S. D. Poisson, Recherches sur la probabilité des jugements, 1837):
    P(X ≥ n) = Σ e^(−m) m^k ∕ k! for k from n on, summed from its own end, so that small chances
    are not lost beside 1.
    """
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, number = 0.0, count
    while term > total * 1e-12 or number < mean:
        total += term
        number += 1
        term *= mean / number
        if term == 0.0:
            break
    return min(total, 1.0)


def usual(counts: Sequence[int]) -> float:
    """How many are usual in a span, after how many came in it on each past day, yesterday first.

    The mean of all days, or of the same weekday where that is more; one more ticket is counted
    in, since what was never seen may still come.
    """
    weekdays = counts[A_WEEK - 1 :: A_WEEK]
    return max((sum(each) + 1) / (len(each) + 1) for each in (counts, weekdays or counts))


def is_burst(count: int, counts: Sequence[int]) -> bool:
    """Whether `count` tickets in a span are far more than the same span of past days had."""
    if len(counts) < FEWEST_DAYS or count < FLOOR:
        return False
    expected = usual(counts)
    return count >= TIMES_USUAL * expected and tail(count, expected) < CHANCE


def is_over(in_last_hour: int, usual_in_hour: float) -> bool:
    """Whether a burst has ended; later than it began, so that it does not flicker."""
    return in_last_hour <= max(1.5 * usual_in_hour, FLOOR / 4)
