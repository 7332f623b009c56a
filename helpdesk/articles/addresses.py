"""The addresses that articles had: each leads to where its article stands now."""

from sqlalchemy import delete, select

from helpdesk.articles.models import Article, FormerAddress
from helpdesk.db import changed, db


def move(article: Article, slug: str) -> None:
    """Give a kept article another address; the one it had leads on to it.

    An address that another article gave up belongs to whoever has it now.
    """
    changed(delete(FormerAddress).where(FormerAddress.slug == slug))
    if article.id is not None and article.slug != slug:
        db.session.add(FormerAddress(slug=article.slug, article_id=article.id))
    article.slug = slug


def now_at(slug: str) -> str | None:
    """The present address of the article that was at `slug` once; None where none was."""
    return db.session.scalar(
        select(Article.slug)
        .join(FormerAddress, FormerAddress.article_id == Article.id)
        .where(FormerAddress.slug == slug)
    )
