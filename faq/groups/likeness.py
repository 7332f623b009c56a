"""How likely two questions ask the same: by what they are about, and by the words they share."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from faq import examples
from faq.chances import chances
from faq.clauses import shortened
from faq.matters import Matters
from faq.terms import Numbers, meanings, stems
from triage.table import Floats
from triage.text import word_forms

# A logistic regression over the pairs of seven shops' questions, see "Mining" in docs/faq.md.
BIAS, SHARED, ROOTS, MARGINS = -1.64, 0.85, 1.41, 1.94
# The regression gave 0.34; 2 groups as well. Of a matter that no example treats, words are all
# that two questions share.
WORDS = 2.0
# What is no question to the shop, beside what asks nothing at all.
_NO_QUESTIONS = ("feedback.thanks", "other.not_ours")
_AT_ONCE = 500  # rows of a table of likenesses: memory stays small, and so does the overhead
_TOLD = 200
_TINY = 1e-9


@dataclass(frozen=True)
class Readings:
    """Texts as they were read: what each is about, and its words; one row a text.

    `silent` is the chance that a text asks the shop nothing.
    """

    about: Floats
    roots: Floats
    margins: Floats
    words: sp.csr_matrix
    silent: Floats

    def __len__(self) -> int:
        return len(self.about)

    def at(self, rows: Sequence[int]) -> "Readings":
        """Some of them, in this order."""
        chosen = np.asarray(rows, dtype=np.intp)
        return Readings(
            self.about[chosen],
            self.roots[chosen],
            self.margins[chosen],
            self.words[chosen],
            self.silent[chosen],
        )

    def likeness(self, other: "Readings") -> Floats:
        """Each row here with each row there, in logits: 0 is as likely the same as not."""
        if not len(self) or not len(other):
            return np.zeros((len(self), len(other)), np.float32)
        return np.concatenate([part for _, part in self.portions(other)])

    def portions(self, other: "Readings") -> Iterator[tuple[int, Floats]]:
        """The same in portions of rows, each with the number of its first."""
        for start in range(0, len(self), _AT_ONCE):
            here = slice(start, start + _AT_ONCE)
            logits = BIAS + SHARED * np.log(self.about[here] @ other.about.T + 1e-4)
            logits += ROOTS * (self.roots[here] @ other.roots.T)
            logits += MARGINS * (self.margins[here] @ other.margins.T)
            logits += WORDS * (self.words[here] @ other.words.T).toarray()
            yield start, logits.astype(np.float32)


class Reader:
    """Reads texts with a network of matters, and the rarity of words in `corpus`."""

    def __init__(self, learnt: Matters, corpus: Sequence[str]) -> None:
        self._learnt = learnt
        self._known = Numbers()
        held = [set(self._known.learn(_terms(_forms(text))).tolist()) for text in corpus]
        often = np.bincount(
            np.fromiter((term for terms in held for term in terms), dtype=np.intp),
            minlength=len(self._known),
        )
        self._rarity = np.log((1 + len(held)) / (1 + often)) + 1

    def read(self, texts: Sequence[str], tell: Callable[[int], None] = lambda _: None) -> Readings:
        """The readings of some texts, of any length; words outside the corpus are passed over.

        `tell` hears how many are read, now and then.
        """
        forms, weighed = [_forms(text) for text in texts], []
        for start in range(0, len(forms), _TOLD):
            tell(start)
            weighed.append(self._learnt.margins(forms[start : start + _TOLD]))
        margins = np.concatenate(weighed).astype(np.float32)
        likely = chances(margins)
        listed = list(examples.matters())
        silent = [*(listed.index(matter) for matter in _NO_QUESTIONS), -1]
        about = likely[:, :-1].astype(np.float32)
        return Readings(
            about,
            _unit(np.sqrt(about)),
            _unit(margins - margins.mean(axis=1, keepdims=True)),
            self._weighed(forms),
            likely[:, silent].sum(axis=1),
        )

    def _weighed(self, texts: Sequence[list[str]]) -> sp.csr_matrix:
        counted = [Counter(self._known.find(_terms(forms)).tolist()) for forms in texts]
        for each in counted:
            each.pop(-1, None)
        places = [place for each in counted for place in each]
        counts = np.array([count for each in counted for count in each.values()], dtype=float)
        weights = (1 + np.log(counts)) * self._rarity[places] if places else counts
        ends = np.cumsum([0, *map(len, counted)])
        rows = sp.csr_matrix(
            (weights, places, ends), shape=(len(texts), len(self._known)), dtype=np.float32
        )
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return sp.csr_matrix(sp.diags(1 / np.maximum(lengths, _TINY)) @ rows, dtype=np.float32)


def _forms(text: str) -> list[str]:
    return word_forms(shortened(text))


def _terms(forms: list[str]) -> list[str]:
    return stems(forms) + meanings(forms)


def _unit(rows: Floats) -> Floats:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    return (rows / lengths).astype(np.float32)
