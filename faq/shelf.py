"""The articles as they stand on the shelf: read into terms, and all together made searchable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from faq.article import Article
from faq.bridge import single_forms
from faq.postings import Floats, Ints, Postings, Row
from faq.terms import Numbers, grams, meanings, stems
from triage.text import words

_REMEMBERED = 20_000  # customers' words whose n-grams are kept at hand


class Vocabulary:
    """The numbers of all terms, and of the letter n-grams of words seen before."""

    def __init__(self) -> None:
        self.grams = Numbers()
        self.concepts = Numbers()
        self.words = Numbers()
        self._learned: dict[str, Ints] = {}
        self._found: dict[str, Ints] = {}

    def learn_grams(self, forms: Sequence[str]) -> Ints:
        """The n-grams of an article's words, each word read once."""
        self._found.clear()
        for form in forms:
            if form not in self._learned:
                self._learned[form] = self.grams.learn(grams(form))
        return _joined([self._learned[form] for form in forms])

    def find_grams(self, forms: Sequence[str]) -> Ints:
        """The n-grams of a customer's words, -1 for those that no article has."""
        return _joined([self._grams_of(form) for form in forms])

    def _grams_of(self, form: str) -> Ints:
        numbers = self._learned.get(form)
        if numbers is None:
            numbers = self._found.get(form)
        if numbers is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            numbers = self._found[form] = self.grams.find(grams(form))
        return numbers


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class Entry:
    """One article in its languages: a row for each way of asking, one for all its words."""

    versions: Mapping[str, Article]
    questions: tuple[str, ...]
    grams: tuple[Row, ...]
    concepts: tuple[Row, ...]
    words: Row


def read(versions: Mapping[str, Article], vocabulary: Vocabulary) -> Entry:
    """Reads an article's versions into terms."""
    asked = [
        [word.form for word in words(text)]
        for version in versions.values()
        for text in (version.question, *version.phrasings)
    ]
    answered = [[word.form for word in words(version.answer)] for version in versions.values()]
    said = [term for forms in asked for term in _said(forms) * 2]
    said += [term for forms in answered for term in _said(forms)]
    return Entry(
        versions=versions,
        questions=tuple(" ".join(forms) for forms in asked),
        grams=tuple(Row.of(vocabulary.learn_grams(forms)) for forms in asked),
        concepts=tuple(Row.of(vocabulary.concepts.learn(meanings(forms))) for forms in asked),
        words=Row.of(vocabulary.words.learn(said)),
    )


def _said(forms: list[str]) -> list[str]:
    return stems(forms) + meanings(forms)


class Shelf:
    """All articles at one moment, made searchable; never changed, made anew after a change."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
        self.entries = entries
        rows_of = np.array([len(entry.questions) for entry in entries], dtype=np.int64)
        self.known = _by_first_letter(question for e in entries for question in e.questions)
        self.first_row = np.concatenate(([0], np.cumsum(rows_of))).astype(np.int64)
        self.grams = Postings(
            [row for entry in entries for row in entry.grams], len(vocabulary.grams), cosine=True
        )
        self.concepts = Postings(
            [row for entry in entries for row in entry.concepts],
            len(vocabulary.concepts),
            cosine=True,
        )
        self.words = Postings(
            [entry.words for entry in entries], len(vocabulary.words), cosine=False
        )

    def best_of_rows(self, similarity: Floats) -> Floats:
        """The similarity of each article's best row: pieces × rows in, pieces × articles out."""
        best: Floats = np.maximum.reduceat(similarity, self.first_row[:-1], axis=1)
        return best


def _by_first_letter(questions: Iterable[str]) -> dict[str, list[str]]:
    """The words of the questions and of the bridge, to mend misspelled ones by."""
    forms = dict.fromkeys(form for question in questions for form in question.split())
    forms |= dict.fromkeys(single_forms())
    known: dict[str, list[str]] = {}
    for form in forms:
        known.setdefault(form[0], []).append(form)
    return known
