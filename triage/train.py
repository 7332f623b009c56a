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
from triage.lexicon import Phrase, meanings, phrases, word_files
from triage.reader import MODEL

_HERE = Path(__file__).parent
_SHAPING = (
    "arabizi.py", "features.py", "labels.py", "matcher.py", "model.py", "signals.py", "text.py",
    "train.py", "weights.py", "lexicon/__init__.py", "lexicon/meanings.toml",
)  # fmt: skip
_CLEAR = 1.8
_FORMS = 4
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
    learnt, fitted = model.learn(rows(examples), hints(), fingerprint())
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


def hints() -> "model.Hints":  # type: ignore[name-defined] # noqa: F821
    """The phrases that speak clearly for one topic, each in a few of its forms."""
    from triage import model

    found = [
        (forms, list(TOPICS).index(topic))
        for phrase in phrases()
        if not (phrase.excludes or phrase.denied) and (topic := _clear_topic(phrase.meaning))
        for forms in _some_forms(phrase)
    ]
    return model.Hints([forms for forms, _ in found], [topic for _, topic in found])


def _clear_topic(name: str) -> str | None:
    meaning = meanings()[name]
    topic, weight = max(meaning.topics.items(), key=lambda pair: pair[1], default=("", 0.0))
    return topic if weight >= _CLEAR and not meaning.tone else None


def _some_forms(phrase: Phrase) -> list[list[str]]:
    """Up to a few ways to say a phrase, spread over its alternatives."""
    ways = min(_FORMS, max(len(step.alternatives) for step in phrase.steps))
    return [
        [
            step.alternatives[way * len(step.alternatives) // ways].strip("*")
            for step in phrase.steps
        ]
        for way in range(ways)
    ]
