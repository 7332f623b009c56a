"""Fits the trained part: n-grams and signals, linear, calibrated (all of scikit-learn is here)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
import skops.io
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from triage.labels import TOPICS
from triage.weights import Floats, Grams, Weights

TOPIC_KEYS = tuple(TOPICS)
_SIZES = (2, 4)
_SIGNAL_SCALE = 0.5
_STRENGTH = 8.0
_FOLDS = 3
_HINT_WEIGHT = 0.1
_SEED = 20240607


@dataclass
class Rows:
    """Examples ready to learn from: words, signals, and both labels as class numbers."""

    forms: list[list[str]]
    signals: Floats
    topics: list[int]
    urgencies: list[int]

    def take(self, places: Sequence[int]) -> "Rows":
        """Some of the rows."""
        return Rows(
            [self.forms[place] for place in places],
            self.signals[list(places)],
            [self.topics[place] for place in places],
            [self.urgencies[place] for place in places],
        )


@dataclass
class Hints:
    """Phrases of the word files, each with the class number of the topic it speaks for.

    Learnt from lightly, they spread what the lexicon knows to words that only resemble its own.
    """

    forms: list[list[str]]
    topics: list[int]


def learn(rows: Rows, hints: Hints, version: str) -> tuple[Weights, dict[str, Any]]:
    """Weights fitted on all rows, temperatures on margins of rows left out; and the estimators."""
    # On a busy machine, threads that wait for each other make small fits five times slower.
    with threadpool_limits(limits=1):
        temperatures = _temperatures(rows, hints)
        fitted = _fit(rows, hints)
    return _weights(fitted, temperatures, version), fitted


def save(fitted: dict[str, Any], file: Path) -> None:
    """Writes the fitted estimators by skops, to be opened with scikit-learn."""
    skops.io.dump(fitted, file)


def margins(fitted: dict[str, Any], rows: Rows) -> tuple[Any, Any]:
    """What scikit-learn's own estimators say of rows: margins by topic and by urgency."""
    matrix = _matrix(fitted, rows)
    return (
        fitted["topic"].decision_function(matrix),
        fitted["urgency"].decision_function(matrix),
    )


def open_fitted(file: Path) -> dict[str, Any]:
    """Reads what `save` wrote."""
    fitted: dict[str, Any] = skops.io.load(file)
    return fitted


def _fit(rows: Rows, hints: Hints) -> dict[str, Any]:
    fitted: dict[str, Any] = {
        "words": TfidfVectorizer(
            token_pattern=r"\S+",  # noqa: S106 - a pattern, no secret
            lowercase=False, ngram_range=(1, 2), min_df=2,
            sublinear_tf=True, dtype=np.float32,
        ),
        "letters": TfidfVectorizer(
            analyzer="char_wb", lowercase=False, ngram_range=_SIZES, min_df=2,
            sublinear_tf=True, dtype=np.float32,
        ),
    }  # fmt: skip
    texts = [" ".join(forms) for forms in rows.forms + hints.forms]
    fitted["words"].fit(texts)
    fitted["letters"].fit(texts)
    matrix = _matrix(fitted, rows)
    hinted = Rows(
        hints.forms, np.zeros((len(hints.forms), rows.signals.shape[1]), np.float32), [], []
    )
    fitted["topic"] = _classifier().fit(
        sp.vstack([matrix, _matrix(fitted, hinted)], format="csr"),
        rows.topics + hints.topics,
        sample_weight=[1.0] * len(rows.topics) + [_HINT_WEIGHT] * len(hints.topics),
    )
    fitted["urgency"] = _classifier().fit(matrix, rows.urgencies)
    return fitted


def _classifier() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=400)


def _matrix(fitted: dict[str, Any], rows: Rows) -> sp.csr_matrix:
    texts = [" ".join(forms) for forms in rows.forms]
    signals = sp.csr_matrix(rows.signals * np.float32(_SIGNAL_SCALE))
    return sp.hstack(
        [fitted["words"].transform(texts), fitted["letters"].transform(texts), signals],
        format="csr",
    )


def _temperatures(rows: Rows, hints: Hints) -> tuple[float, float]:
    """One number each that makes left-out confidence match left-out accuracy (Guo et al. 2017)."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    topic, urgency, seen = [], [], []
    for kept, left in folds.split(rows.topics, rows.topics):
        found = margins(_fit(rows.take(kept), hints), rows.take(left))
        topic.append(found[0])
        urgency.append(found[1])
        seen.extend(left)
    return (
        _temperature(np.vstack(topic), np.array(rows.topics)[seen]),
        _temperature(np.vstack(urgency), np.array(rows.urgencies)[seen]),
    )


def _temperature(found: Any, classes: Any) -> float:
    def loss(temperature: float) -> float:
        scaled = found / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(classes)), classes]).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 5.0), method="bounded").x)


def _weights(fitted: dict[str, Any], temperatures: tuple[float, float], version: str) -> Weights:
    words, letters = fitted["words"], fitted["letters"]
    grams = Grams(
        places=_in_order(words.vocabulary_, 0),
        letters=_in_order(letters.vocabulary_, len(words.vocabulary_)),
        idf=np.concatenate([words.idf_, letters.idf_]).astype(np.float32),
        words=len(words.vocabulary_),
        sizes=_SIZES,
    )
    both = [fitted["topic"], fitted["urgency"]]
    return Weights(
        grams=grams,
        signal_scale=_SIGNAL_SCALE,
        coefficients=np.ascontiguousarray(
            np.vstack([estimator.coef_ for estimator in both]).T, dtype=np.float32
        ),
        intercepts=np.concatenate([e.intercept_ for e in both]).astype(np.float32),
        temperatures=temperatures,
        topics=tuple(TOPIC_KEYS[number] for number in fitted["topic"].classes_),
        version=version,
    )


def _in_order(vocabulary: dict[str, int], offset: int) -> dict[str, int]:
    return {gram: place + offset for gram, place in sorted(vocabulary.items(), key=lambda x: x[1])}
