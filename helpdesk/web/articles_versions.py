"""What an article said before: its versions, what changed in each, and the way back."""

from itertools import zip_longest
from typing import Any, NamedTuple

from flask import Blueprint, Response, make_response, redirect, render_template
from sqlalchemy import Select, select
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.difference import Piece, difference
from helpdesk.articles.drafts import text_of
from helpdesk.articles.models import Article, ArticleVersion
from helpdesk.articles.publishing import DraftInTheWay, restore
from helpdesk.db import commit, db, now, rollback
from helpdesk.people.models import Agent
from helpdesk.web.session import manager_only, me, signed_in

article_versions = Blueprint("article_versions", __name__)

LANG = "<any(ar,en):lang>"
SHOWN = 50


class Told(NamedTuple):
    """A version, who published it, and what it changed in each part."""

    version: ArticleVersion
    by: Agent | None
    question: list[Piece]
    phrasings: list[Piece]
    answer: list[Piece]


@article_versions.get(f"/articles/<int:article_id>/{LANG}/versions")
@signed_in
def page(article_id: int, lang: str) -> Response:
    """All versions of one language, newest first."""
    return _page(article_id, lang)


@article_versions.post(f"/articles/<int:article_id>/{LANG}/versions/<int:number>/restore")
@manager_only
def bring_back(article_id: int, lang: str, number: int) -> AnyResponse:
    """Make a draft of an old version; refused where another draft would be lost."""
    article = db.get_or_404(Article, article_id)
    query = _versions(article_id, lang).where(ArticleVersion.number == number)
    version = db.first_or_404(query)
    try:
        restore(article, version, by=me(), now=now())
    except DraftInTheWay:
        rollback()
        return _page(article_id, lang, in_the_way=True, status=409)
    commit()
    return redirect(f"/articles/{article_id}?lang={lang}")


def _page(article_id: int, lang: str, *, in_the_way: bool = False, status: int = 200) -> Response:
    article = db.get_or_404(Article, article_id)
    newest_first = _versions(article_id, lang).order_by(ArticleVersion.number.desc())
    versions = list(db.session.scalars(newest_first.limit(SHOWN + 1)))
    pairs = zip_longest(versions[:SHOWN], versions[1:])
    page = render_template(
        "articles/versions.html",
        article=article,
        lang=lang,
        told=[_told(version, before) for version, before in pairs if version],
        live=text_of(article_id, lang),
        in_the_way=in_the_way,
    )
    return make_response(page, status)


def _versions(article_id: int, lang: str) -> Select[Any]:
    return select(ArticleVersion).where(
        ArticleVersion.article_id == article_id, ArticleVersion.lang == lang
    )


def _told(version: ArticleVersion, before: ArticleVersion | None) -> Told:
    says = version.wording
    was = before.wording if before else says
    return Told(
        version,
        db.session.get(Agent, version.by_id) if version.by_id else None,
        difference(was.question, says.question),
        difference("\n".join(was.phrasings), "\n".join(says.phrasings)),
        difference(was.answer, says.answer),
    )
