"""The rules about what surrounds a message, one by one, and the laws for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.assist.rules import RULES, Situation, found_in, level_of, moved
from helpdesk.sla.turn import BAND

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))
SITUATIONS = st.builds(
    Situation,
    now=st.just(NOON),
    channel=st.sampled_from(["email", "chat", "whatsapp"]),
    contacts=st.integers(1, 40),
    waiting=SPANS,
    promised=st.none()
    | st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=14)),
    late_on=st.none() | st.just(NOON - timedelta(days=20)),
    others=st.integers(0, 9),
)
# As triage gives them: never quite at the edge of a band.
BASES = st.builds(
    lambda level, place: BAND * level + place, st.integers(0, 3), st.floats(0.2, 24.8)
)


def names(**around):
    situation = Situation(now=NOON, **{"channel": "email", **around})
    return {each.rule.name: each.figure for each in found_in(situation)}


def test_a_first_message_of_a_stranger_moves_nothing():
    assert names() == {}


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ({"contacts": 2}, {"again": {"count": 2}}),
        ({"contacts": 5}, {"again_thrice": {"count": 5}}),
        ({"waiting": 1 * HOUR, "promised": 4 * HOUR}, {}),
        ({"waiting": 2 * HOUR, "promised": 4 * HOUR},
         {"waits_half": {"since": "2026-03-02T10:00:00+00:00"}}),
        ({"waiting": 4 * HOUR, "promised": 4 * HOUR},
         {"waits_whole": {"since": "2026-03-02T08:00:00+00:00"}}),
        ({"late_on": NOON - 24 * HOUR}, {"late_before": {"on": "2026-03-01T12:00:00+00:00"}}),
        ({"others": 2}, {"others": {"count": 2}}),
        ({"waiting": 3 * HOUR, "channel": "email"}, {}),
        ({"waiting": HOUR / 12, "channel": "chat"}, {"channel": {"minutes": 2}}),
        ({"waiting": HOUR / 12, "channel": "whatsapp"}, {}),
    ],
)  # fmt: skip
def test_each_rule_names_its_figure(around, expected):
    assert names(**around) == expected


def test_a_third_contact_is_at_least_high():
    found = found_in(Situation(now=NOON, channel="email", contacts=3))
    assert moved(30.0, found) == (2, 63.0)
    assert moved(30.0, found, may_raise=False) == (1, 38.0)
    assert moved(80.0, found) == (3, 88.0)


@given(SITUATIONS, BASES)
def test_points_never_leave_the_band_and_nothing_but_words_makes_it_urgent(around, base):
    level, score = moved(base, found_in(around))
    assert level_of(score) == level
    assert level_of(base) <= level <= max(level_of(base), 2)
    assert level == level_of(base) or around.contacts >= 3


@given(SITUATIONS, BASES, BASES)
def test_what_the_words_put_first_stays_first(around, one, other):
    found = found_in(around)
    lower, higher = sorted([one, other])
    if level_of(lower) == level_of(higher):
        assert moved(lower, found)[1] <= moved(higher, found)[1]


@given(SITUATIONS, BASES)
def test_nothing_around_a_message_lowers_it(around, base):
    assert moved(base, found_in(around))[1] >= round(base, 2)


def test_every_rule_says_why_and_no_two_share_a_name():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") for rule in RULES)
