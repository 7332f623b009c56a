"""Trains the model on the examples and writes it beside this file; skips when nothing changed."""

import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import numpy as np

from triage import features, signals, weights
from triage.examples import HERE as EXAMPLES
from triage.examples import Example, part
from triage.labels import TOPICS
from triage.lexicon import word_files
from triage.reader import MODEL

_HERE = Path(__file__).parent
_SHAPING = (
    "arabizi.py", "features.py", "labels.py", "matcher.py", "model.py", "signals.py", "text.py",
    "train.py", "weights.py", "lexicon/__init__.py", "lexicon/meanings.toml",
)  # fmt: skip
ESTIMATORS = MODEL.with_name("triage.skops")


def fingerprint() -> str:
    """Twelve hex digits of everything that shapes the weights: examples, lexicon and code."""
    digest = sha256()
    files = [_HERE / name for name in _SHAPING]
    for file in [*files, *word_files(), *sorted(EXAMPLES.glob("*.jsonl"))]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def is_current() -> bool:
    """Whether the trained model was made from what stands here now."""
    try:
        return ESTIMATORS.exists() and weights.read(MODEL).version == fingerprint()
    except (OSError, ValueError, KeyError):
        return False


def train(*, force: bool = False) -> str:
    """Trains on the training part and writes both files, unless they are current already.

    Gives one line on what was done.
    """
    if is_current() and not force:
        return f"triage model {fingerprint()} is current"
    # scikit-learn takes a second to import; a set-up that has nothing to train should not wait.
    from triage import model

    began = time.perf_counter()
    examples = part("train")
    learnt, fitted = model.learn(rows(examples), fingerprint())
    MODEL.parent.mkdir(exist_ok=True)
    model.save(fitted, ESTIMATORS)
    learnt.save(MODEL)
    took = time.perf_counter() - began
    return f"triage model {learnt.version}: learnt {len(examples)} messages in {took:.1f} s"


def rows(examples: Iterable[Example]) -> "model.Rows":  # type: ignore[name-defined] # noqa: F821
    """Examples read into what the model learns from."""
    from triage import model

    listed = list(examples)
    readings = [signals.read(example.text, example.subject) for example in listed]
    return model.Rows(
        forms=[features.toneless(reading) for reading in readings],
        signals=np.stack(
            [
                features.vector(reading, example.channel)
                for reading, example in zip(readings, listed, strict=True)
            ]
        ),
        topics=[list(TOPICS).index(example.topic) for example in listed],
        urgencies=[example.urgency for example in listed],
    )
