"""Articles that deserve another look, as things stand today, and why.

- `behind`: the other language was changed since this one was last brought in line with it.
- `unhelpful`: of FEWEST_VOICES readers or more in the last LOOK_BACK, less than half were helped.
- `unread`: live for LOOK_BACK or longer, and in that time nobody opened it, no agent used it, and
  it spared nothing. Nothing is said while readers have not been counted for so long.
- `old`: its words were published more than OLD ago.
"""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select

from helpdesk.acknowledgement.models import HELPED, Acknowledgement
from helpdesk.articles.deflection import Deflection
from helpdesk.articles.models import Article, ArticleText
from helpdesk.articles.queries import is_stale
from helpdesk.articles.wording import other
from helpdesk.assist.models import ArticleUse
from helpdesk.config import LOCALES
from helpdesk.db import db
from helpdesk.help.models import ArticleDay
from helpdesk.reports.help_centre import FEWEST_VOICES

LOOK_BACK = timedelta(days=90)
OLD = timedelta(days=365)
# The gravest first: what misleads readers stands before what only nobody needs.
REASONS = ("behind", "unhelpful", "unread", "old")
Place = tuple[int, str]


class Stale(NamedTuple):
    """One language of an article, and why it deserves another look (of REASONS)."""

    article_id: int
    lang: str
    question: str
    published_at: datetime
    reasons: list[str]


class Read(NamedTuple):
    """What readers did with one language of an article of late."""

    views: int
    helped: int
    voices: int


def stale(*, now: datetime, today: date) -> list[Stale]:
    """All of them, those with the gravest reasons first; `today` is the shop's day."""
    texts = db.session.scalars(select(ArticleText).join(Article).order_by(Article.id)).all()
    live = {(text.article_id, text.lang): text for text in texts}
    read = _read(today)
    needed = _needed(since=now - LOOK_BACK)
    counted_long = _counted_since(today - LOOK_BACK)
    found = []
    for place, text in live.items():
        seen = read.get(place, Read(0, 0, 0))
        reasons = {
            "behind": is_stale(text, live.get((text.article_id, other(text.lang)))),
            "unhelpful": seen.voices >= FEWEST_VOICES and seen.helped * 2 < seen.voices,
            "unread": counted_long
            and text.published_at <= now - LOOK_BACK
            and not seen.views
            and place not in needed,
            "old": text.published_at < now - OLD,
        }
        if told := [reason for reason in REASONS if reasons[reason]]:
            found.append(Stale(text.article_id, text.lang, text.question, text.published_at, told))
    return sorted(found, key=lambda one: [reason not in one.reasons for reason in REASONS])


def _read(today: date) -> dict[Place, Read]:
    rows = db.session.execute(
        select(
            ArticleDay.article_id,
            ArticleDay.lang,
            func.sum(ArticleDay.views).label("views"),
            func.sum(ArticleDay.helped).label("helped"),
            func.sum(ArticleDay.helped + ArticleDay.unhelped).label("voices"),
        )
        .where(ArticleDay.lang.in_(LOCALES), ArticleDay.day > today - LOOK_BACK)
        .group_by(ArticleDay.article_id, ArticleDay.lang)
    )
    return {(row.article_id, row.lang): Read(row.views, row.helped, row.voices) for row in rows}


def _needed(*, since: datetime) -> set[Place]:
    """What agents used or what spared a ticket."""
    asked: list[Any] = [
        select(ArticleUse.article_id, ArticleUse.lang).where(ArticleUse.at > since),
        select(Deflection.article_id, Deflection.lang).where(Deflection.at > since),
        select(Acknowledgement.article_id, Acknowledgement.lang).where(
            Acknowledgement.said == HELPED, Acknowledgement.said_at > since
        ),
    ]
    return {tuple(row) for one in asked for row in db.session.execute(one.distinct())}


def _counted_since(day: date) -> bool:
    earlier = exists().where(ArticleDay.lang.in_(LOCALES), ArticleDay.day <= day)
    return bool(db.session.scalar(select(earlier)))
