"""The FAQ index over the shop's articles: made when first asked, made anew when one changed."""

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import func, select

import faq
from helpdesk.articles.models import Article, ArticleText
from helpdesk.db import db

SUGGESTIONS = 3
Stamp = tuple[int, datetime | None]


def suggest(question: str, *, lang: str, topic: str) -> list[dict[str, Any]]:
    """The articles that answer `question` best, at most three, as rows keep them."""
    answers = _index().suggest(question, lang=lang, topic=topic, limit=SUGGESTIONS)
    return [
        {
            "article": answer.article.id,
            "score": round(float(answer.score), 4),
            "why": list(answer.why),
        }
        for answer in answers
    ]


def _index() -> faq.Index:
    stamp = _stamp()
    kept: tuple[Stamp, faq.Index] | None = current_app.extensions.get("faq_index")
    if kept is None or kept[0] != stamp:
        kept = (stamp, faq.Index(_articles()))
        current_app.extensions["faq_index"] = kept
    return kept[1]


def _stamp() -> Stamp:
    count, newest = db.session.execute(
        select(func.count(Article.id), func.max(Article.updated_at))
    ).one()
    return count, newest


def _articles() -> list[faq.Article]:
    rows = db.session.execute(select(ArticleText, Article).join(Article))
    return [
        faq.Article(
            id=article.id,
            lang=text.lang,
            question=text.question,
            answer=text.answer,
            topic=article.topic,
            slug=article.slug,
            phrasings=tuple(text.phrasings),
        )
        for text, article in rows
    ]
