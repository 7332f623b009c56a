"""Deleting an article: its words go, what was counted of it stays."""

from sqlalchemy import delete, select, update

from helpdesk.articles.models import (
    Article,
    ArticleRecord,
    ArticleVersion,
    DeletedArticle,
    FormerAddress,
)
from helpdesk.articles.wording import LANGS
from helpdesk.db import changed, db, hold, publish
from helpdesk.events import ArticleDeleted
from helpdesk.people.models import Agent

# No address that an article may have: the one it had is free again.
_NO_ADDRESS = "~"


class StillLive(Exception):  # noqa: N818 (named as people say it)
    """Customers see the article; it has to be withdrawn before it can be deleted."""


def remove(article: Article) -> None:
    """Delete an article with its drafts and versions; raises StillLive.

    Of one that was live once its number stays with its titles: figures of the past name it.
    """
    if hold(article) and article.texts:
        raise StillLive
    publish(ArticleDeleted(article.id))
    titles = _titles(article.id)
    if titles:
        _keep_number(article, titles)
    else:
        db.session.delete(article)
    db.session.flush()


def may_remove(article: Article, agent: Agent) -> bool:
    """Whether a person may delete it: a manager, or who alone wrote what never was live."""
    if article.texts:
        return False
    is_own = {draft.by_id for draft in article.drafts} == {agent.id}
    return agent.is_manager or (is_own and not _titles(article.id))


def _titles(article_id: int) -> dict[str, str]:
    """The question it was last published with, by language; none where it never was live."""
    rows = db.session.execute(
        select(ArticleVersion.lang, ArticleVersion.question)
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number)
    )
    return {row.lang: row.question for row in rows}


def _keep_number(article: Article, titles: dict[str, str]) -> None:
    article.drafts.clear()
    db.session.flush()
    for left in (ArticleVersion, FormerAddress):
        changed(delete(left).where(left.article_id == article.id))
    changed(
        update(Article.metadata.tables["article"])
        .where(ArticleRecord.id == article.id)
        .values(
            kind=DeletedArticle.__mapper_args__["polymorphic_identity"],
            slug=f"{_NO_ADDRESS}{article.id}",
            category_id=None,
            **{f"title_{lang}": titles.get(lang) for lang in LANGS},
        )
    )
    db.session.expunge(article)
