"""The labelled messages: valid labels, no near-duplicates, a split that stays."""

import numpy as np
from rapidfuzz import fuzz, process

from triage.examples import Example, examples
from triage.text import normalise

MOST_ALIKE = 82


def test_labels_are_valid() -> None:
    assert [fault for example in examples() for fault in example.faults()] == []


def test_ids_are_unique() -> None:
    ids = [example.id for example in examples()]
    assert len(ids) == len(set(ids)) >= 600


def test_no_two_examples_are_nearly_the_same() -> None:
    worded = [example for example in examples() if any(map(str.isalpha, example.text))]
    texts = [normalise(example.text) for example in worded]
    alike = process.cdist(
        texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=MOST_ALIKE, workers=2
    )
    np.fill_diagonal(alike, 0)
    pairs = [
        (worded[a].id, worded[b].id)
        for a, b in zip(*np.nonzero(alike > MOST_ALIKE), strict=True)
        if a < b
    ]
    assert pairs == []


def test_wrong_labels_are_named() -> None:
    wrong = Example("x-1", "hi", "fax", "fr", "gulf", "orders", 4, False, secondary="claims")
    assert len(wrong.faults()) == 5
