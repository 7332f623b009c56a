"""Reads an article into terms, and into what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from faq.article import Article
from faq.matters import Matters
from faq.postings import Floats, Ints
from faq.terms import Numbers, grams, meanings, stems
from triage.text import word_forms

_READ = 80  # words of an answer by which it is told what it is about
_AT_ONCE = 100  # articles that take each step together: of more, memory would be felt
_REMEMBERED = 20_000  # customers' words whose n-grams are kept at hand


class _Learned(dict[str, Ints]):
    """The n-grams of the articles' words, numbered when a word is first met."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def __missing__(self, form: str) -> Ints:
        self[form] = learned = self._numbers.learn(grams(form))
        return learned


class Vocabulary:
    """The numbers of all terms, and of the letter n-grams of words seen before."""

    def __init__(self) -> None:
        self.grams = Numbers()
        self.concepts = Numbers()
        self.words = Numbers()
        self._learned = _Learned(self.grams)
        self._found: dict[str, Ints] = {}

    def learn_grams(self, forms: Sequence[str]) -> Ints:
        """The n-grams of an article's words, each word read once."""
        self._found.clear()
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


@dataclass(frozen=True)
class _Spelled:
    """One language of an article as its words: its ways of asking, and its answer."""

    asked: list[list[str]]
    told: list[str]

    def about(self) -> list[str]:
        """The words by which it is told what it is about.

        The more ways of asking customers used, the more of what is read is theirs.
        """
        return [*chain.from_iterable(self.asked), *self.told[:_READ]]


def read(
    articles: Sequence[Mapping[str, Article]],
    vocabulary: Vocabulary,
    learnt: Matters | None = None,
) -> list[Reading]:
    """Reads articles, each in its languages, into terms, and into what they are about."""
    return [
        reading
        for start in range(0, len(articles), _AT_ONCE)
        for reading in _read_some(articles[start : start + _AT_ONCE], vocabulary, learnt)
    ]


def _read_some(
    articles: Sequence[Mapping[str, Article]], vocabulary: Vocabulary, learnt: Matters | None
) -> list[Reading]:
    # One step for all of them, then the next: what a step looks up stays in the processor's cache.
    spelled = [list(map(_spelled, versions.values())) for versions in articles]
    about = _about(spelled, learnt) if learnt else [None] * len(spelled)
    parts = zip(articles, spelled, about, strict=True)
    return [_reading(*each, vocabulary) for each in parts]


def _reading(
    versions: Mapping[str, Article],
    spelled: Sequence[_Spelled],
    margins: Floats | None,
    vocabulary: Vocabulary,
) -> Reading:
    ways = [forms for each in spelled for forms in each.asked]
    meant = [meanings(forms) for forms in ways]
    said = [term for forms, more in zip(ways, meant, strict=True) for term in stems(forms) + more]
    said *= 2
    said += [term for each in spelled for term in stems(each.told) + meanings(each.told)]
    numbers = vocabulary.words.learn(said)
    entry = Entry(
        versions=versions,
        forms=frozenset(chain.from_iterable(ways)),
        ways=len(ways),
        terms=numbers,
        margins=margins,
    )
    return Reading(
        entry,
        grams=tuple(vocabulary.learn_grams(forms) for forms in ways),
        concepts=tuple(vocabulary.concepts.learn(terms) for terms in meant),
        words=numbers,
        answers=tuple(vocabulary.learn_grams(each.told) for each in spelled),
    )


def _about(articles: Sequence[Sequence[_Spelled]], learnt: Matters) -> list[Floats]:
    """The margins of each article: the mean over its languages."""
    margins = learnt.margins([each.about() for spelled in articles for each in spelled])
    ends = np.cumsum([len(spelled) for spelled in articles])
    return [said.mean(axis=0) for said in np.split(margins, ends[:-1])]


def _spelled(version: Article) -> _Spelled:
    asked = [word_forms(text) for text in (version.question, *version.phrasings)]
    return _Spelled(asked, word_forms(version.answer))
