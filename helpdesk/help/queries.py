"""What the help centre's pages ask: an article, the most read ones, all addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.articles.models import Article, ArticleText, ArticleVersion
from helpdesk.assist import library
from helpdesk.db import db
from helpdesk.help.models import ArticleDay
from helpdesk.help.shelves import Title, key_of, name_of, shelf

MOST_READ = 6
MOST_READ_DAYS = 7
RELATED = 4


@dataclass(frozen=True)
class Page:
    """An article as a reader meets it: its text in the language asked for, where it has one."""

    id: int
    slug: str
    topic: str
    shelf: str
    shelf_name: str
    updated_at: datetime
    text: ArticleText | None
    other: ArticleText | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was here once, and is now in no language."""
        return self.text is None and self.other is None


def page(slug: str, lang: str) -> Page | None:
    """The article of that address; its other language's text is told apart.

    None where there is none, or where nobody but the team ever saw it.
    """
    found = db.session.scalar(
        select(Article)
        .where(Article.slug == slug)
        .options(selectinload(Article.texts), joinedload(Article.category))
    )
    if found is None or not (found.texts or _was_live(found.id)):
        return None
    by_lang = {text.lang: text for text in found.texts}
    text = by_lang.pop(lang, None)
    return Page(
        id=found.id,
        slug=found.slug,
        topic=found.topic,
        shelf=key_of(found.category),
        shelf_name=name_of(found.category, lang),
        updated_at=found.updated_at,
        text=text,
        other=next(iter(by_lang.values()), None),
    )


def address_of(article_id: int, lang: str) -> str | None:
    """The path of an article's page in that language; None where it is not live there."""
    slug = db.session.scalar(
        select(Article.slug)
        .join(ArticleText)
        .where(Article.id == article_id, ArticleText.lang == lang)
    )
    return f"/help/{lang}/{slug}" if slug else None


def _was_live(article_id: int) -> bool:
    published = exists().where(ArticleVersion.article_id == article_id)
    return bool(db.session.scalar(select(published)))


def most_read(lang: str, *, today: date) -> list[Title]:
    """What readers of `lang` opened most in the last week."""
    since = today - timedelta(days=MOST_READ_DAYS)
    read = (
        select(ArticleDay.article_id, func.sum(ArticleDay.views).label("views"))
        .where(ArticleDay.lang == lang, ArticleDay.day > since, ArticleDay.views > 0)
        .group_by(ArticleDay.article_id)
        .order_by(func.sum(ArticleDay.views).desc(), ArticleDay.article_id)
        .limit(MOST_READ * 2)  # some may have been withdrawn since
        .subquery()
    )
    rows = db.session.execute(
        select(Article.slug, ArticleText.question)
        .join(read, read.c.article_id == Article.id)
        .join(ArticleText, (ArticleText.article_id == Article.id) & (ArticleText.lang == lang))
        .order_by(read.c.views.desc(), Article.id)
        .limit(MOST_READ)
    )
    return [Title(row.slug, row.question) for row in rows]


def related(article: Page, lang: str) -> list[Title]:
    """Articles of the same topic that are near this one's question; then others of its shelf."""
    if article.text is None:
        return []
    near = library.ask(article.text.question, lang=lang, topic=article.topic, limit=RELATED + 1)
    titles = [
        Title(answer.article.slug, answer.article.question)
        for answer in near
        if answer.article.topic == article.topic
    ]
    if len(titles) <= RELATED and (beside := shelf(article.shelf, lang)):
        titles += beside.titles
    return [title for title in dict.fromkeys(titles) if title.slug != article.slug][:RELATED]


def addresses() -> Sequence[Row[str, str, datetime]]:
    """Every article in every language it has: `slug`, `lang`, `updated_at`."""
    return db.session.execute(
        select(Article.slug, ArticleText.lang, Article.updated_at)
        .join(ArticleText)
        .order_by(Article.id, ArticleText.lang)
    ).all()
