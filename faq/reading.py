"""Reads an article into terms, and into what it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from faq.article import Article
from faq.matters import Matters
from faq.postings import Floats, Ints
from faq.terms import Numbers, grams, meanings, stems
from triage.text import words

_READ = 80  # words of an answer by which it is told what it is about
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
    """One article in its languages.

    `forms` are the words of its ways of asking and `ways` how many of these there are; `terms` are
    all its stems and meanings; `margins` says what it is about, None where nothing is learnt.
    """

    versions: Mapping[str, Article]
    forms: frozenset[str]
    ways: int
    terms: Ints
    margins: Floats | None


@dataclass(frozen=True)
class Reading:
    """An article with its terms: a row for each way of asking, for each answer, one for all."""

    entry: Entry
    grams: tuple[Ints, ...]
    concepts: tuple[Ints, ...]
    words: Ints
    answers: tuple[Ints, ...]


def read(
    versions: Mapping[str, Article], vocabulary: Vocabulary, learnt: Matters | None = None
) -> Reading:
    """Reads an article's versions into terms, and into what they are about."""
    asked = {lang: _asked(version) for lang, version in versions.items()}
    answered = {lang: _forms(version.answer) for lang, version in versions.items()}
    ways = [forms for listed in asked.values() for forms in listed]
    meant = [meanings(forms) for forms in ways]
    said = [term for forms, more in zip(ways, meant, strict=True) for term in stems(forms) + more]
    said *= 2
    said += [term for forms in answered.values() for term in stems(forms) + meanings(forms)]
    numbers = vocabulary.words.learn(said)
    entry = Entry(
        versions=versions,
        forms=frozenset(form for forms in ways for form in forms),
        ways=len(ways),
        terms=np.unique(numbers),
        margins=_about([(asked[lang], answered[lang]) for lang in versions], learnt)
        if learnt
        else None,
    )
    return Reading(
        entry,
        grams=tuple(vocabulary.learn_grams(forms) for forms in ways),
        concepts=tuple(vocabulary.concepts.learn(terms) for terms in meant),
        words=numbers,
        answers=tuple(vocabulary.learn_grams(forms) for forms in answered.values()),
    )


def _about(texts: Iterable[tuple[list[list[str]], list[str]]], learnt: Matters) -> Floats:
    """The margins of an article: the mean over its languages.

    Each is read by its ways of asking and the beginning of its answer: the more ways of asking
    customers used, the more of what is read is theirs.
    """
    read = [[form for forms in asked for form in forms] + told[:_READ] for asked, told in texts]
    mean: Floats = np.mean([learnt.margins(forms) for forms in read], axis=0)
    return mean


def _asked(version: Article) -> list[list[str]]:
    return [_forms(text) for text in (version.question, *version.phrasings)]


def _forms(text: str) -> list[str]:
    return [word.form for word in words(text)]
