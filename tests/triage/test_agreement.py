"""Two readers of the examples: whom they speak of, and how far they agreed."""

from triage.agreement import Readings, readings, table
from triage.examples import examples
from triage.labels import TOPICS, URGENCIES


def test_every_reading_is_of_an_example_with_labels_there_are() -> None:
    known = {example.id for example in examples()}
    listed = readings()
    assert len({each.id for each in listed}) == len(listed) > 11_000
    assert {each.id for each in listed} <= known
    assert {topic for each in listed for topic in each.topics} <= set(TOPICS)
    assert {level for each in listed for level in each.urgencies} <= set(URGENCIES)


def test_what_was_not_disputed_stands_in_the_examples() -> None:
    labels = {example.id: (example.topic, example.urgency) for example in examples()}
    for each in readings():
        if len({*each.topics}) == len({*each.urgencies}) == 1:
            assert labels[each.id] == (each.topics[0], each.urgencies[0])


def test_the_table_counts_both_labels() -> None:
    said = [
        Readings("a-1", ("order", "order"), (1, 2)),
        Readings("a-2", ("order", "shipment"), (1, 1)),
        Readings("test-a-1", ("claim", "claim"), (3, 3)),
    ]
    lines = [line.split() for line in table(said).splitlines()]
    assert lines[1:] == [["train", "2", "50.0%", "50.0%"], ["test", "1", "100.0%", "100.0%"]]
