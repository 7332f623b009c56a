"""Rows for what the shop chose, for what customers were told, and for whom it was told lately."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.articles.wording import LONGEST_QUESTION
from helpdesk.db import Model, Moment

HELPED, UNHELPED = "helped", "unhelped"


class AcknowledgementChoice(Model):
    """How the shop acknowledges: one row; where there is none, the defaults hold.

    `from_score` is the least score of an article that is carried, in hundredths.
    """

    __tablename__ = "acknowledgement_choice"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    email: Mapped[bool]
    form: Mapped[bool]
    carries_article: Mapped[bool]
    from_score: Mapped[int]
    opening_ar: Mapped[str] = mapped_column(Text)
    opening_en: Mapped[str] = mapped_column(Text)


class Acknowledgement(Model):
    """What one ticket's customer was told when it came, and what they said of the article in it.

    `question` is the article's title as they read it; it outlives the article. `said` is helped or
    unhelped, `said_by` tells how: "click" or "reply".
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (Index("ix_acknowledgement_said", "said", "said_at"),)

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    question: Mapped[str] = mapped_column(String(LONGEST_QUESTION), default="")
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    said: Mapped[str | None] = mapped_column(String(10))
    said_at: Mapped[datetime | None] = mapped_column(Moment)
    said_by: Mapped[str | None] = mapped_column(String(10))

    @property
    def has_helped(self) -> bool:
        """Whether its customer said that the article answered."""
        return self.said == HELPED


class AcknowledgedAddress(Model):
    """When an address was written to last by ourselves; rows go after a day (forget_addresses)."""

    __tablename__ = "acknowledged_address"

    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
