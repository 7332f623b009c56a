"""The help centre's search: the reader's language first, the other language's articles apart."""

from dataclasses import dataclass

from markupsafe import Markup

import faq
from helpdesk.articles.markdown import plain
from helpdesk.assist import library
from helpdesk.config import LOCALES
from helpdesk.help.marks import excerpt, marked, sought
from helpdesk.help.mentions import mentioning

LONGEST_SEARCH = 300
SHOWN = 10
# An answer of this score is one: articles that only mention the words would be in its way. Fainter
# ones come only where the network of matters is missing and likeness alone finds.
SURE = 0.3


@dataclass(frozen=True)
class Hit:
    """One article that was found, with the words that matched marked."""

    slug: str
    lang: str
    question: Markup
    piece: Markup


@dataclass(frozen=True)
class Found:
    """What a search found: in the reader's language, and what is in the other one only."""

    here: tuple[Hit, ...] = ()
    elsewhere: tuple[Hit, ...] = ()

    def __len__(self) -> int:
        return len(self.here) + len(self.elsewhere)


def search(text: str, lang: str) -> Found:
    """What answers `text`, of which the first 300 characters are read, or mentions its words."""
    text = text[:LONGEST_SEARCH]
    here = _matches(text, lang, known=set())
    known = {match.id for match in here}
    elsewhere = [
        match for other in LOCALES if other != lang for match in _matches(text, other, known=known)
    ]
    return Found(tuple(map(_hit, here)), tuple(map(_hit, elsewhere)))


@dataclass(frozen=True)
class _Match:
    """An article as it was found, and the words that matched."""

    id: int | str
    slug: str
    lang: str
    question: str
    answer: str
    why: tuple[str, ...]


def _matches(text: str, lang: str, *, known: set[int | str]) -> list[_Match]:
    """What answers; where nothing surely does, nor is known yet, also what mentions the words."""
    answers = [
        answer
        for answer in library.ask(text, lang=lang, limit=SHOWN + len(known))
        if answer.article.id not in known
    ]
    found = [_match(answer) for answer in answers]
    if not known and (not answers or answers[0].score < SURE):
        rows = mentioning(text, lang, but=[int(match.id) for match in found], limit=SHOWN)
        found += [_Match(*row, why=(text,)) for row in rows]
    return found[:SHOWN]


def _match(answer: faq.Answer) -> _Match:
    it = answer.article
    return _Match(it.id, it.slug, it.lang, it.question, it.answer, answer.why)


def _hit(match: _Match) -> Hit:
    terms = sought(match.why)
    return Hit(
        slug=match.slug,
        lang=match.lang,
        question=marked(match.question, terms),
        piece=excerpt(plain(match.answer), terms),
    )
