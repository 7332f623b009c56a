"""Articles that a group of questions could go into: the nearest, or those that words find."""

from sqlalchemy import select

from helpdesk.articles.models import ArticleText
from helpdesk.assist.library import nearest
from helpdesk.assist.search import search
from helpdesk.db import db
from helpdesk.mining.actions import PHRASINGS
from helpdesk.mining.models import QuestionGroup

SHOWN = 8
# So many are looked through at a glance; whoever means another one searches.
NEAREST = 3


def for_group(group: QuestionGroup, words: str = "") -> list[tuple[int, dict[str, str]]]:
    """Live articles, the likeliest first: their numbers, and their questions by language.

    `words` are what an editor looks for; without any it is the NEAREST to the group's own
    questions, however far: that no article answers these is why they are a group.
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
    """By the best score of its clearest questions; one that was proposed before comes first."""
    asked = {way for ways in group.ways.values() for way in ways[:PHRASINGS]}
    scores: dict[int, float] = {}
    for question in asked | {group.name_ar, group.name_en}:
        for id_, score in nearest(question):
            scores[id_] = max(score, scores.get(id_, 0.0))
    first = [group.near_id] if group.near_id else []
    best = sorted(scores, key=lambda id_: (-scores[id_], id_))
    return list(dict.fromkeys([*first, *best]))[:NEAREST]
