"""Rows for verdicts, corrections, models, answers, own words; what tickets mention; bursts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Model, Moment
from helpdesk.people.models import Agent


class Verdict(Model):
    """What triage said of one message, and which articles the FAQ proposed for it.

    `answers` lists the proposals, best first: {"article": id, "score": 0 to 1, "why": [words]}.
    `chances` are the two likeliest topics, likeliest first: {"topic", "chance": 0 to 1}. `facts`
    lists the figures it states: {"kind", "value", "start", "end"}. Messages of the same words share
    a `fingerprint`; one of too few words has none.
    """

    __tablename__ = "verdict"
    __table_args__ = (Index("ix_verdict_fingerprint", "fingerprint", "at"),)

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
    chances: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(2))
    variety: Mapped[str] = mapped_column(String(10), default="")
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    fingerprint: Mapped[str | None] = mapped_column(String(32))
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
    """An article that an agent took into a reply, and the message that it answers.

    `kept` tells whether the reply that followed held it word for word; it is none until then.
    `accepted_at` tells when the ticket was closed after that reply; before, and where it never
    was, there is none.
    """

    __tablename__ = "article_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    lang: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    kept: Mapped[bool | None]
    accepted_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class AnswerRefusal(Model):
    """An article that was proposed for a ticket and that an agent found no help."""

    __tablename__ = "answer_refusal"
    __table_args__ = (UniqueConstraint("ticket_id", "article_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True
    )
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class OwnWord(Model):
    """A word or phrase of the owner's, and the topic or urgency (or both) it stands for.

    `spelling` is what all ways of writing the phrase share. A word that is taken off the list is
    deleted: what it decided stands on in the verdicts.
    """

    __tablename__ = "own_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    phrase: Mapped[str] = mapped_column(String(80))
    spelling: Mapped[str] = mapped_column(String(80), unique=True)
    topic: Mapped[str | None] = mapped_column(String(20))
    urgency: Mapped[int | None]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)

    added_by: Mapped[Agent] = relationship()


class OwnWordMatch(Model):
    """A message that held an own word when it was judged."""

    __tablename__ = "own_word_match"
    __table_args__ = (Index("ix_own_word_match_recent", "own_word_id", "at"),)

    own_word_id: Mapped[int] = mapped_column(
        ForeignKey("own_word.id", ondelete="CASCADE"), primary_key=True
    )
    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(Moment)


class Mention(Model):
    """A figure by which tickets that concern the same matter can be found: an order number …

    `kind` and `value` are those of a fact of triage (helpdesk.assist.mentions tells which).
    """

    __tablename__ = "mention"
    __table_args__ = (Index("ix_mention_value", "value", "kind"),)

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    value: Mapped[str] = mapped_column(String(80), primary_key=True)


_RUNNING = text("ended_at IS NULL")


class Burst(Model):
    """A topic that came in far more often than usual, until that was over (`ended_at`).

    `count` tickets came since `began_at`, the latest is `ticket_id`; `usual` is what the shop gets
    in an hour. `common` is what half of them or more share ("courier:SMSA", "orders:44"), else "".
    A topic has one burst that runs: while it does, whoever dismissed it is not told again.
    """

    __tablename__ = "burst"
    __table_args__ = (
        Index("uq_burst_running", "topic", unique=True, sqlite_where=_RUNNING,
              postgresql_where=_RUNNING),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(20))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    common: Mapped[str] = mapped_column(String(40), default="")
    count: Mapped[int]
    usual: Mapped[float]
    began_at: Mapped[datetime] = mapped_column(Moment)
    noticed_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    dismissed_at: Mapped[datetime | None] = mapped_column(Moment)
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
