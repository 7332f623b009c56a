"""Which article an acknowledgement carries, and which ones it would have carried of late."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from helpdesk.acknowledgement.choices import ROADS, Choice
from helpdesk.articles.models import ArticleText
from helpdesk.assist.models import Verdict
from helpdesk.db import db
from helpdesk.tickets.actions import URGENT
from helpdesk.tickets.models import Message, Ticket

LOOKED_AT = 100


@dataclass(frozen=True)
class Would:
    """A ticket whose acknowledgement would have carried an article: which, how likely (0 to 1)."""

    ticket_id: int
    title: str
    question: str
    lang: str
    score: float


@dataclass(frozen=True)
class Preview:
    """How many of the latest tickets were looked at, and which would have carried an article."""

    looked_at: int
    carrying: list[Would]


def fitting(
    answers: list[dict[str, Any]], *, urgency: int, from_score: int, lang: str
) -> ArticleText | None:
    """The best of the proposed `answers`, where it is as likely as wanted and there in `lang`.

    A person who was harmed is sent to no article: where the matter is urgent there is none.
    """
    best = _likely(answers, urgency=urgency, from_score=from_score)
    if best is None:
        return None
    with db.session.no_autoflush:
        return db.session.scalar(
            select(ArticleText)
            .where(ArticleText.article_id == best["article"], ArticleText.lang == lang)
            .options(joinedload(ArticleText.article))
        )


def preview(choice: Choice) -> Preview:
    """What `choice` would have done to the newest tickets that came by mail or form.

    By what was proposed when they came, and the articles as they stand now.
    """
    rows = db.session.execute(
        select(
            Ticket.id,
            case((Ticket.subject != "", Ticket.subject), else_=Ticket.preview).label("title"),
            Verdict.language,
            Verdict.urgency,
            Verdict.answers,
        )
        .join(Message, (Message.ticket_id == Ticket.id) & (Message.seq == 1))
        .join(Verdict, Verdict.message_id == Message.id)
        .where(Ticket.channel.in_(ROADS), Message.automatic.is_(False))
        .order_by(Ticket.id.desc())
        .limit(LOOKED_AT)
    ).all()
    likely = {
        row.id: best
        for row in rows
        if (best := _likely(row.answers, urgency=row.urgency, from_score=choice.from_score))
    }
    titles = _titles({best["article"] for best in likely.values()})
    carrying = [
        Would(row.id, row.title, titles[place], row.language, likely[row.id]["score"])
        for row in rows
        if row.id in likely and (place := (likely[row.id]["article"], row.language)) in titles
    ]
    return Preview(len(rows), carrying)


def _likely(
    answers: list[dict[str, Any]], *, urgency: int, from_score: int
) -> dict[str, Any] | None:
    if urgency >= URGENT or not answers or answers[0]["score"] * 100 < from_score:
        return None
    return answers[0]


def _titles(article_ids: set[int]) -> dict[tuple[int, str], str]:
    rows = db.session.execute(
        select(ArticleText.article_id, ArticleText.lang, ArticleText.question).where(
            ArticleText.article_id.in_(article_ids)
        )
    )
    return {(row.article_id, row.lang): row.question for row in rows}
