"""What a text is about: how much speaks for each matter of the trade, in any language and dialect.

A small network over words, letter n-grams and concepts, learnt by `faq.train`. Reading it needs
NumPy alone.
"""

import json
import logging
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faq.grams import KINDS, Grams, Terms
from faq.rows import Rows
from triage.table import Floats

log = logging.getLogger(__name__)

MODEL = Path(__file__).parent / "model" / "matters.npz"
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile)
_NUMBERS = ("inner_bias", "outer", "outer_bias")


@dataclass(frozen=True)
class Matters:
    """The network: one hidden layer, rectified, from grams to a margin for each matter.

    The last margin is that of asking nothing that an article could answer. `elsewhere` holds the
    places of matters that help centres seldom treat.
    """

    grams: Grams
    inner: Rows
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    elsewhere: tuple[int, ...]
    version: str

    def margins(self, texts: Iterable[list[str]]) -> Floats:
        """What speaks for each matter in some texts (texts × matters).

        Takes texts, at least one, as their words in the one spelling.
        """
        inside = [self.inner.total(*weighed) for weighed in self.grams.weigh(texts)]
        hidden = np.maximum(np.stack(inside) + self.inner_bias, 0)
        return np.stack([row @ self.outer + self.outer_bias for row in hidden])

    def save(self, file: Path) -> None:
        """Writes the network as arrays that hold no code."""
        facts = json.dumps({"elsewhere": self.elsewhere, "version": self.version})
        arrays: dict[str, Any] = {
            **{
                kind: _as_bytes("\n".join(listed))
                for kind, listed in zip(KINDS, self.grams.terms, strict=True)
            },
            "idf": self.grams.idf,
            "counts": self.inner.counts,
            "steps": self.inner.steps,
            **{name: getattr(self, name) for name in _NUMBERS},
            "facts": _as_bytes(facts),
        }
        np.savez(file, **arrays)


def read(file: Path) -> Matters:
    """Reads what `save` wrote; raises OSError, ValueError or KeyError where it is not that."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        facts = json.loads(_as_text(stored["facts"]))
        words, letters, concepts = (_as_text(stored[kind]).split("\n") for kind in KINDS)
        terms: Terms = (words, letters, concepts)
        return Matters(
            Grams(terms, stored["idf"]),
            Rows(stored["counts"], stored["steps"]),
            **{name: stored[name] for name in _NUMBERS},
            elsewhere=tuple(facts["elsewhere"]),
            version=facts["version"],
        )


def _as_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _as_text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode("utf-8", "surrogatepass")


def load(file: Path | None = None) -> Matters | None:
    """The network, loaded once; None where it cannot be read, and the log says why."""
    chosen = file or MODEL
    try:
        written = chosen.stat().st_mtime_ns
    except OSError:
        written = 0
    return _loaded(chosen, written)


@lru_cache(maxsize=2)
def _loaded(file: Path, _written: int) -> Matters | None:
    try:
        return read(file)
    except _UNREADABLE as error:
        log.warning("answers are found by likeness alone, run `python -m faq train`: %s", error)
        return None
