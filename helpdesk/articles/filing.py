"""Where an article stands: its address, its topic, its category."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.articles.addresses import move
from helpdesk.articles.categories import one_up
from helpdesk.articles.models import Article, Category
from helpdesk.articles.slugs import wrong_with
from helpdesk.articles.wording import ImpossibleArticle
from helpdesk.db import db
from triage.labels import TOPICS


def open_article(slug: str, *, topic: str, category: str, now: datetime) -> Article:
    """A new article that says nothing yet; raises ImpossibleArticle.

    `category` is a category's slug, or "" for none.
    """
    article = Article(slug=slug, topic=topic, created_at=now, updated_at=now)
    file(article, slug=slug, topic=topic, category=category, now=now)
    db.session.add(article)
    db.session.flush()
    return article


def file(article: Article, *, slug: str, topic: str, category: str, now: datetime) -> None:
    """Give an article its address, topic and category; raises ImpossibleArticle."""
    shelf = category_named(category)
    wrong = {
        "slug": wrong_with(slug) or ("taken" if _is_taken(slug, article) else ""),
        "topic": "" if topic in TOPICS else "unknown",
        "category": "unknown" if category and shelf is None else "",
    }
    if any(wrong.values()):
        raise ImpossibleArticle({field: why for field, why in wrong.items() if why})
    move(article, slug)
    article.topic, article.updated_at = topic, now
    article.category_id = shelf.id if shelf else None


def move_up(article: Article) -> None:
    """One place further to the front of its category, as readers see it there."""
    order = list(
        db.session.scalars(
            select(Article)
            .where(Article.category_id == article.category_id)
            .order_by(Article.position, Article.id)
        )
    )
    for position, each in enumerate(one_up(order, article), start=1):
        each.position = position


def free_slug(wanted: str) -> str:
    """`wanted`, or with the first number behind it that makes it free."""
    number, slug = 1, wanted or "article"
    while db.session.scalar(select(Article.id).where(Article.slug == slug)):
        number += 1
        slug = f"{wanted or 'article'}-{number}"
    return slug


def category_named(slug: str) -> Category | None:
    """The category with this address, or none."""
    return db.session.scalar(select(Category).where(Category.slug == slug)) if slug else None


def _is_taken(slug: str, by_other_than: Article) -> bool:
    found = db.session.scalar(select(Article.id).where(Article.slug == slug))
    return found is not None and found != by_other_than.id
