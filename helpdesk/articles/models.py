"""Rows for FAQ articles: what is live, what is in the making, and all that ever was live."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.articles.wording import LONGEST_QUESTION, Wording
from helpdesk.db import Model, Moment, now


class Category(Model):
    """A shelf of the help centre, named in both languages."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    name_ar: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))


class ArticleRecord(Model):
    """The number by which all else names an article, also once that is deleted.

    `kind` tells which of the two it is; whoever asks for Article never meets a deleted one.
    """

    __tablename__ = "article"
    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 (SQLAlchemy's own word)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    topic: Mapped[str] = mapped_column(String(20))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(10))


class Article(ArticleRecord):
    """One answer the shop gives, whatever the language."""

    # Else the class's own name would be taken for a table's, and deleted ones be met here.
    __tablename__ = None  # type: ignore[assignment]
    __mapper_args__ = {"polymorphic_identity": "article"}  # noqa: RUF012 (SQLAlchemy's own word)

    category: Mapped[Category | None] = relationship()
    texts: Mapped[list["ArticleText"]] = relationship(
        back_populates="article", cascade="all, delete-orphan"
    )
    drafts: Mapped[list["ArticleDraft"]] = relationship(
        back_populates="article", cascade="all, delete-orphan"
    )


class DeletedArticle(ArticleRecord):
    """What is left of an article that was live once, so that the figures of its time stay true."""

    __mapper_args__ = {"polymorphic_identity": "deleted"}  # noqa: RUF012 (SQLAlchemy's own word)

    title_ar: Mapped[str | None] = mapped_column(String(LONGEST_QUESTION))
    title_en: Mapped[str | None] = mapped_column(String(LONGEST_QUESTION))


class FormerAddress(Model):
    """An address that an article had; links in mails and elsewhere still name it."""

    __tablename__ = "article_former_address"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True
    )


class Worded:
    """The columns of a row that holds an article in one language."""

    question: Mapped[str] = mapped_column(String(LONGEST_QUESTION))
    phrasings: Mapped[list[str]] = mapped_column(JSON, default=list)
    answer: Mapped[str] = mapped_column(Text)

    @property
    def wording(self) -> Wording:
        """What the row says."""
        return Wording(self.question, tuple(self.phrasings), self.answer)

    @wording.setter
    def wording(self, said: Wording) -> None:
        self.question = said.question
        self.phrasings = list(said.phrasings)
        self.answer = said.answer


class ArticleText(Worded, Model):
    """What is live in one language; an article without such a row is seen by the team alone.

    `fits` is the version of the other language that this text was last brought in line with.
    """

    __tablename__ = "article_text"
    __table_args__ = (UniqueConstraint("article_id", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime] = mapped_column(Moment, default=now)
    fits: Mapped[int | None]
    article: Mapped[Article] = relationship(back_populates="texts")


class ArticleDraft(Worded, Model):
    """Work in progress on one language of an article: a draft, or in review."""

    __tablename__ = "article_draft"
    __table_args__ = (UniqueConstraint("article_id", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    article: Mapped[Article] = relationship(back_populates="drafts")


class ArticleVersion(Worded, Model):
    """What was published once; `by_id` is none for what was there before versions were kept."""

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "lang", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    number: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class ArticlePicture(Model):
    """A picture for articles, named after its SHA-256: what has a row here, anybody may see."""

    __tablename__ = "article_picture"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_type: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class ArticleImport(Model):
    """A file that was read and found right, waiting for the click that does it."""

    __tablename__ = "article_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, list[dict[str, object]]]] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime] = mapped_column(Moment)
