"""What screens ask: the answers proposed for a ticket, and those that a search of the FAQ finds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from helpdesk.articles.models import Article, ArticleText
from helpdesk.assist.models import AnswerRefusal, ArticleUse, Verdict
from helpdesk.assist.search import search
from helpdesk.db import db

SHOWN = 3
FOUND = 8


@dataclass(frozen=True)
class Suggestion:
    """An article proposed for a ticket, in the language the customer reads where it has that."""

    article_id: int
    slug: str
    lang: str
    question: str
    answer: str
    score: float = 0.0
    why: tuple[str, ...] = ()
    used: bool = False


@dataclass(frozen=True)
class Proposed:
    """The articles proposed for a ticket, best first, and the one that was refused last."""

    answers: list[Suggestion] = field(default_factory=list)
    refused: Suggestion | None = None


def proposed_for(verdict: Verdict | None, lang: str) -> Proposed:
    """The articles proposed with `verdict`, in `lang` where they have it.

    Those refused on its ticket and those withdrawn meanwhile are gone.
    """
    if verdict is None or not verdict.answers:
        return Proposed()
    refused = _refused(verdict.ticket_id)
    told = {answer["article"]: answer for answer in verdict.answers}
    found = {
        one.article_id: one
        for one in _suggestions([*told, *refused[:1]], lang, _used(verdict.ticket_id), told)
    }
    return Proposed(
        [found[id_] for id_ in told if id_ in found and id_ not in refused][:SHOWN],
        found.get(refused[0]) if refused else None,
    )


def found_for(ticket_id: int, words: str, verdict: Verdict | None, lang: str) -> list[Suggestion]:
    """The articles that `words`, begun or whole, ask for; without any, the likeliest to be wanted.

    Those are the ones proposed with `verdict`, then those most used.
    """
    if words.strip():
        ids: list[int] = search(words, limit=FOUND)
    else:
        proposed = [answer["article"] for answer in verdict.answers] if verdict else []
        ids = list(dict.fromkeys([*proposed, *_most_used()]))
    return _suggestions(ids, lang, _used(ticket_id))[:FOUND]


def _suggestions(
    ids: Iterable[int], lang: str, used: set[int], told: dict[int, dict[str, Any]] | None = None
) -> list[Suggestion]:
    """The articles in the order of `ids`, each in the one language or the other."""
    ids = list(ids)
    rows = db.session.execute(
        select(
            ArticleText.article_id,
            Article.slug,
            ArticleText.lang,
            ArticleText.question,
            ArticleText.answer,
        )
        .join(Article)
        .where(ArticleText.article_id.in_(ids))
    ).all()
    texts = {row.article_id: row for row in rows if row.lang != lang}
    texts |= {row.article_id: row for row in rows if row.lang == lang}
    return [
        Suggestion(*texts[id_], **_told((told or {}).get(id_)), used=id_ in used)
        for id_ in ids
        if id_ in texts
    ]


def _told(answer: dict[str, Any] | None) -> dict[str, Any]:
    return {"score": answer["score"], "why": tuple(answer["why"])} if answer else {}


def _used(ticket_id: int) -> set[int]:
    uses = select(ArticleUse.article_id).where(ArticleUse.ticket_id == ticket_id)
    return set(db.session.scalars(uses.distinct()))


def _refused(ticket_id: int) -> list[int]:
    """The newest first."""
    refusals = select(AnswerRefusal.article_id).where(AnswerRefusal.ticket_id == ticket_id)
    newest_first = refusals.order_by(AnswerRefusal.at.desc(), AnswerRefusal.id.desc())
    return list(db.session.scalars(newest_first))


def _most_used() -> list[int]:
    uses = select(ArticleUse.article_id).group_by(ArticleUse.article_id)
    most = uses.order_by(func.count().desc(), ArticleUse.article_id).limit(FOUND)
    return list(db.session.scalars(most))
