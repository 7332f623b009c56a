"""The articles of a help centre, ready to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import exp

import numpy as np

from faq import asked, match, matters, ranking
from faq.article import Answer, Article
from faq.asked import Asked
from faq.bridge import is_silent
from faq.postings import Floats
from faq.reading import Entry, Reading, Vocabulary, read
from faq.shelf import Shelf
from triage.concepts import concepts as trade

CANDIDATES = 10
_ALIKE = 0.35  # letters shared from which a message of unknown words may still mean an article
TOPIC = 0.7  # what the topic speaks for its own articles and against others, in logits


class Index:
    """Finds the articles that answer a customer's message.

    Takes the articles; of two with one id and one language the later stands.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._learnt = matters.load()
        self._vocabulary = Vocabulary()
        versions: dict[int | str, dict[str, Article]] = {}
        for article in articles:
            versions.setdefault(article.id, {})[article.lang] = article
        self._ids = list(versions)
        self._shelf = Shelf(self._read(list(versions.values())))

    def replace(self, article: Article) -> None:
        """Puts an article in, in the place of the one with its id and language if there is one."""
        place, held = self._place(article.id)
        [reading] = self._read([{**held, article.lang: article}])
        self._shelf.put(place, reading)
        self._ids[place : place + 1] = [article.id]

    def remove(self, id: int | str) -> None:
        """Takes an article out in all its languages; an unknown id is no error."""
        place, held = self._place(id)
        if held:
            self._shelf.remove(place)
            del self._ids[place]

    def suggest(
        self, question: str, *, lang: str | None = None, topic: str | None = None, limit: int = 3
    ) -> list[Answer]:
        """The articles that answer a customer's message, best first, none when none does.

        Takes the message as written, of any length; the language that answers have to be in
        (None: the message's own, or, where an article lacks it, the one it has); the topic that
        the message is about, which leans a little towards articles of that topic. Gives at most
        `limit` answers.
        """
        said = asked.read(question, self._shelf.known)
        found = [one for one in self._ranked(said, lang, topic) if one.score >= self._floor]
        return [
            Answer(one.article, one.score, said.matching(one.entry, one.piece, self._vocabulary))
            for one in found[: max(limit, 0)]
        ]

    def ranked(self, question: str, *, lang: str | None = None) -> list[tuple[Article, float]]:
        """The likeliest articles with their scores, however low: to measure with."""
        found = self._ranked(asked.read(question, self._shelf.known), lang, None)
        return [(one.article, one.score) for one in found]

    @property
    def _floor(self) -> float:
        return match.FLOOR if self._learnt is None else ranking.FLOOR

    def _place(self, id: int | str) -> tuple[int, Mapping[str, Article]]:
        """Where an article stands and what it says by language; behind all where it is new."""
        if id not in self._ids:
            return len(self._ids), {}
        place = self._ids.index(id)
        return place, self._shelf.entries[place].versions

    def _read(self, articles: Sequence[Mapping[str, Article]]) -> list[Reading]:
        return read(articles, self._vocabulary, self._learnt)

    def _ranked(self, said: Asked, lang: str | None, topic: str | None) -> list["_Found"]:
        shelf = self._shelf
        if not said.forms or not shelf.entries:
            return []
        clues = match.clues(shelf, self._vocabulary, said.pieces())
        if not _says_something(said, clues):
            return []
        logits = self._weighed(said, clues)
        likeliest = (
            (place, article)
            for place in np.argsort(-logits, kind="stable").tolist()
            if (article := _version(shelf.entries[place], lang, said.language))
        )
        found = []
        for place, article in islice(likeliest, CANDIDATES):
            score = 1 / (1 + exp(-float(logits[place]) - _lean(article, topic)))
            found.append(_Found(article, shelf.entries[place], score, int(clues.piece[place])))
        return sorted(found, key=lambda one: -one.score)

    def _weighed(self, said: Asked, clues: match.Clues) -> Floats:
        """How likely each article answers, in logits: by what is learnt, or by likeness alone."""
        shelf = self._shelf
        if self._learnt is None or shelf.profiles is None:
            return clues.logits()
        told = match.told(shelf, self._vocabulary, said.forms)
        return ranking.logits(
            shelf.profiles,
            self._learnt.margins(said.parts()),
            ranking.Likeness(clues.letters, clues.words, told),
            len(said.forms),
            self._learnt.elsewhere,
        )


@dataclass(frozen=True)
class _Found:
    article: Article
    entry: Entry
    score: float
    piece: int


def _says_something(said: Asked, clues: match.Clues) -> bool:
    """Whether a word of the message is known to the trade, or stands alike in an article.

    What is learnt has an opinion on anything, on words that nobody ever wrote too, and on "the".
    """
    if len(said.forms) == 1 and is_silent(said.forms[0]):
        return False
    alike = clues.words.max() > 0 or clues.letters.max() >= _ALIKE
    return bool(alike or trade().sequence(said.forms))


def _version(entry: Entry, lang: str | None, own: str) -> Article | None:
    """The article in the language that was asked for, or else in the customer's, or in any."""
    if lang is not None:
        return entry.versions.get(lang)
    return entry.versions.get(own) or next(iter(entry.versions.values()))


def _lean(article: Article, topic: str | None) -> float:
    if topic is None or article.topic is None:
        return 0.0
    return TOPIC if article.topic == topic else -TOPIC
