"""The FAQ index over the shop's articles: made when first asked, brought in line with changes."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import func, select, true

import faq
from helpdesk.articles.models import Article, ArticleText
from helpdesk.assist.accepted import NEWEST_ACCEPTANCE, Key, accepted_questions
from helpdesk.db import db

# As many as are shown, and as many again for those that an agent finds no help.
SUGGESTIONS = 6
# How many, the sum of their versions, the newest, when one changed last, when something was learned
# last: no change leaves all of them the same.
Stamp = tuple[int, int | None, int | None, datetime | None, datetime | None]

# Versions too: of two changes the one with the earlier moment may be saved last. One statement:
# it is asked for every message.
_TEXTS = select(func.count(ArticleText.id), func.sum(ArticleText.version)).subquery()
_HEADS = select(func.max(Article.id), func.max(Article.updated_at)).subquery()
_USES = NEWEST_ACCEPTANCE.subquery()
_STANDING = select(_TEXTS, _HEADS, _USES).select_from(
    _TEXTS.join(_HEADS, true()).join(_USES, true())
)


class Shelf(NamedTuple):
    """The articles by id and language, with what was learned of them, and their index."""

    stamp: Stamp
    finder: faq.Index
    articles: dict[Key, faq.Article]


def suggest(question: str, *, topic: str, lang: str | None = None) -> list[dict[str, Any]]:
    """The articles that answer `question` best, at most SUGGESTIONS, as rows keep them.

    Without `lang` also those that the shop has in the other language alone.
    """
    answers = shelf().finder.suggest(question, lang=lang, topic=topic, limit=SUGGESTIONS)
    return [
        {
            "article": answer.article.id,
            "score": round(float(answer.score), 4),
            "why": list(answer.why),
        }
        for answer in answers
    ]


def ask(
    question: str, *, lang: str | None = None, topic: str | None = None, limit: int = SUGGESTIONS
) -> list[faq.Answer]:
    """The articles that answer a question outside any ticket, best first, with their scores.

    Without `lang` each is in the language of the question, or in the one it has.
    """
    return shelf().finder.suggest(question, lang=lang, topic=topic, limit=limit)


def nearest(question: str) -> list[tuple[int, float]]:
    """The ids of the articles nearest to a question, best first, with scores however low."""
    found = shelf().finder.ranked(question)
    return [(int(article.id), score) for article, score in found]


def shelf() -> Shelf:
    """The articles as they stand in this moment, whichever process changed them."""
    stamp = _stamp()
    kept: Shelf | None = current_app.extensions.get("faq_index")
    if kept is None or kept.stamp != stamp:
        kept = _in_line(kept, stamp)
        current_app.extensions["faq_index"] = kept
    return kept


def _in_line(kept: Shelf | None, stamp: Stamp) -> Shelf:
    """What changed is put in anew; the rest stays, since reading thousands anew takes seconds."""
    articles = _articles()
    if kept is None:
        return Shelf(stamp, faq.Index(articles.values()), articles)
    changed = {id_ for (id_, _lang), _ in articles.items() ^ kept.articles.items()}
    for id_ in changed:
        kept.finder.remove(id_)
    for article in articles.values():
        if article.id in changed:
            kept.finder.replace(article)
    return Shelf(stamp, kept.finder, articles)


def _stamp() -> Stamp:
    count, versions, newest, at, accepted = db.session.execute(_STANDING).one()
    return count, versions, newest, at, accepted


def _articles() -> dict[Key, faq.Article]:
    rows = db.session.execute(select(ArticleText, Article).join(Article))
    learned = accepted_questions()
    return {
        (article.id, text.lang): faq.Article(
            id=article.id,
            lang=text.lang,
            question=text.question,
            answer=text.answer,
            topic=article.topic,
            slug=article.slug,
            phrasings=(*text.phrasings, *learned.get((article.id, text.lang), ())),
        )
        for text, article in rows
    }
