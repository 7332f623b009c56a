"""What the list of articles asks: each article with the state of both languages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from helpdesk.articles.models import Article, ArticleDraft, ArticleText, Category
from helpdesk.articles.wording import LANGS, other
from helpdesk.db import db
from triage.text import normalise

STATES = ("live", "draft", "review", "missing", "stale")


@dataclass
class Language:
    """One language of an article: is it live, is somebody at it, does it follow the other?"""

    question: str = ""
    version: int | None = None
    fits: int | None = None
    draft: str = ""
    searched: list[str] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        """Whether customers see it."""
        return self.version is not None


@dataclass
class Listed:
    """An article as the list shows it."""

    id: int
    slug: str
    topic: str
    category: Category | None
    updated_at: datetime
    langs: dict[str, Language]

    def states(self, lang: str) -> list[str]:
        """What is to be said of one language: live, stale, draft, review or missing."""
        here, there = self.langs[lang], self.langs[other(lang)]
        found = ["live"] if here.is_live else []
        if is_stale(here, there):
            found.append("stale")
        if here.draft:
            found.append(here.draft)
        return found or ["missing"]

    @property
    def title(self) -> str:
        """The question in whichever language has one."""
        return next((each.question for each in self.langs.values() if each.question), self.slug)


def is_stale(here: Language | ArticleText | None, there: Language | ArticleText | None) -> bool:
    """Whether a live text was last brought in line with an older text of the other language."""
    if here is None or there is None or here.version is None or there.version is None:
        return False
    return here.fits is None or here.fits < there.version


def listed(*, q: str = "", state: str = "", topic: str = "", category: str = "") -> list[Listed]:
    """Articles by their place, those that keep all that was asked.

    `q` are words in any spelling, `state` one of STATES, `category` a slug.
    """
    found = _all(with_answers=bool(q))
    wanted = [word.lower() for word in normalise(q[:200]).split()]
    return [each for each in found if _keeps(each, wanted, state, topic, category)]


def _keeps(article: Listed, wanted: list[str], state: str, topic: str, category: str) -> bool:
    if topic and article.topic != topic:
        return False
    if category and (article.category is None or article.category.slug != category):
        return False
    if state and not any(state in article.states(lang) for lang in LANGS):
        return False
    if not wanted:
        return True
    said = [article.slug, *(part for each in article.langs.values() for part in each.searched)]
    text = normalise("\n".join(said)).lower()
    return all(word in text for word in wanted)


def _all(*, with_answers: bool) -> list[Listed]:
    rows = db.session.execute(
        select(Article, Category)
        .outerjoin(Category, Category.id == Article.category_id)
        .order_by(Category.position.is_(None), Category.position, Article.position, Article.id)
    )
    found = {
        article.id: Listed(
            article.id,
            article.slug,
            article.topic,
            category,
            article.updated_at,
            {lang: Language() for lang in LANGS},
        )
        for article, category in rows
    }
    for row in _rows(ArticleText, with_answers, ArticleText.version, ArticleText.fits):
        language = found[row.article_id].langs[row.lang]
        language.version, language.fits = row.version, row.fits
        _take_words(language, row)
    for row in _rows(ArticleDraft, with_answers, ArticleDraft.state):
        language = found[row.article_id].langs[row.lang]
        language.draft = row.state
        _take_words(language, row)
    return list(found.values())


def _rows(
    model: type[ArticleText] | type[ArticleDraft], with_answers: bool, *more: Any
) -> Iterable[Any]:
    words = (model.phrasings, model.answer) if with_answers else ()
    return db.session.execute(
        select(model.article_id, model.lang, model.question, *words, *more)
    ).all()


def _take_words(language: Language, row: Any) -> None:
    language.question = row.question or language.question
    language.searched.append(row.question)
    if hasattr(row, "answer"):
        language.searched += [*row.phrasings, row.answer]
