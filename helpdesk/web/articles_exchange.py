"""Articles as files: all of them out, and back in after the whole file was looked at."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from sqlalchemy import delete
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.drafts import ChangedMeanwhile
from helpdesk.articles.exchange import (
    FIELDS,
    MOST_ROWS,
    Entry,
    exported,
    faults,
    plan,
    take,
)
from helpdesk.articles.models import ArticleImport
from helpdesk.articles.wording import ImpossibleArticle
from helpdesk.db import commit, db, now, rollback
from helpdesk.web.articles_file import LARGEST, Unreadable, entries_of, json_of
from helpdesk.web.articles_words import complaint
from helpdesk.web.session import manager_only, me
from helpdesk.web.spreadsheet import download

article_exchange = Blueprint("article_exchange", __name__)

A_DAY = timedelta(days=1)
FAULTS_SHOWN = 100


@article_exchange.get("/articles/export.csv")
@manager_only
def as_rows() -> Response:
    """Every live text, a row each."""
    lines = ([getattr(entry, name) for name in FIELDS] for entry in exported())
    return download("articles", [FIELDS, *lines])


@article_exchange.get("/articles/export.json")
@manager_only
def as_json() -> Response:
    """Every live article, its languages inside."""
    response = make_response(json_of(exported()))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="articles.json"'
    return response


@article_exchange.get("/articles/import")
@manager_only
def page() -> Response:
    """The form for a file."""
    return _page()


@article_exchange.post("/articles/import")
@manager_only
def look() -> AnyResponse:
    """Look at the whole file: all that is wrong with it, or what it would do."""
    file = request.files.get("file")
    try:
        entries = entries_of(file.stream.read(LARGEST + 1) if file else b"")
    except Unreadable as refusal:
        return _page(wrong=refusal.why, at=refusal.row, status=422)
    found = faults(entries)
    if found:
        told = [(each, complaint(each.field, each.why)) for each in found[:FAULTS_SHOWN]]
        return _page(faults=told, count=len(found), status=422)
    waiting = _keep(entries, live=request.form.get("as") == "live")
    commit()
    return redirect(f"/articles/import/{waiting.id}")


@article_exchange.get("/articles/import/<int:import_id>")
@manager_only
def ahead(import_id: int) -> AnyResponse:
    """What a file that was found right would do."""
    waiting = _waiting(import_id)
    entries, live = _entries(waiting)
    return _page(waiting=waiting, planned=plan(entries, live=live), live=live)


@article_exchange.post("/articles/import/<int:import_id>")
@manager_only
def do(import_id: int) -> AnyResponse:
    """Do it, all or nothing; articles may have changed since it was looked at."""
    waiting = _waiting(import_id)
    entries, live = _entries(waiting)
    try:
        done = None if faults(entries) else take(entries, live=live, by=me(), now=now())
    except (ImpossibleArticle, ChangedMeanwhile):
        done = None
    if done is None:
        rollback()
        return _page(wrong="changed", status=409)
    db.session.delete(waiting)
    commit()
    return _page(done=done, live=live)


def _keep(entries: list[Entry], *, live: bool) -> ArticleImport:
    db.session.execute(delete(ArticleImport).where(ArticleImport.at < now() - A_DAY))
    rows: list[dict[str, object]] = [dict(vars(entry)) for entry in entries]
    content: dict[str, list[dict[str, object]]] = {"live" if live else "draft": rows}
    waiting = ArticleImport(content=content, by_id=me().id, at=now())
    db.session.add(waiting)
    db.session.flush()
    return waiting


def _waiting(import_id: int) -> ArticleImport:
    """The import that waits; one that was done or forgotten leads back to the beginning."""
    waiting = db.session.get(ArticleImport, import_id)
    if waiting is None:
        abort(redirect("/articles/import"))
    return waiting


def _entries(waiting: ArticleImport) -> tuple[list[Entry], bool]:
    [(mode, rows)] = waiting.content.items()
    return [Entry(**row) for row in rows], mode == "live"  # type: ignore[arg-type]


def _page(*, status: int = 200, **named: Any) -> Response:
    page = render_template("articles/import.html", most=MOST_ROWS, largest=LARGEST, **named)
    return make_response(page, status)
