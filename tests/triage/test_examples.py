"""The labelled messages: valid labels, no near-duplicates, a split that stays."""

from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from triage.examples import VARIETIES, Example, examples, part, read
from triage.labels import TOPICS, URGENCIES
from triage.text import normalise

MOST_ALIKE = 82
BLOCK = 200


def test_labels_are_valid() -> None:
    assert [fault for example in examples() for fault in example.faults()] == []


def test_ids_are_unique() -> None:
    ids = [example.id for example in examples()]
    assert len(ids) == len(set(ids)) >= 600


def test_no_two_examples_are_nearly_the_same() -> None:
    texts = [(_sorted(example), example.id) for example in examples() if _is_worded(example)]
    texts.sort(key=lambda pair: len(pair[0]))
    assert [pair for start in range(0, len(texts), BLOCK) for pair in _alike(texts, start)] == []


def _sorted(example: Example) -> str:
    """The words in order, once for all: their ratio is then the token_sort_ratio."""
    return " ".join(sorted(normalise(f"{example.subject} {example.text}").split()))


def _is_worded(example: Example) -> bool:
    return any(map(str.isalpha, example.text))


def _alike(texts: list[tuple[str, str]], start: int) -> list[tuple[str, str]]:
    """The pairs of a block and what follows it; texts of very different length cannot be alike."""
    block = texts[start : start + BLOCK]
    longest = len(block[-1][0]) * (200 - MOST_ALIKE) / MOST_ALIKE
    others = [pair for pair in texts[start:] if len(pair[0]) <= longest]
    scores = process.cdist(
        [text for text, _ in block], [text for text, _ in others],
        scorer=fuzz.ratio, score_cutoff=MOST_ALIKE, workers=2,
    )  # fmt: skip
    found = zip(*np.nonzero(scores > MOST_ALIKE), strict=True)
    return [(block[a][1], others[b][1]) for a, b in found if a < b]


def test_there_is_enough_to_learn_from() -> None:
    train = part("train")
    assert len(train) >= 5000
    assert sum(example.lang == "ar" for example in train) >= 0.6 * len(train)
    assert sum(example.hard for example in train) >= 0.3 * len(train)
    seen = {(e.topic, e.lang) for e in train} | {(e.urgency, e.variety) for e in train}
    assert seen >= {(topic, lang) for topic in TOPICS for lang in ("ar", "en")}
    assert seen >= {(level, variety) for level in URGENCIES for variety in VARIETIES}


def test_a_line_that_is_no_example_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "hi", "topic": "order", "urgency": 1}\n{"text": "hi"}\n')
    with pytest.raises(ValueError, match=r"bad.jsonl, line 2: 'topic'"):
        read(file)


def test_wrong_labels_are_named() -> None:
    wrong = Example("x-1", "hi", "fax", "fr", "gulf", "orders", 4, False, secondary="claims")
    assert len(wrong.faults()) == 5
