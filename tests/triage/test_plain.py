"""Phrases of the word lists as messages to learn from, and the plain messages that they teach."""

from triage.plain import messages


def test_the_same_messages_come_each_time_and_none_twice() -> None:
    texts = [message.text for message in messages()]
    assert texts == [message.text for message in messages()]
    assert len(texts) == len(set(texts))


def test_their_labels_are_those_of_the_guide() -> None:
    assert [
        fault for message in messages() for fault in message.faults() if "variety" not in fault
    ] == []


def test_what_only_mentions_a_topic_or_sets_the_tone_is_left_out() -> None:
    named = {message.id for message in messages()}
    assert "plain shipment.late" in named
    assert named.isdisjoint({"plain order.word", "plain fury.fury", "plain shipment.arrived"})


def test_what_counts_only_where_it_is_denied_is_denied() -> None:
    told = {m.text for m in messages() if m.id == "plain shipment.not_arrived" and m.lang == "en"}
    denials = ("not", "did not", "has not", "never")
    assert told & {f"{denial} delivered" for denial in denials}
    assert "delivered" not in told
