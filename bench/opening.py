"""A shop that has just opened: its owner may sign in, and its questions are answered."""

import json
from datetime import datetime

from sqlalchemy import select

from bench.place import OWNER, PASSWORD
from helpdesk import seeds
from helpdesk.articles.models import Article, ArticleText
from helpdesk.db import commit, db
from helpdesk.people.actions import hire
from helpdesk.people.models import Agent


def open_shop(*, now: datetime) -> Agent:
    """The owner; hired, with the demo shop's articles written, where the database is empty."""
    owner = db.session.scalar(select(Agent))
    if owner is None:
        owner = hire(OWNER, name="Layla", password=PASSWORD, roles=["owner"], now=now)
        owner.locale = "en"
        for told in json.loads((seeds.FOLDER / "articles.json").read_text()):
            article = Article(slug=told["slug"], topic=told["topic"], updated_at=now)
            article.texts = [ArticleText(lang=lang, **told[lang]) for lang in ("ar", "en")]
            db.session.add(article)
        commit()
    return owner
