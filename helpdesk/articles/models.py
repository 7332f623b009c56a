"""Rows for FAQ articles: one article, a text in each language."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Model, Moment


class Article(Model):
    """One answer the shop gives, whatever the language."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    topic: Mapped[str] = mapped_column(String(20))
    updated_at: Mapped[datetime] = mapped_column(Moment)
    texts: Mapped[list["ArticleText"]] = relationship(
        back_populates="article", cascade="all, delete-orphan"
    )


class ArticleText(Model):
    """An article in one language: the question, other ways to ask it, and the answer."""

    __tablename__ = "article_text"
    __table_args__ = (UniqueConstraint("article_id", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    question: Mapped[str] = mapped_column(String(300))
    phrasings: Mapped[list[str]] = mapped_column(JSON, default=list)
    answer: Mapped[str] = mapped_column(Text)
    article: Mapped[Article] = relationship(back_populates="texts")
