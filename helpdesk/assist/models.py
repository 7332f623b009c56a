"""Rows for verdicts, the corrections people made, the models that read, and answers suggested."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Model, Moment


class Verdict(Model):
    """What triage said of one message, and which articles the FAQ proposed for it.

    `answers` lists the proposals, best first: {"article": id, "score": 0 to 1, "why": [words]}.
    """

    __tablename__ = "verdict"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(20))
    secondary: Mapped[str | None] = mapped_column(String(20))
    urgency: Mapped[int]
    score: Mapped[float]
    confidence: Mapped[float]
    sure: Mapped[bool]
    language: Mapped[str] = mapped_column(String(2))
    # Which Arabic (or that it is none), as triage read it; nobody corrects that.
    variety: Mapped[str] = mapped_column(String(12), default="", server_default="")
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    answers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    model: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Moment)


class Correction(Model):
    """A person's better judgement: which field, what stood there, what stands there now."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(10))
    was: Mapped[str] = mapped_column(String(20))
    now: Mapped[str] = mapped_column(String(20))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime] = mapped_column(Moment, index=True)


CHAMPION, FORMER, REFUSED, SHIPPED = "champion", "former", "refused", "shipped"
_IS_CHAMPION = text("state = 'champion'")


class TriageModel(Model):
    """A trained model: what it learnt from, how it did beside the one that read then, its state.

    `base` is the version of the shipped model it was made beside; a shipped model is its own base.
    `figures` holds both sides as triage.challenge measures them: {"challenger": …, "champion": …};
    `rival` names the other side. `refusal` says why it was refused: {"code": …, and its numbers}.
    Where no row is the champion, the shipped model reads.
    """

    __tablename__ = "triage_model"
    __table_args__ = (
        Index(
            "uq_triage_model_champion",
            "state",
            unique=True,
            sqlite_where=_IS_CHAMPION,
            postgresql_where=_IS_CHAMPION,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(80), unique=True)
    base: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Moment)
    examples: Mapped[int] = mapped_column(default=0)
    corrections: Mapped[int] = mapped_column(default=0)
    rival: Mapped[str | None] = mapped_column(String(80))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ArticleUse(Model):
    """An article that an agent took into a reply."""

    __tablename__ = "article_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    lang: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(Moment)
