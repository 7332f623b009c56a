"""Fits the trained part in two steps, linear and then stacked (all of scikit-learn is here)."""

import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

import numpy as np
import scipy.sparse as sp
import skops.io
from scipy.optimize import minimize_scalar
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from triage.arrays import columns, weights
from triage.concepts import grams
from triage.features import Traits
from triage.grams import BLOCKS
from triage.heads import CLASSES, HEADS, LINEAR, PLAIN, STACKED
from triage.stack import First, Plain
from triage.table import Floats
from triage.weights import Weights

_SIZES = (2, 4)
_SIGNAL_SCALE = 0.2
_SCALES = {"words": 1.0, "letters": 1.0, "concepts": 0.8}
_STRENGTH = 0.6
# How much of an example a phrase of the word lists is worth.
_PHRASE = 0.3
_FOLDS = 4
_HIDDEN = 64
_DECAY = 0.1
_ROUNDS = 15
_SEED = 20240607
_LISTED = r"\S+"
# What skops does not know of itself; it only holds numbers.
_OURS = ["sklearn.neural_network._stochastic_optimizers.AdamOptimizer"]
# A gram counts from its third message on.
_COUNTED = {"lowercase": False, "sublinear_tf": True, "min_df": 3, "dtype": np.float32}
Fitted = dict[str, Any]
Label = str | int | None
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Rows:
    """Examples ready to learn from: their traits, and the labels of each head of LINEAR.

    A label is None where the example has none of that head; `heads.matter` numbers matters.
    """

    traits: list[Traits]
    labels: dict[str, list[Label]]

    def take(self, places: Sequence[int]) -> "Rows":
        """Some of the rows."""
        return Rows(
            [self.traits[place] for place in places],
            {head: [listed[place] for place in places] for head, listed in self.labels.items()},
        )

    def signals(self) -> Floats:
        """The signals of each row, one below the other."""
        return np.stack([traits.signals for traits in self.traits])


def learn(rows: Rows, phrases: Rows, version: str, progress: Progress) -> tuple[Weights, Fitted]:
    """Weights fitted on all rows and the estimators themselves; `phrases` teach the plain heads.

    The second step and the temperatures learn from margins of rows that the first had not seen.
    """
    # On a busy machine, threads that wait for each other make small fits five times slower.
    with threadpool_limits(limits=1), ThreadPoolExecutor(2) as pool:
        unseen = _unseen(rows, pool, progress)
        progress("learning from all of them")
        fitted = _fit(rows, pool, LINEAR)
        fitted |= _fit_plain(fitted, rows, phrases, pool)
        progress("learning how topic and level go together")
        inputs = _first(unseen).inputs(rows.signals())
        fitted["second"] = MLPClassifier(
            (_HIDDEN,), alpha=_DECAY, max_iter=_ROUNDS, batch_size=64, learning_rate_init=2e-3,
            random_state=_SEED, n_iter_no_change=_ROUNDS,
        )  # fmt: skip
        _fit_quietly(fitted["second"], inputs, rows.labels["urgency"])
        learnt = weights(
            fitted,
            scales=_SCALES,
            sizes=_SIZES,
            signal_scale=_SIGNAL_SCALE,
            temperature=_temperature(unseen, rows),
            version=version,
        )
    return learnt, fitted


def save(fitted: Fitted, file: Path) -> None:
    """Writes the fitted estimators by skops, to be opened with scikit-learn."""
    for head in HEADS:
        # Half of the digits are enough, and zeros take no room once packed.
        fitted[head].coef_ = fitted[head].coef_.astype(np.float16).astype(np.float32)
    skops.io.dump(fitted, file, compression=ZIP_DEFLATED, compresslevel=6)


def open_fitted(file: Path) -> Fitted:
    """Reads what `save` wrote."""
    fitted: Fitted = skops.io.load(file, trusted=_OURS)
    return fitted


def margins(fitted: Fitted, rows: Rows, heads: Sequence[str] = HEADS) -> dict[str, Any]:
    """What scikit-learn's own estimators say of rows: n × classes margins, a head each."""
    matrix = _matrix(fitted, rows)
    return {head: _said(fitted[head], head, matrix) for head in heads}


def levels(fitted: Fitted, rows: Rows) -> Any:
    """The chance of each level as scikit-learn's own estimators give it, n × 4."""
    said = margins(fitted, rows)
    chances = fitted["second"].predict_proba(_first(said).inputs(rows.signals()))
    return _plain(said, rows).level_chances(chances)


def _fit(rows: Rows, pool: ThreadPoolExecutor, heads: Sequence[str]) -> Fitted:
    fitted: Fitted = {
        "words": TfidfVectorizer(token_pattern=_LISTED, ngram_range=(1, 2), **_COUNTED),
        "letters": TfidfVectorizer(analyzer="char_wb", ngram_range=_SIZES, **_COUNTED),
        "concepts": TfidfVectorizer(token_pattern=_LISTED, **_COUNTED),
    }
    for block in BLOCKS:
        fitted[block].fit(_texts(rows, block))
    matrix = _matrix(fitted, rows)

    def fit(head: str) -> LinearSVC:
        known = _known(rows.labels[head])
        # Some matters are rare, and evening them out would make them likelier than they are.
        balance = None if head == "matter" else "balanced"
        classifier = LinearSVC(C=_STRENGTH, class_weight=balance, random_state=_SEED)
        return classifier.fit(matrix[known], [rows.labels[head][at] for at in known])

    return fitted | dict(zip(heads, pool.map(fit, heads), strict=True))


def _fit_plain(fitted: Fitted, rows: Rows, phrases: Rows, pool: ThreadPoolExecutor) -> Fitted:
    """The plain heads, over the grams that `_fit` found; a phrase is worth a part of an example."""
    matrix = sp.vstack([_matrix(fitted, rows), _matrix(fitted, phrases)], format="csr")
    worth = np.repeat([1.0, _PHRASE], [len(rows.traits), len(phrases.traits)])

    def fit(learnt: str) -> LinearSVC:
        classifier = LinearSVC(C=_STRENGTH, class_weight="balanced", random_state=_SEED)
        return classifier.fit(matrix, rows.labels[learnt] + phrases.labels[learnt], worth)

    return dict(zip(PLAIN, pool.map(fit, ("topic", "urgency")), strict=True))


def _matrix(fitted: Fitted, rows: Rows) -> sp.csr_matrix:
    blocks = [fitted[block].transform(_texts(rows, block)) * _SCALES[block] for block in BLOCKS]
    signals = sp.csr_matrix(rows.signals() * np.float32(_SIGNAL_SCALE))
    return sp.hstack([*blocks, signals], format="csr", dtype=np.float32)


def _texts(rows: Rows, block: str) -> list[str]:
    """What a block counts of each row, as one text: concepts, or words (letters are of words)."""
    if block == "concepts":
        return [" ".join(grams(traits.concepts)) for traits in rows.traits]
    return [" ".join(traits.words) for traits in rows.traits]


def _unseen(rows: Rows, pool: ThreadPoolExecutor, progress: Progress) -> dict[str, Floats]:
    """The margins of every row by a first step that had not seen it."""
    found = {head: np.zeros((len(rows.traits), len(CLASSES[head])), np.float32) for head in STACKED}
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    parts = folds.split(rows.traits, rows.labels["topic"])
    for number, (kept, left) in enumerate(parts, 1):
        progress(f"calibrating, {number} of {_FOLDS}")
        fitted = _fit(rows.take(kept), pool, STACKED)
        said = margins(fitted, rows.take(left), STACKED)
        for head in STACKED:
            found[head][left] = said[head]
    return found


def _said(estimator: LinearSVC, head: str, matrix: sp.csr_matrix) -> Floats:
    """Margins of all classes of a head, those among them that were never seen as well."""
    coefficients, intercepts = columns(estimator, head)
    return np.asarray(matrix @ coefficients + intercepts, dtype=np.float32)


def _first(said: dict[str, Any]) -> First:
    return First(said["topic"], said["urgency"], said["matter"])


def _plain(said: dict[str, Any], rows: Rows) -> Plain:
    lengths = np.array([len(traits.words) for traits in rows.traits])
    return Plain(said["plain topic"], said["plain urgency"], lengths)


def _fit_quietly(network: MLPClassifier, inputs: Floats, labels: list[Label]) -> None:
    """Fits for its few rounds; that it could go on is the point, not a matter for a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(inputs, labels)


def _temperature(unseen: dict[str, Floats], rows: Rows) -> float:
    """The number that makes confidence in a topic match how often it is right.

    Temperature scaling, Guo et al. 2017, "On Calibration of Modern Neural Networks".
    """
    logs = np.log(_first(unseen).topic_chances() + 1e-9)
    right = np.array([CLASSES["topic"].index(topic) for topic in rows.labels["topic"]])

    def loss(temperature: float) -> float:
        scaled = logs / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(right)), right]).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 5.0), method="bounded").x)


def _known(labels: Sequence[Label]) -> list[int]:
    return [place for place, label in enumerate(labels) if label is not None]
