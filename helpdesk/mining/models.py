"""Rows for mining: its runs, the groups of questions, and which message stands in which."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.articles.models import Article
from helpdesk.articles.wording import LONGEST_QUESTION, other
from helpdesk.db import Model, Moment
from helpdesk.people.models import Agent
from helpdesk.runs.models import WAITING, Run

# In order; what a person sees while a run goes on.
STAGES = (WAITING, "reading", "sorting", "wording")
OPEN, ACCEPTED, MERGED, DISMISSED = "open", "accepted", "merged", "dismissed"
# One customer's case is theirs alone. A run makes groups of three customers or more
# (faq.groups.sorting.PEOPLE), but one taken up again, or whose article was deleted, may be down to
# the last of its questions.
FEWEST_CUSTOMERS = 2
WEEKS = 13
# A period, in weeks, that is compared with the one before.
PERIOD = 4


class Mining(Run, Model):
    """One run: how many unanswered questions it looked at, and how many groups wait after it."""

    __tablename__ = "mining"

    questions: Mapped[int] = mapped_column(default=0)
    groups: Mapped[int] = mapped_column(default=0)


class QuestionGroup(Model):
    """Questions of one matter that no article answered, and what an editor made of them.

    `ways` are its clearest questions by language, masked, the clearest first; `answers` the drafts
    by language: {"text", "ticket"}, masked. `weeks` counts questions in each of the last WEEKS, the
    oldest first, at `seen_at`. `near` is an article that was proposed and not used. `article` is
    what came of it: the new one (ACCEPTED), or the one it went into (MERGED).
    """

    __tablename__ = "question_group"
    __table_args__ = (Index("ix_question_group_state", "state", "questions"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    topic: Mapped[str] = mapped_column(String(20))
    name_ar: Mapped[str] = mapped_column(String(LONGEST_QUESTION), default="")
    name_en: Mapped[str] = mapped_column(String(LONGEST_QUESTION), default="")
    ways: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    answers: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    questions: Mapped[int] = mapped_column(default=0)
    customers: Mapped[int] = mapped_column(default=0)
    searches: Mapped[int] = mapped_column(default=0)
    weeks: Mapped[list[int]] = mapped_column(JSON, default=list)
    near_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    found_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))

    near: Mapped[Article | None] = relationship(foreign_keys=near_id)
    article: Mapped[Article | None] = relationship(foreign_keys=article_id)
    decided_by: Mapped[Agent | None] = relationship()

    def name(self, lang: str) -> str:
        """What it is called in a language, or in the other where nobody asked it in this one."""
        return self.own_name(lang) or self.own_name(other(lang))

    def own_name(self, lang: str) -> str:
        """What it is called in a language, or "" where nobody asked it in this one."""
        return self.name_ar if lang == "ar" else self.name_en

    @property
    def is_open(self) -> bool:
        """Whether it waits for an editor; so does one whose article was deleted meanwhile."""
        is_orphan = self.state in (ACCEPTED, MERGED) and self.article_id is None
        return self.state == OPEN or is_orphan

    @property
    def now_and_before(self) -> tuple[int, int]:
        """Questions in the last PERIOD weeks, and in as many before."""
        return sum(self.weeks[-PERIOD:]), sum(self.weeks[-2 * PERIOD : -PERIOD])


class GroupedQuestion(Model):
    """A customer's message that stands in a group; `place` counts from its middle outwards.

    `text` is masked, and kept of the first few alone.
    """

    __tablename__ = "grouped_question"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("question_group.id", ondelete="CASCADE"), index=True
    )
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    lang: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(String(LONGEST_QUESTION), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
