"""Articles that a group of questions could go into: those near it, or those that words find."""

from sqlalchemy import select

from helpdesk.articles.models import ArticleText
from helpdesk.assist.library import ask
from helpdesk.assist.search import search
from helpdesk.db import db
from helpdesk.mining.models import QuestionGroup

SHOWN = 8


def for_group(group: QuestionGroup, words: str = "") -> list[tuple[int, dict[str, str]]]:
    """Live articles, the likeliest first: their numbers, and their questions by language.

    `words` are what an editor looks for; without any, the group's own questions are asked.
    """
    ids = search(words, limit=SHOWN) if words else _near(group)
    rows = db.session.execute(
        select(ArticleText.article_id, ArticleText.lang, ArticleText.question).where(
            ArticleText.article_id.in_(ids)
        )
    )
    titles: dict[int, dict[str, str]] = {}
    for id_, lang, question in rows:
        titles.setdefault(id_, {})[lang] = question
    return [(id_, titles[id_]) for id_ in ids if id_ in titles]


def _near(group: QuestionGroup) -> list[int]:
    asked = [name for name in (group.name_ar, group.name_en) if name]
    found = [int(answer.article.id) for name in asked for answer in ask(name, limit=SHOWN)]
    first = [group.near_id] if group.near_id else []
    return list(dict.fromkeys([*first, *found]))[:SHOWN]
