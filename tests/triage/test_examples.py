"""The labelled messages: valid labels, no near-duplicates, a split that stays."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.triage.alike import nearly_the_same
from triage.examples import VARIETIES, Example, examples, part, read
from triage.labels import TOPICS, URGENCIES


def test_labels_are_valid() -> None:
    assert [fault for example in examples() for fault in example.faults()] == []


def test_ids_are_unique() -> None:
    ids = [example.id for example in examples()]
    assert len(ids) == len(set(ids)) >= 600


def test_no_two_examples_are_nearly_the_same_but_for_one_that_is_planted() -> None:
    one = next(each for each in examples() if 90 < len(each.text) < 120)
    words = one.text.split()
    planted = replace(one, id="planted", text=" ".join(["please", *reversed(words[1:])]))
    assert nearly_the_same([*examples(), planted]) == [{one.id, "planted"}]


def test_a_misspelt_text_is_found_and_another_is_not() -> None:
    said = ["My parcel has not come yet", "My parsel haz not come yet", "Where is the invoice?"]
    first, misspelt, _ = three = [replace(examples()[0], id=text, text=text) for text in said]
    assert nearly_the_same(three) == [{first.id, misspelt.id}]


def test_there_is_enough_to_learn_from() -> None:
    train = part("train")
    assert len(train) >= 5000
    assert sum(example.lang == "ar" for example in train) >= 0.6 * len(train)
    assert sum(example.hard for example in train) >= 0.3 * len(train)
    seen = {(e.topic, e.lang) for e in train} | {(e.urgency, e.variety) for e in train}
    assert seen >= {(topic, lang) for topic in TOPICS for lang in ("ar", "en")}
    assert seen >= {(level, variety) for level in URGENCIES for variety in VARIETIES}


FINE = '{"text": "hi", "topic": "order", "urgency": 1}'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "hi", "urgency": 1}', "no 'topic'"),
        ('{"text": "hi", "topic": "orders", "urgency": 1}', "topic 'orders' is none of order, "),
        ('{"text": "hi", "topic": "order", "urgency": 4}', "urgency 4 is none of 0, 1, 2, 3"),
        ('{"text": "hi", "topic": "order", "urgency": 1.5}', "urgency 1.5 is none of 0, 1, 2, 3"),
        ('{"text": 42, "topic": "order", "urgency": 1}', "text 42 is no text"),
        ('{"text": "hi", "subject": 42, "topic": "order", "urgency": 1}', "subject 42 is no text"),
        ('["hi", "order", 1]', "no JSON object"),
        ('{"text": "hi",', "Expecting property name"),
    ],
)
def test_a_line_that_is_no_example_is_named(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(f"{FINE}\n{line}\n")
    with pytest.raises(ValueError, match=rf"bad\.jsonl, line 2: {re.escape(why)}"):
        read(file)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    file.write_bytes("طلبي".encode("cp1256"))
    with pytest.raises(ValueError, match=r"old\.jsonl is not in UTF-8"):
        read(file)


def test_what_windows_puts_before_a_file_and_what_texts_hold_is_read(tmp_path: Path) -> None:
    file = tmp_path / "fine.jsonl"
    file.write_text("\ufeff" + FINE.replace("hi", "one\u2028two\x85three") + "\r\n\r\n")
    assert [example.text for example in read(file)] == ["one\u2028two\x85three"]


def test_wrong_labels_are_named() -> None:
    wrong = Example("x-1", "hi", "fax", "fr", "gulf", "orders", 4, False, secondary="claims")
    assert len(wrong.faults()) == 5
