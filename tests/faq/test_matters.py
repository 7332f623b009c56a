"""A text is weighed by what it is about; without a model, answers are still found."""

import logging
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from faq import Index, matters, network
from tests.faq.shop import ARTICLES
from triage.text import word_forms


@pytest.fixture
def learnt() -> matters.Matters:
    found = matters.load()
    assert found, "run `python -m faq train`"
    return found


@pytest.mark.parametrize(
    ("one", "other", "stranger"),
    [
        ("وين طلبي", "where is my parcel", "how do I wash the dress"),
        ("رجعولي مصاري", "when do I get my refund", "do you deliver to Aden"),
        ("nsit el password", "نسيت كلمة السر", "الكباية جت مكسورة"),
    ],
)
def test_languages_and_dialects_meet(
    learnt: matters.Matters, one: str, other: str, stranger: str
) -> None:
    def about(text: str) -> np.ndarray:
        return network.chances(learnt.margins([word_forms(text)]))[0]

    assert about(one) @ about(other) > about(one) @ about(stranger)


def test_many_texts_say_what_each_says_by_itself(learnt: matters.Matters) -> None:
    asked = [word_forms(text) for text in ("وين طلبي", "", "where is my parcel")] * 70
    alone = np.concatenate([learnt.margins([forms]) for forms in asked[:3]] * 70)
    assert np.array_equal(learnt.margins(asked), alone)


def test_what_is_written_is_read_again(learnt: matters.Matters, tmp_path: Path) -> None:
    learnt.save(tmp_path / "m.npz")
    again = matters.read(tmp_path / "m.npz")
    assert again.version == learnt.version
    asked = [word_forms("وين طلبي")]
    assert np.array_equal(again.margins(asked), learnt.margins(asked))


@pytest.mark.parametrize("content", [None, b"", b"no arrays"])
def test_without_a_model_likeness_finds_and_the_log_says_so(
    content: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = tmp_path / "matters.npz"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(matters, "MODEL", file)
    with caplog.at_level(logging.WARNING):
        index = Index(ARTICLES)
    assert "python -m faq train" in caplog.text
    assert index.suggest("where is my parcel")[0].article.id == 1


def test_a_network_learns_what_its_grams_speak_for() -> None:
    texts = sp.csr_matrix(np.eye(2, 5, dtype=np.float32).repeat(200, axis=0))
    wanted = np.eye(2, dtype=np.float32).repeat(200, axis=0)
    fitted = network.fit(texts, wanted, lambda _: None)
    inside = np.maximum(fitted.inner[:2] + fitted.inner_bias, 0)
    said = inside @ fitted.outer + fitted.outer_bias
    assert said.argmax(axis=1).tolist() == [0, 1]
    assert not fitted.inner[2:].any()
