"""The articles of a help centre, ready to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from faq import clauses, match
from faq.article import Answer, Article
from faq.bridge import concepts
from faq.shelf import Entry, Shelf, Vocabulary, read
from faq.terms import as_meaning, stems
from triage.text import Word, language_of, words

FLOOR = 0.05  # below it an answer is more often a nuisance than a help, see docs/faq.md
TOPIC = 0.7  # what the topic speaks for its own articles and against others, in logits


class Index:
    """Finds the articles that answer a customer's message.

    Takes the articles; of two with one id and one language the later stands.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._vocabulary = Vocabulary()
        self._made: Shelf | None = None
        versions: dict[int | str, dict[str, Article]] = {}
        for article in articles:
            versions.setdefault(article.id, {})[article.lang] = article
        self._entries = {id_: read(held, self._vocabulary) for id_, held in versions.items()}

    def replace(self, article: Article) -> None:
        """Puts an article in, in the place of the one with its id and language if there is one."""
        held = self._entries.get(article.id)
        versions = {**(held.versions if held else {}), article.lang: article}
        self._entries[article.id] = read(versions, self._vocabulary)
        self._made = None

    def remove(self, id: int | str) -> None:
        """Takes an article out in all its languages; an unknown id is no error."""
        if self._entries.pop(id, None) is not None:
            self._made = None

    def suggest(
        self, question: str, *, lang: str | None = None, topic: str | None = None, limit: int = 3
    ) -> list[Answer]:
        """The articles that answer a customer's message, best first, none when none does.

        Takes the message as written, of any length; the language that answers have to be in
        (None: the message's own, or, where an article lacks it, the one it has); the topic that
        the message is about, which leans a little towards articles of that topic. Gives at most
        `limit` answers.
        """
        asked = _read(question, self._shelf())
        found = [one for one in self._ranked(asked, lang, topic) if one.score >= FLOOR]
        return [
            Answer(one.article, one.score, asked.matching(one.entry, one.piece, self._vocabulary))
            for one in found[: max(limit, 0)]
        ]

    def best_score(self, question: str, *, lang: str | None = None) -> float:
        """The score of the likeliest article, however low, 0 without any: to measure with."""
        found = self._ranked(_read(question, self._shelf()), lang, None)
        return found[0].score if found else 0.0

    def _shelf(self) -> Shelf:
        if self._made is None:
            self._made = Shelf(list(self._entries.values()), self._vocabulary)
        return self._made

    def _ranked(self, asked: "_Asked", lang: str | None, topic: str | None) -> list["_Found"]:
        shelf = self._shelf()
        if not asked.forms or not shelf.entries:
            return []
        pieces = [asked.forms[start:end] for start, end in asked.spans]
        found = []
        for clue in match.clues(shelf, self._vocabulary, pieces):
            entry = shelf.entries[clue.place]
            if article := _version(entry, lang, asked.language):
                score = clue.score(lean=_lean(article, topic))
                found.append(_Found(article, entry, score, clue.piece))
        return sorted(found, key=lambda one: -one.score)


@dataclass(frozen=True)
class _Found:
    article: Article
    entry: Entry
    score: float
    piece: int


@dataclass(frozen=True)
class _Asked:
    """A message as it was read: its words, in one spelling and mended, and its pieces."""

    text: str
    language: str
    words: list[Word]
    forms: list[str]
    spans: list[tuple[int, int]]

    def matching(self, entry: Entry, piece: int, vocabulary: Vocabulary) -> tuple[str, ...]:
        """The words of a piece that an article has too, as the customer wrote them."""
        start, end = self.spans[piece]
        forms = self.forms[start:end]
        held = set(entry.words.terms.tolist())
        hit = {at for at, form in enumerate(forms) if _in(held, stems([form]), vocabulary)}
        for concept, first, last in concepts(forms):
            if _in(held, [as_meaning(concept)], vocabulary):
                hit.update(range(first, last))
        shared = [self.words[start + at] for at in sorted(hit)]
        return tuple(dict.fromkeys(self.text[word.start : word.end] for word in shared))


def _read(question: str, shelf: Shelf) -> _Asked:
    text = clauses.shortened(question)
    said = list(words(text))
    forms = match.mended([word.form for word in said], shelf.known)
    own = language_of([word.form for word in said])
    return _Asked(text, own, said, forms, clauses.pieces(text, said))


def _in(held: set[int], terms: list[str], vocabulary: Vocabulary) -> bool:
    return bool(held.intersection(vocabulary.words.find(terms).tolist()))


def _version(entry: Entry, lang: str | None, own: str) -> Article | None:
    """The article in the language that was asked for, or else in the customer's, or in any."""
    if lang is not None:
        return entry.versions.get(lang)
    return entry.versions.get(own) or next(iter(entry.versions.values()))


def _lean(article: Article, topic: str | None) -> float:
    if topic is None or article.topic is None:
        return 0.0
    return TOPIC if article.topic == topic else -TOPIC
