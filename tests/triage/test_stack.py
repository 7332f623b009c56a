"""How the two readings of a message are joined by its length."""

import numpy as np

from triage.stack import Plain

FIRST = np.array([[0.9, 0.1]] * 3, dtype=np.float32)
OTHERWISE = np.array([[-1.0, 1.0]] * 3, dtype=np.float32)


def test_short_messages_follow_the_plain_reading_and_long_ones_the_first() -> None:
    short, middling, long = Plain(OTHERWISE, OTHERWISE, np.array([2, 7, 40])).topic_chances(FIRST)
    assert short[1] > 0.9
    assert 0.5 < middling[1] < 0.6
    assert np.allclose(long, FIRST[0])


def test_joined_chances_add_up_to_one() -> None:
    joined = Plain(OTHERWISE, OTHERWISE, np.array([1, 8, 15])).level_chances(FIRST)
    assert np.allclose(joined.sum(axis=1), 1)
