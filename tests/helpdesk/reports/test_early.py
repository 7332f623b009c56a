"""How early urgent tickets were seen: the queue at a moment, and the order of arrival replayed."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.reports.early import Early, Queue, Wait, early
from tests.factories import NOON, after

EVENING = after(hours=8)


def wait(
    number: int, came: int, *, ended: int | None = None, urgency: int = 1, due: int = 600
) -> Wait:
    """A wait in minutes after noon."""
    end = after(minutes=ended) if ended is not None else None
    return Wait(number, after(minutes=came), end, urgency, after(minutes=came + due))


def seen(queue: Queue, one: Wait, *, looked: datetime | None = None) -> Early:
    return early(queue, one, title="", looked=looked, replied=one.ended)


def test_a_worked_case() -> None:
    calm = [wait(1, 0, ended=60), wait(2, 1, ended=90), wait(3, 2, ended=120)]
    smoke = wait(4, 10, ended=25, urgency=3, due=60)
    queue = Queue([*calm, smoke], now=EVENING)
    found = seen(queue, smoke, looked=after(minutes=20))
    assert (found.by_order, found.by_arrival) == (1, 4)
    # Waits ended at 25, 60, 90 and 120: by arrival the fourth answer would have been its own,
    # and its turn would have come with the third.
    assert found.reply_saved == (120 - 25) * 60
    assert found.look_saved == (90 - 20) * 60


def test_what_triage_missed_waits_behind_those_due_before_it() -> None:
    calm = [wait(1, 0, due=600), wait(2, 1, due=30)]
    urgent = wait(3, 2, urgency=3, due=60)
    missed = wait(4, 10, due=100)
    queue = Queue([*calm, urgent, missed], now=EVENING)
    assert (queue.by_order(missed), queue.by_arrival(missed)) == (3, 4)


def test_who_was_answered_before_does_not_stand_ahead() -> None:
    queue = Queue([wait(1, 0, ended=5), wait(2, 1, ended=10)], now=EVENING)
    assert queue.by_arrival(wait(3, 10)) == 1


def test_nobody_looked_yet_nothing_was_saved_yet() -> None:
    one = wait(1, 0, urgency=3)
    found = seen(Queue([one], now=EVENING), one)
    assert (found.look_saved, found.reply_saved) == (None, None)


def test_where_the_team_has_not_got_so_far_now_stands_in() -> None:
    waiting = [wait(number, number) for number in range(5)]
    one = wait(9, 10, ended=20, urgency=3)
    found = seen(Queue([*waiting, one], now=EVENING), one)
    assert found.reply_saved == (8 * 60 - 20) * 60


def test_alone_it_saves_nothing() -> None:
    one = wait(1, 0, ended=30, urgency=3)
    found = seen(Queue([one], now=EVENING), one)
    assert (found.by_order, found.by_arrival, found.reply_saved) == (1, 1, 0)


moments = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 200), st.integers(0, 3)), max_size=25
)


@given(moments)
def test_an_order_never_puts_a_ticket_behind_more_than_wait(
    told: list[tuple[int, int, int]],
) -> None:
    waits = [
        wait(number, came, ended=came + took, urgency=urgency)
        for number, (came, took, urgency) in enumerate(told)
    ]
    one = wait(99, 150, ended=160, urgency=3)
    queue = Queue([*waits, one], now=EVENING)
    assert 1 <= queue.by_order(one) <= queue.by_arrival(one)
    assert queue.ending(one, 0) == one.began <= queue.ending(one, 1)
    assert one.began >= NOON
