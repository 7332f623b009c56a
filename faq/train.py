"""Trains the network of matters on the examples and writes it, unless it is current."""

import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from faq import examples, matters, network
from faq.clauses import shortened
from faq.examples import Lesson
from faq.grams import Grams
from faq.matters import Matters
from faq.network import Progress
from faq.rows import Rows
from triage import ready
from triage.table import Floats
from triage.text import word_forms

_HERE = Path(__file__).parent
_SHAPING = ("examples/__init__.py", "grams.py", "matters.py", "network.py", "terms.py", "train.py")
# What the matters of a text weigh that are not its first one.
_BESIDE = 0.6
# What all matters share of each text: labels are not always right, nor is one the only one.
_SMOOTHED = np.float32(0.1)
_ELSEWHERE = ("feedback.", "other.")


def fingerprint() -> str:
    """Twelve hex digits of everything that shapes the network: examples, code, triage's words."""
    digest = sha256(ready.sources().encode())
    for file in [*(_HERE / name for name in _SHAPING), *examples.files()]:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def train(*, force: bool = False, progress: Progress = lambda _: None) -> str:
    """Trains and writes the network, unless it is current; gives one line on what was done."""
    version = fingerprint()
    current = matters.load()
    if current and current.version == version and not force:
        return f"matters {version} are current"
    began = time.perf_counter()
    lessons = examples.lessons()
    learnt = learn(lessons, version, progress)
    matters.MODEL.parent.mkdir(parents=True, exist_ok=True)
    fresh = matters.MODEL.with_name(f".{matters.MODEL.name}")
    learnt.save(fresh)
    fresh.replace(matters.MODEL)
    took = time.perf_counter() - began
    return f"matters {version}: learnt from {len(lessons)} texts in {took:.1f} s"


def learn(lessons: Sequence[Lesson], version: str, progress: Progress) -> Matters:
    """The network learnt from lessons."""
    progress(f"reading {len(lessons)} texts")
    texts = [word_forms(shortened(lesson.text)) for lesson in lessons]
    grams = Grams.of(texts)
    # On a busy machine, threads that wait for each other make small steps several times slower.
    with threadpool_limits(limits=1):
        fitted = network.fit(_matrix(texts, grams), _wanted(lessons), progress)
    return Matters(
        grams,
        Rows.of(fitted.inner),
        fitted.inner_bias,
        fitted.outer,
        fitted.outer_bias,
        tuple(at for at, matter in enumerate(examples.matters()) if matter.startswith(_ELSEWHERE)),
        version,
    )


def _matrix(texts: Sequence[list[str]], grams: Grams) -> sp.csr_matrix:
    parts = grams.weigh(texts)
    ends = np.cumsum([0, *(len(places) for places, _ in parts)])
    places, values = (np.concatenate(joined) for joined in zip(*parts, strict=True))
    return sp.csr_matrix((values, places, ends), shape=(len(texts), len(grams)), dtype=np.float32)


def _wanted(lessons: Sequence[Lesson]) -> Floats:
    """What the network is to give: chances of matters, the last one that of none."""
    number = {matter: place for place, matter in enumerate(examples.matters())}
    wanted = np.zeros((len(lessons), len(number) + 1), np.float32)
    for row, lesson in zip(wanted, lessons, strict=True):
        first, *beside = [number[one] for one in lesson.matters] or [-1]
        row[beside] = _BESIDE
        row[first] = 1
    shares = wanted / wanted.sum(axis=1, keepdims=True)
    smoothed: Floats = shares * (1 - _SMOOTHED) + _SMOOTHED / wanted.shape[1]
    return smoothed
