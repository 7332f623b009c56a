"""What screens ask: the verdicts on a ticket, and the answers proposed for it."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.articles.models import Article, ArticleText
from helpdesk.assist.models import Verdict
from helpdesk.db import db


@dataclass(frozen=True)
class Suggestion:
    """An article proposed for a ticket, in the language the customer reads."""

    article_id: int
    slug: str
    lang: str
    question: str
    answer: str
    score: float
    why: tuple[str, ...]


def verdict_of(ticket_id: int) -> Verdict | None:
    """What triage said of the customer's newest message."""
    return db.session.scalar(
        select(Verdict)
        .where(Verdict.ticket_id == ticket_id)
        .order_by(Verdict.message_id.desc())
        .limit(1)
    )


def verdicts_of(ticket_id: int) -> dict[int, Verdict]:
    """What triage said of each message of a ticket, by the message's id, the newest last."""
    found = db.session.scalars(
        select(Verdict).where(Verdict.ticket_id == ticket_id).order_by(Verdict.message_id)
    )
    return {verdict.message_id: verdict for verdict in found}


def suggestions_for(verdict: Verdict | None, lang: str) -> list[Suggestion]:
    """The articles proposed with `verdict`, best first, in `lang` where they have it."""
    if verdict is None or not verdict.answers:
        return []
    wanted = {answer["article"]: answer for answer in verdict.answers}
    rows = db.session.execute(
        select(
            ArticleText.article_id,
            Article.slug,
            ArticleText.lang,
            ArticleText.question,
            ArticleText.answer,
        )
        .join(Article)
        .where(ArticleText.article_id.in_(wanted))
    ).all()
    texts = {row.article_id: row for row in rows if row.lang != lang}
    texts |= {row.article_id: row for row in rows if row.lang == lang}
    return [
        Suggestion(*texts[article_id], score=answer["score"], why=tuple(answer["why"]))
        for article_id, answer in wanted.items()
        if article_id in texts
    ]
