"""Targets: the house's own until the shop chooses others."""

import pytest

from helpdesk.sla.targets import (
    DEFAULTS,
    LONGEST_MINUTES,
    ImpossibleTarget,
    all_targets,
    minutes_for,
    set_target,
)

pytestmark = pytest.mark.usefixtures("app")


def test_every_channel_has_a_target_for_every_urgency_from_the_start() -> None:
    assert set(all_targets()) == {(channel, level) for channel in DEFAULTS for level in range(4)}
    assert minutes_for("chat", 3) == DEFAULTS["chat"][3]


def test_the_shop_s_choice_counts_from_then_on_and_can_be_changed() -> None:
    set_target("chat", 3, 4)
    set_target("chat", 3, 1)
    assert minutes_for("chat", 3) == all_targets()["chat", 3] == 1
    assert minutes_for("chat", 2) == DEFAULTS["chat"][2]


@pytest.mark.parametrize("minutes", [0, -5, LONGEST_MINUTES + 1])
def test_a_target_below_a_minute_or_beyond_two_weeks_is_refused(minutes: int) -> None:
    with pytest.raises(ImpossibleTarget):
        set_target("email", 1, minutes)


@pytest.mark.parametrize("channel, urgency", [("pigeon", 1), ("email", 4)])
def test_a_target_for_what_does_not_exist_is_refused(channel: str, urgency: int) -> None:
    with pytest.raises(ImpossibleTarget):
        set_target(channel, urgency, 60)
