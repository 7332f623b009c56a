"""What an acknowledgement would look like, for the owner to read before anybody else does."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.acknowledgement.choices import Choice
from helpdesk.acknowledgement.letter import Carried, Letter
from helpdesk.articles.models import Article, ArticleText
from helpdesk.config import settings
from helpdesk.db import db
from helpdesk.sla.targets import minutes_for

NUMBER, USUAL_URGENCY = 1042, 1


def sample(choice: Choice, lang: str) -> str:
    """The words to somebody who wrote a mail of usual urgency in `lang`; its link leads nowhere.

    It carries the shop's first article where articles are carried.
    """
    letter = Letter(
        lang=lang,
        number=NUMBER,
        opening=choice.openings.get(lang, ""),
        target=timedelta(minutes=minutes_for("email", USUAL_URGENCY)),
        article=_some_article(lang) if choice.carries_article else None,
    )
    return letter.text


def _some_article(lang: str) -> Carried | None:
    found = db.session.scalar(
        select(ArticleText)
        .where(ArticleText.lang == lang)
        .join(Article)
        .order_by(Article.position, Article.id)
        .options(joinedload(ArticleText.article))
        .limit(1)
    )
    if found is None:
        return None
    return Carried(
        slug=found.article.slug,
        question=found.question,
        answer=found.answer,
        helped=f"{settings().public_url.rstrip('/')}/answered/…",
    )
