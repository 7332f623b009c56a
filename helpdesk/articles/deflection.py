"""Questions that an article answered before anybody wrote to the shop: told, and kept as a row."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.articles.models import ArticleText
from helpdesk.db import Model, Moment, added, db

PLACES = ("widget", "form")


class Deflection(Model):
    """One visitor said "this helped" of one article, where they were about to write.

    `key` is made up by the page they wrote on, so that what is told twice counts once; nothing
    tells who they are.
    """

    __tablename__ = "deflection"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True
    )
    lang: Mapped[str] = mapped_column(String(2))
    place: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


def note_helped(article_id: int, lang: str, *, place: str, key: str, now: datetime) -> bool:
    """Count that the article helped; gives whether it counted.

    It does not where the same `key` told it before, or where the article is gone by now.
    """
    here = select(ArticleText.id).where(
        ArticleText.article_id == article_id, ArticleText.lang == lang
    )
    if db.session.scalar(here) is None:
        return False
    return added(Deflection, article_id=article_id, lang=lang, place=place, key=key, at=now)
