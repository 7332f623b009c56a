"""A challenger learns the examples and a shop's corrections, and both sides are measured."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from triage import challenge, reader, weights
from triage.examples import Example, part


def few(each: int, *, beginning: int = 0) -> list[Example]:
    """So many examples of each topic, the other labels dealt out: each fold must hold them all."""
    by_topic: dict[str, list[Example]] = {}
    for example in part("train"):
        by_topic.setdefault(example.topic, []).append(example)
    chosen = [one for listed in by_topic.values() for one in listed[beginning::50][:each]]
    dealt = [("gulf", 0), ("egyptian", 1), ("levantine", 2), ("iraqi", 3)]
    return [
        replace(one, variety=dealt[place % 4][0], urgency=dealt[place % 4][1])
        for place, one in enumerate(chosen)
    ]


@pytest.fixture
def task(tmp_path: Path) -> challenge.Task:
    """Some messages to learn from, a handful to measure with."""
    return challenge.Task(
        lessons=few(1, beginning=20),
        held=few(1, beginning=30),
        champion=None,
        file=tmp_path / "shop-1.npz",
        version="shop-1",
        base=few(14),
        test=few(1, beginning=40),
    )


def test_it_learns_writes_and_measures_both_sides(task: challenge.Task) -> None:
    told: list[dict[str, Any]] = []
    sides = challenge.run(task, told.append)
    assert weights.read(task.file).version == "shop-1"
    assert list(task.file.parent.iterdir()) == [task.file]
    for side in sides.values():
        assert side["corrections"]["n"] == len(task.held)
        assert 0 <= side["corrections"]["right"] <= 2 * len(task.held)
        assert side["test"]["urgent_found"] <= side["test"]["urgent"]
    stages = list(dict.fromkeys(each["stage"] for each in told))
    assert stages == ["reading", "calibrating", "learning", "measuring"]
    assert {"stage": "calibrating", "step": 2, "steps": 4} in told


def test_without_messages_to_measure_with_there_are_no_figures() -> None:
    assert challenge.figures(reader.Triage(None), []) is None


def test_the_figures_count_labels() -> None:
    [example] = [each for each in part("train") if each.topic == "broken"][:1]
    said = reader.Triage(None).read(example.text, channel=example.channel)
    agreed = replace(example, topic=said.topic, urgency=said.urgency, subject="")
    found = challenge.figures(reader.Triage(None), [agreed, replace(agreed, topic="other")])
    assert found is not None
    assert (found["n"], found["right"], found["topic"], found["urgency"]) == (2, 3, 0.5, 1.0)


def test_the_variety_of_a_correction_is_not_taught() -> None:
    [gulf] = [each for each in part("train") if each.variety == "gulf"][:1]
    assert challenge.taught(gulf).variety == ""


def test_a_task_survives_its_way_through_a_line(task: challenge.Task) -> None:
    line = json.dumps(
        {
            "lessons": [asdict(each) for each in task.lessons],
            "held": [],
            "champion": None,
            "file": str(task.file),
            "version": "shop-1",
        }
    )
    told = challenge.Task.told(json.loads(line))
    assert (list(told.lessons), told.file, told.base) == (task.lessons, task.file, part("train"))


def test_the_shipped_version_is_read_without_its_weights() -> None:
    assert reader.shipped_version() == reader.load().version
