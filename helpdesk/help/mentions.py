"""Articles that hold the very words of a search, be it deep in an answer.

A question is found by what it is about; one word, typed into a search box, may only be mentioned.
"""

from collections.abc import Collection, Sequence
from itertools import takewhile

from sqlalchemy import ColumnElement, Row, select

from faq.terms import stems
from helpdesk.articles.models import Article, ArticleText
from helpdesk.db import db
from triage.text import words

_MOST_WORDS = 5
_LOOKED_AT = 30
_SURE_LETTERS = 2
# Letters that articles and searches write in several ways; the database takes any sign for them.
_UNSURE = str.maketrans(dict.fromkeys("اويهء%_\\", "_"))


def mentioning(
    text: str, lang: str, *, but: Collection[int], limit: int
) -> Sequence[Row[int, str, str, str, str]]:
    """Articles in `lang` with all the words that say something: id, slug, lang, question, answer.

    Leaves out those whose id is in `but`.
    """
    said = [word.form for word in words(text)]
    patterns = {stem: _pattern(form) for form in said for stem in stems([form])}
    if not patterns or len(patterns) > _MOST_WORDS or not all(patterns.values()):
        return []
    rows = db.session.execute(
        select(Article.id, Article.slug, ArticleText.lang, ArticleText.question, ArticleText.answer)
        .join(ArticleText)
        .where(ArticleText.lang == lang, Article.id.not_in(but))
        .where(*map(_somewhere, patterns.values()))
        .order_by(Article.id)
        .limit(_LOOKED_AT)
    ).all()
    found = [row for row in rows if _has_all(f"{row.question}\n{row.answer}", patterns)]
    return found[:limit]


def _pattern(form: str) -> str:
    """The part of a word that its other forms share, for LIKE; "" where it is too short."""
    (stem,) = stems([form])
    same = takewhile(lambda pair: pair[0] == pair[1], zip(form, stem, strict=False))
    part = stem if stem in form else "".join(letter for letter, _ in same)
    pattern = part.translate(_UNSURE)
    return f"%{pattern}%" if len(pattern.replace("_", "")) >= _SURE_LETTERS else ""


def _somewhere(pattern: str) -> ColumnElement[bool]:
    return ArticleText.question.ilike(pattern) | ArticleText.answer.ilike(pattern)


def _has_all(text: str, terms: Collection[str]) -> bool:
    return set(stems(word.form for word in words(text))).issuperset(terms)
