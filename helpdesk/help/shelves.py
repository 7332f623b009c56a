"""How the articles are sorted for readers: by the shop's categories, in the shop's order."""

from dataclasses import dataclass

from sqlalchemy import func, select

from helpdesk.articles.categories import REST
from helpdesk.articles.models import Article, ArticleText, Category
from helpdesk.db import db

SHOWN = 4
# What stands in no category comes last.
_REST_NAME = {"ar": "أسئلة عامة", "en": "General questions"}


@dataclass(frozen=True)
class Title:
    """An article as lists name it."""

    slug: str
    question: str


@dataclass(frozen=True)
class Shelf:
    """Articles that belong together: the shelf's name, how many it holds, some or all of them."""

    key: str
    name: str
    count: int
    titles: tuple[Title, ...]


def shelves(lang: str, *, shown: int = SHOWN) -> list[Shelf]:
    """The shelves that hold an article in `lang`, each with its first `shown` titles."""
    # Placed by the index alone: articles are long, and few of them are named on the page.
    shelf, order = Article.category_id, (Article.position, Article.id)
    placed = (
        select(
            Article.id,
            shelf.label("shelf"),
            func.row_number().over(partition_by=shelf, order_by=order).label("place"),
            func.count().over(partition_by=shelf).label("held"),
        )
        .where(Article.id.in_(select(ArticleText.article_id).where(ArticleText.lang == lang)))
        .subquery()
    )
    rows = db.session.execute(
        select(placed.c.shelf, placed.c.held, Article.slug, ArticleText.question)
        .join(Article, Article.id == placed.c.id)
        .join(ArticleText, (ArticleText.article_id == placed.c.id) & (ArticleText.lang == lang))
        .where(placed.c.place <= shown)
        .order_by(placed.c.place)
    ).all()
    found = []
    for category in [*_categories(), None]:
        own = [row for row in rows if row.shelf == (category and category.id)]
        if own:
            titles = tuple(Title(row.slug, row.question) for row in own)
            found.append(Shelf(key_of(category), name_of(category, lang), own[0].held, titles))
    return found


def shelf(key: str, lang: str) -> Shelf | None:
    """All of one shelf in `lang`; empty where its articles are in the other language, or none."""
    category = db.session.scalar(select(Category).where(Category.slug == key))
    if category is None and key != REST:
        return None
    rows = db.session.execute(
        select(Article.slug, ArticleText.question)
        .join(ArticleText)
        .where(ArticleText.lang == lang, Article.category_id == (category and category.id))
        .order_by(Article.position, Article.id)
    ).all()
    titles = tuple(Title(row.slug, row.question) for row in rows)
    return Shelf(key, name_of(category, lang), len(titles), titles)


def name_of(category: Category | None, lang: str) -> str:
    """What the shelf of a category is called; without one, that of the rest."""
    if category is None:
        return _REST_NAME[lang]
    return category.name_ar if lang == "ar" else category.name_en


def key_of(category: Category | None) -> str:
    """What the shelf of a category is called in addresses."""
    return category.slug if category else REST


def _categories() -> list[Category]:
    return list(db.session.scalars(select(Category).order_by(Category.position, Category.id)))
