"""Trains the model on the examples and writes it beside this file; skips when nothing changed."""

import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from triage import dictionary, features, heads, plain, ready, signals, weights
from triage.examples import DIALECTS, Example, files, part
from triage.lexicon import numbered, word_files
from triage.reader import MODEL

_HERE = Path(__file__).parent
_SHAPING = (
    "arabizi.py", "arrays.py", "concepts.py", "denial.py", "dictionary.py", "facts.py",
    "features.py", "figures.py", "fingerprints.py", "grams.py", "heads.py", "labels.py",
    "matcher.py", "model.py", "parts.py", "plain.py", "signals.py", "stack.py", "stems.py",
    "table.py", "terms.py", "text.py", "train.py", "urgency.py", "weights.py",
    "lexicon/__init__.py", "lexicon/numbered.py",
    "lexicon/figures.toml", "lexicon/meanings.toml",
)  # fmt: skip
Progress = Callable[[str], None]
ESTIMATORS = MODEL.with_name("triage.skops")
_READY = {dictionary.PART: dictionary.listed, numbered.PART: numbered.read}


def silent(_: str) -> None:
    """Tells nobody."""


def fingerprint() -> str:
    """Twelve hex digits of everything that shapes the weights: examples, lexicon and code."""
    digest = sha256()
    for file in [
        *(_HERE / name for name in _SHAPING),
        *word_files(),
        *dictionary.files(),
        *files(),
    ]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def is_current() -> bool:
    """Whether the trained model was made from what stands here now."""
    try:
        return ESTIMATORS.exists() and weights.read(MODEL).version == fingerprint()
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return False


def train(*, force: bool = False, progress: Progress = silent) -> str:
    """Trains on the training part and writes the model, unless it is current already.

    Gives one line on what was done; `progress` is told each step.
    """
    for name, read in _READY.items():
        if not ready.is_current(name):
            ready.keep(name, read)
    if is_current() and not force:
        return f"triage model {fingerprint()} is current"
    began = time.perf_counter()
    examples = part("train")
    write(examples, MODEL, version=fingerprint(), progress=progress, estimators=ESTIMATORS)
    took = time.perf_counter() - began
    return f"triage model {fingerprint()}: learnt {len(examples)} messages in {took:.1f} s"


def write(
    examples: Sequence[Example],
    file: Path,
    *,
    version: str,
    progress: Progress = silent,
    estimators: Path | None = None,
) -> None:
    """Learns from `examples` and writes the weights to `file`, whole or not at all.

    The estimators themselves go to `estimators`, where that is wanted.
    """
    # scikit-learn takes a second to import; a set-up that has nothing to train should not wait.
    from triage import model

    progress(f"reading {len(examples)} messages")
    learnt, fitted = model.learn(rows(examples), rows(plain.messages()), version, progress)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}")
    learnt.save(fresh)
    if estimators:
        model.save(fitted, estimators)
    fresh.replace(file)


def rows(examples: Iterable[Example]) -> "model.Rows":  # type: ignore[name-defined] # noqa: F821
    """Examples read into what the model learns from."""
    from triage import model

    listed = list(examples)
    return model.Rows(
        traits=[features.traits(signals.read(e.text, e.subject), e.channel) for e in listed],
        labels={
            "topic": [example.topic for example in listed],
            "urgency": [example.urgency for example in listed],
            "matter": [heads.matter(example.topic, example.urgency) for example in listed],
            "variety": [e.variety if e.variety in DIALECTS else None for e in listed],
        },
    )
