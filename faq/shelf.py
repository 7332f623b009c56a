"""The articles as they stand on the shelf, made searchable; one can be put in another's place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from faq.bridge import single_forms
from faq.postings import Floats, Postings
from faq.ranking import Profiles
from faq.reading import Entry, Reading


class Known:
    """The words of the questions and of the bridge, to mend misspelled ones by."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first_letter: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._count(single_forms(), 1)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Takes an article's words in."""
        self._count(entry.forms, 1)

    def remove(self, entry: Entry) -> None:
        """Forgets an article's words, unless they stand elsewhere too."""
        self._count(entry.forms, -1)

    def like(self, form: str) -> Mapping[str, int]:
        """The known words that begin with the same letter."""
        return self._by_first_letter.get(form[0], {})

    def _count(self, forms: Iterable[str], often: int) -> None:
        for form in forms:
            alike = self._by_first_letter[form[0]]
            alike[form] += often
            if not alike[form]:
                del alike[form]


class Shelf:
    """All articles, each with its place; what changes touches only what is its own."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.entries = [reading.entry for reading in readings]
        self.known = Known(self.entries)
        self.grams = Postings([row for r in readings for row in r.grams], cosine=True)
        self.concepts = Postings([row for r in readings for row in r.concepts], cosine=True)
        self.words = Postings([reading.words for reading in readings], cosine=False)
        self.answers = Postings([row for r in readings for row in r.answers], cosine=True)
        self._profile()
        self._number()

    def put(self, place: int, reading: Reading) -> None:
        """Puts an article at a place: in that of another, or as the last."""
        self._change(place, [reading])

    def remove(self, place: int) -> None:
        """Takes the article at a place away; those after it move up."""
        self._change(place, [])

    def best_of_answers(self, similarity: Floats) -> Floats:
        """The similarity of each article's best answer: pieces × answers in, pieces × articles."""
        best: Floats = np.maximum.reduceat(similarity, self.first_answer[:-1], axis=1)
        return best

    def best_of_rows(self, similarity: Floats) -> Floats:
        """The similarity of each article's best row: pieces × rows in, pieces × articles out."""
        best: Floats = np.maximum.reduceat(similarity, self.first_row[:-1], axis=1)
        return best

    def _change(self, place: int, readings: Sequence[Reading]) -> None:
        """Puts some articles (one or none) in the place of the one there, if one is."""
        end = min(place + 1, len(self.entries))
        ways = self.first_row[place], self.first_row[end]
        told = self.first_answer[place], self.first_answer[end]
        self.grams.put(*ways, [row for reading in readings for row in reading.grams])
        self.concepts.put(*ways, [row for reading in readings for row in reading.concepts])
        self.words.put(place, end, [reading.words for reading in readings])
        self.answers.put(*told, [row for reading in readings for row in reading.answers])
        for gone in self.entries[place:end]:
            self.known.remove(gone)
        self.entries[place:end] = [reading.entry for reading in readings]
        for reading in readings:
            self.known.add(reading.entry)
        self._profile()
        self._number()

    def _profile(self) -> None:
        told = [entry.margins for entry in self.entries if entry.margins is not None]
        self.profiles = Profiles(np.stack(told)) if told else None

    def _number(self) -> None:
        """Where the rows of each article begin among all, and where the last one's end."""
        self.first_row = np.cumsum([0, *(entry.ways for entry in self.entries)])
        self.first_answer = np.cumsum([0, *(len(entry.versions) for entry in self.entries)])
