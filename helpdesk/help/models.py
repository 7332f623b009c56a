"""Rows for what readers did: counters by the day, which name nobody."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Model

LONGEST_WORDS = 80


class ArticleDay(Model):
    """One article in one language on one day of the shop: read, found helpful, found not so."""

    __tablename__ = "article_day"
    # Read by ranges of days: SQLite then keeps the rows in the order of their key.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy's own word)

    lang: Mapped[str] = mapped_column(String(2), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    views: Mapped[int] = mapped_column(default=0)
    helped: Mapped[int] = mapped_column(default=0)
    unhelped: Mapped[int] = mapped_column(default=0)


class HelpSearch(Model):
    """What was searched for on one day, in the one spelling, and how much was found last."""

    __tablename__ = "help_search"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    lang: Mapped[str] = mapped_column(String(2), primary_key=True)
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    found: Mapped[int] = mapped_column(default=0)
