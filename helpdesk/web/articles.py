"""The list of articles, and the way to a new one."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.categories import shelves
from helpdesk.articles.drafts import write
from helpdesk.articles.filing import free_slug, open_article
from helpdesk.articles.queries import STATES, listed
from helpdesk.articles.slugs import slug_of
from helpdesk.articles.wording import LANGS, ImpossibleArticle, Wording, as_typed
from helpdesk.db import commit, now, rollback
from helpdesk.mining.models import OPEN
from helpdesk.mining.queries import counts
from helpdesk.web.articles_words import complaints
from helpdesk.web.render import page_or_part
from helpdesk.web.session import locale, me, signed_in
from triage.labels import TOPICS

articles = Blueprint("articles", __name__)

SHOWN = 200
FILTERS = ("q", "state", "topic", "category")


@articles.get("/articles")
@signed_in
def page() -> str:
    """All articles, or those that keep what was asked."""
    asked = {name: request.args.get(name, "").strip() for name in FILTERS}
    found = listed(**asked)
    return page_or_part(
        "articles/page.html",
        "articles/_list.html",
        found=found,
        most=SHOWN,
        asked=asked,
        langs=_langs(),
        states=STATES,
        topics=TOPICS,
        shelves=shelves(),
        missing=counts()[OPEN],
    )


@articles.get("/articles/new")
@signed_in
def blank() -> Response:
    """The form for a new article, with the question that the address brings."""
    return _form(typed=request.args)


@articles.post("/articles/new")
@signed_in
def add() -> AnyResponse:
    """Open an article with a draft in each language that has a question."""
    form = request.form
    asked = {lang: form.get(f"question_{lang}", "") for lang in LANGS}
    try:
        drafts = {lang: _question(question) for lang, question in asked.items() if question.strip()}
        if not drafts:
            raise ImpossibleArticle({"question": "empty"})
        article = open_article(
            _slug(asked), topic=form.get("topic", ""), category=form.get("category", ""), now=now()
        )
        for lang, said in drafts.items():
            write(article, lang, said, base=Wording().fingerprint, by=me(), now=now())
    except ImpossibleArticle as refusal:
        rollback()
        return _form(complaints(refusal.wrong), status=422)
    commit()
    return redirect(f"/articles/{article.id}")


def _question(typed: str) -> Wording:
    return as_typed(typed, "", "")


def _slug(asked: dict[str, str]) -> str:
    typed = request.form.get("slug", "").strip()
    return typed or free_slug(slug_of(asked["en"]) or slug_of(asked["ar"]))


def _form(
    wrong: dict[str, str] | None = None,
    *,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    shown: dict[str, Any] = {
        "typed": request.form if typed is None else typed,
        "wrong": wrong or {},
        "langs": _langs(),
        "topics": TOPICS,
        "shelves": shelves(),
    }
    return make_response(render_template("articles/new.html", **shown), status)


def _langs() -> tuple[str, ...]:
    """The page's language first."""
    return tuple(sorted(LANGS, key=lambda lang: lang != locale()))
