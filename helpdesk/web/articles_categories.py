"""The managers' page of categories."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles import categories, filing
from helpdesk.articles.models import Article, Category
from helpdesk.articles.wording import ImpossibleArticle
from helpdesk.db import commit, db, rollback
from helpdesk.web.articles_words import complaints
from helpdesk.web.session import manager_only

category_pages = Blueprint("category_pages", __name__)

ADDRESS = "/articles/categories"


@category_pages.get(ADDRESS)
@manager_only
def page() -> Response:
    """All categories in their order, and a form for one more."""
    return _page()


@category_pages.post(ADDRESS)
@manager_only
def add() -> AnyResponse:
    """One more category, behind the others."""
    try:
        categories.add(*_names())
    except ImpossibleArticle as refusal:
        rollback()
        return _page(0, refusal.wrong)
    return _done()


@category_pages.post(f"{ADDRESS}/<int:category_id>")
@manager_only
def rename(category_id: int) -> AnyResponse:
    """Other names for a category."""
    try:
        categories.rename(db.get_or_404(Category, category_id), *_names())
    except ImpossibleArticle as refusal:
        rollback()
        return _page(category_id, refusal.wrong)
    return _done()


@category_pages.post(f"{ADDRESS}/<int:category_id>/up")
@manager_only
def move_up(category_id: int) -> AnyResponse:
    """One place further to the front."""
    categories.move_up(db.get_or_404(Category, category_id))
    return _done()


@category_pages.post("/articles/<int:article_id>/up")
@manager_only
def move_article_up(article_id: int) -> AnyResponse:
    """An article one place further to the front of its category."""
    article = db.get_or_404(Article, article_id)
    filing.move_up(article)
    commit()
    shelf = article.category.slug if article.category else ""
    return redirect(f"/articles?category={shelf}#article-{article.id}")


@category_pages.post(f"{ADDRESS}/<int:category_id>/remove")
@manager_only
def remove(category_id: int) -> AnyResponse:
    """Take a category away; one that is gone already is no fault."""
    category = db.session.get(Category, category_id)
    if category is not None:
        categories.remove(category)
    return _done()


def _names() -> tuple[str, str]:
    return request.form.get("name_ar", ""), request.form.get("name_en", "")


def _done() -> AnyResponse:
    commit()
    return redirect(ADDRESS)


def _page(at: int | None = None, wrong: dict[str, str] | None = None) -> Response:
    """The page, with what was refused beside the category it was typed for (0: the new one)."""
    page = render_template(
        "articles/categories.html",
        shelves=categories.shelves(),
        most=categories.MOST,
        at=at,
        typed=request.form,
        wrong=complaints(wrong or {}),
    )
    return make_response(page, 422 if wrong else 200)
