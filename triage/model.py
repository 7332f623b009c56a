"""Fits the trained part: n-grams and signals, linear, calibrated (all of scikit-learn is here)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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

from triage.weights import Floats, Grams, Weights

# What is learnt of a message.
HEADS = ("topic", "urgency", "variety")
_SIZES = (2, 4)
_SIGNAL_SCALE = 0.2
_STRENGTH = 8.0
_FOLDS = 3
_HINT_WEIGHT = 0.1
_SEED = 20240607

Fitted = dict[str, Any]
Label = str | int | None


@dataclass(frozen=True)
class Rows:
    """Examples ready to learn from: words, signals, and the labels of each head of HEADS.

    A label is None where the example has none of that head.
    """

    forms: list[list[str]]
    signals: Floats
    labels: dict[str, list[Label]]

    def take(self, places: Sequence[int]) -> "Rows":
        """Some of the rows."""
        return Rows(
            [self.forms[place] for place in places],
            self.signals[list(places)],
            {head: [listed[place] for place in places] for head, listed in self.labels.items()},
        )


@dataclass(frozen=True)
class Hints:
    """Phrases of the word files, each with the topic it speaks for.

    Learnt from lightly, they spread what the lexicon knows to words that only resemble its own.
    """

    forms: list[list[str]]
    topics: list[Label]


def learn(
    rows: Rows, hints: Hints, version: str, progress: Callable[[str], None]
) -> tuple[Weights, Fitted]:
    """Weights fitted on all rows, temperatures on margins of rows left out; and the estimators."""
    # On a busy machine, threads that wait for each other make small fits five times slower.
    with threadpool_limits(limits=1):
        temperatures = _temperatures(rows, hints, progress)
        progress("learning from all of them")
        fitted = _fit(rows, hints)
    return replace(_weights(fitted, version), temperatures=temperatures), fitted


def save(fitted: Fitted, file: Path) -> None:
    """Writes the fitted estimators by skops, to be opened with scikit-learn."""
    skops.io.dump(fitted, file)


def open_fitted(file: Path) -> Fitted:
    """Reads what `save` wrote."""
    fitted: Fitted = skops.io.load(file)
    return fitted


def margins(fitted: Fitted, rows: Rows) -> dict[str, Any]:
    """What scikit-learn's own estimators say of rows: margins of each class, a head each."""
    matrix = _matrix(fitted, rows)
    return {head: fitted[head].decision_function(matrix) for head in HEADS}


def _fit(rows: Rows, hints: Hints) -> Fitted:
    fitted: Fitted = {
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
    for head in HEADS:
        known = _known(rows.labels[head])
        fitted[head] = _classifier().fit(matrix[known], [rows.labels[head][at] for at in known])
    unsaid = np.zeros((len(hints.forms), rows.signals.shape[1]), np.float32)
    hinted = _matrix(fitted, Rows(hints.forms, unsaid, {}))
    fitted["topic"] = _classifier().fit(
        sp.vstack([matrix, hinted], format="csr"),
        rows.labels["topic"] + hints.topics,
        sample_weight=[1.0] * len(rows.forms) + [_HINT_WEIGHT] * len(hints.forms),
    )
    return fitted


def _classifier() -> LogisticRegression:
    return LogisticRegression(
        C=_STRENGTH, class_weight="balanced", max_iter=400, random_state=_SEED
    )


def _matrix(fitted: Fitted, rows: Rows) -> sp.csr_matrix:
    texts = [" ".join(forms) for forms in rows.forms]
    signals = sp.csr_matrix(rows.signals * np.float32(_SIGNAL_SCALE))
    return sp.hstack(
        [fitted["words"].transform(texts), fitted["letters"].transform(texts), signals],
        format="csr",
    )


def _temperatures(rows: Rows, hints: Hints, progress: Callable[[str], None]) -> tuple[float, ...]:
    """One number a head that makes left-out confidence match left-out accuracy.

    Temperature scaling, Guo et al. 2017, "On Calibration of Modern Neural Networks".
    """
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    found: dict[str, list[Any]] = {head: [] for head in HEADS}
    seen: list[int] = []
    parts = folds.split(rows.forms, rows.labels["topic"])
    for number, (kept, left) in enumerate(parts, 1):
        progress(f"calibrating, {number} of {_FOLDS}")
        said = margins(_fit(rows.take(kept), hints), rows.take(left))
        for head in HEADS:
            found[head].append(said[head])
        seen.extend(left)
    return tuple(
        _temperature(np.vstack(found[head]), [rows.labels[head][place] for place in seen])
        for head in HEADS
    )


def _temperature(found: Any, labels: list[Label]) -> float:
    known = _known(labels)
    margin = found[known]
    classes = sorted({labels[place] for place in known})  # type: ignore[type-var]
    right = np.array([classes.index(labels[place]) for place in known])

    def loss(temperature: float) -> float:
        scaled = margin / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(right)), right]).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 5.0), method="bounded").x)


def _known(labels: Sequence[Label]) -> list[int]:
    return [place for place, label in enumerate(labels) if label is not None]


def _weights(fitted: Fitted, version: str) -> Weights:
    words, letters = fitted["words"], fitted["letters"]
    grams = Grams(
        places=_in_order(words.vocabulary_, 0),
        letters=_in_order(letters.vocabulary_, len(words.vocabulary_)),
        idf=np.concatenate([words.idf_, letters.idf_]).astype(np.float32),
        words=len(words.vocabulary_),
        sizes=_SIZES,
    )
    heads = [fitted[head] for head in HEADS]
    return Weights(
        grams=grams,
        signal_scale=_SIGNAL_SCALE,
        coefficients=np.ascontiguousarray(
            np.vstack([head.coef_ for head in heads]).T, dtype=np.float32
        ),
        intercepts=np.concatenate([head.intercept_ for head in heads]).astype(np.float32),
        temperatures=(1.0,) * len(heads),
        classes={head: tuple(fitted[head].classes_.tolist()) for head in HEADS},
        version=version,
    )


def _in_order(vocabulary: dict[str, int], offset: int) -> dict[str, int]:
    return {gram: place + offset for gram, place in sorted(vocabulary.items(), key=lambda x: x[1])}
