"""The trained weights: they say what scikit-learn says, and clear the floors of quality."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from triage import Triage, evaluate, reader, train, weights
from triage.chances import Chances
from triage.examples import part
from triage.labels import TOPICS


def test_plain_arrays_say_what_the_estimators_say(triage: Triage) -> None:
    from triage import model

    rows = train.rows(part("train")[::100])
    fitted = model.open_fitted(train.ESTIMATORS)
    ours = weights.read(reader.MODEL).weigh(rows.traits)
    topics = [list(chances.topics)[place] for chances in ours for place in [_most(chances)]]
    levels = model.levels(fitted, rows)
    # Both keep coefficients in two bytes, each in its own format.
    assert np.allclose([chances.urgencies for chances in ours], levels, atol=0.005)
    said = model.margins(fitted, rows)["topic"].argmax(axis=1)
    same = [sorted(TOPICS)[place] == topic for place, topic in zip(said, topics, strict=True)]
    assert np.mean(same) > 0.9  # the matters have a say in the topic as well


def _most(chances: Chances) -> int:
    return int(np.argmax(list(chances.topics.values())))


def test_what_was_saved_is_read(triage: Triage, tmp_path: Path) -> None:
    learnt = weights.read(reader.MODEL)
    learnt.save(tmp_path / "again.npz")
    again = weights.read(tmp_path / "again.npz")
    rows = train.rows(part("train")[:5])
    assert learnt.weigh(rows.traits) == again.weigh(rows.traits)


@pytest.mark.parametrize("spoilt", [None, b"", b"no model", b"PK\x03\x04 half a"])
def test_without_a_model_the_word_lists_decide_and_say_so(
    spoilt: bytes | None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "weights.npz"
    if spoilt is not None:
        file.write_bytes(spoilt)
    alone = reader.load(file)
    verdict = alone.read("وصلت الكاسة مكسورة")
    assert (verdict.topic, verdict.urgency, verdict.sure) == ("broken", 2, False)
    assert verdict.model == "words"
    assert "train" in alone.trouble
    assert "word lists alone" in caplog.text


def test_quality_on_messages_kept_apart(triage: Triage) -> None:
    quality = asdict(evaluate.measure(evaluate.judge(triage, part("test"))))
    assert {name: quality[name] for name, floor in FLOORS.items() if quality[name] < floor} == {}


# A little under what docs/triage.md reports: a change that costs more than noise should be seen.
FLOORS = {
    "topic_macro_f1": 0.88,
    "urgency_macro_f1": 0.87,
    "pairwise_concordance": 0.93,
    "recall_level_3": 0.92,
}
