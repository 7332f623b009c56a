"""One article: both languages side by side, kept as one types, sent to review, published."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.categories import shelves
from helpdesk.articles.drafts import ChangedMeanwhile, discard, send_to_review, write
from helpdesk.articles.filing import file
from helpdesk.articles.markdown import html
from helpdesk.articles.models import Article, ArticleDraft
from helpdesk.articles.placeholders import placeholders_in
from helpdesk.articles.publishing import publish, withdraw
from helpdesk.articles.removing import StillLive, may_remove, remove
from helpdesk.articles.wording import LONGEST_ANSWER, ImpossibleArticle, as_typed, other
from helpdesk.db import commit, db, now, rollback
from helpdesk.web.articles_pane import Pane, pane_of, panes_of
from helpdesk.web.articles_words import complaint, complaints
from helpdesk.web.render import wants_part
from helpdesk.web.session import locale, manager_only, me, signed_in
from triage.labels import TOPICS

article_pages = Blueprint("article_pages", __name__)

LANG = "<any(ar,en):lang>"


@article_pages.get("/articles/<int:article_id>")
@signed_in
def page(article_id: int) -> Response:
    """Both languages as they stand."""
    return _page(_article(article_id))


@article_pages.post("/articles/preview")
@signed_in
def preview() -> str:
    """The answer in the form as customers will see it."""
    answer = request.form.get("answer", "")
    if len(answer) > LONGEST_ANSWER:
        return complaint("answer", "too_long")
    return html(answer)


@article_pages.post(f"/articles/<int:article_id>/{LANG}/draft")
@signed_in
def save(article_id: int, lang: str) -> AnyResponse:
    """Keep what was typed; htmx gets the pane with what came of it."""
    return _after_writing(article_id, lang, lambda article, draft: None)


@article_pages.post(f"/articles/<int:article_id>/{LANG}/review")
@signed_in
def review(article_id: int, lang: str) -> AnyResponse:
    """Keep what was typed and ask a manager to look at it."""

    def send(article: Article, draft: ArticleDraft | None) -> None:
        if draft is not None:
            send_to_review(draft)

    return _after_writing(article_id, lang, send)


@article_pages.post(f"/articles/<int:article_id>/{LANG}/publish")
@manager_only
def make_live(article_id: int, lang: str) -> AnyResponse:
    """Keep what was typed and show it to customers."""

    def show(article: Article, draft: ArticleDraft | None) -> None:
        same = request.form.get("same", "")
        if not same and any(text.lang == other(lang) for text in article.texts):
            raise ImpossibleArticle({"same": "empty"})
        if draft is not None and not request.form.get("anyway"):
            _refuse_placeholders(draft)
        publish(article, lang, same=same == "yes", by=me(), now=now())

    return _after_writing(article_id, lang, show)


def _refuse_placeholders(draft: ArticleDraft) -> None:
    """Customers would read “[order number]”; whoever means it says so."""
    if placeholders_in(draft.question, draft.answer, *draft.phrasings):
        raise ImpossibleArticle({"placeholders": "left"})


@article_pages.post(f"/articles/<int:article_id>/{LANG}/withdraw")
@manager_only
def take_back(article_id: int, lang: str) -> AnyResponse:
    """Keep what was typed, and let customers see this language no more."""

    def hide(article: Article, draft: ArticleDraft | None) -> None:
        withdraw(article, lang, by=me(), now=now())

    return _after_writing(article_id, lang, hide)


@article_pages.post(f"/articles/<int:article_id>/{LANG}/discard")
@signed_in
def give_up(article_id: int, lang: str) -> AnyResponse:
    """Throw the draft away; what is live stays."""
    discard(_article(article_id), lang)
    commit()
    return _back(article_id, lang)


@article_pages.post("/articles/<int:article_id>/file")
@signed_in
def put(article_id: int) -> AnyResponse:
    """Address, topic and category; once customers may know the address, a manager's part."""
    article = _article(article_id)
    if article.texts and not me().is_manager:
        abort(403)
    typed = {name: request.form.get(name, "").strip() for name in ("slug", "topic", "category")}
    try:
        file(article, **typed, now=now())
    except ImpossibleArticle as refusal:
        rollback()
        return _page(_article(article_id), filed=typed, filed_wrong=refusal.wrong, status=422)
    commit()
    return redirect(f"/articles/{article_id}")


@article_pages.post("/articles/<int:article_id>/remove")
@signed_in
def delete(article_id: int) -> AnyResponse:
    """Delete an article that no customer sees; one that is gone already is no fault.

    Agents may delete what they alone wrote and what never was live.
    """
    article = db.session.get(Article, article_id)
    if article is not None:
        if not (me().is_manager or may_remove(article, me())):
            abort(403)
        try:
            remove(article)
        except StillLive:
            abort(409)
    commit()
    return redirect("/articles")


def _after_writing(
    article_id: int, lang: str, then: Callable[[Article, ArticleDraft | None], None]
) -> AnyResponse:
    """Write what was typed, do the rest, and show the pane or the page with what came of it."""
    article, form = _article(article_id), request.form
    typed = {name: form.get(name, "") for name in ("question", "phrasings", "answer")}
    # The last: a button that settles a clash brings the words it writes over.
    typed["base"] = (form.getlist("base") or [""])[-1]
    try:
        said = as_typed(typed["question"], typed["phrasings"], typed["answer"])
        then(article, write(article, lang, said, base=typed["base"], by=me(), now=now()))
    except (ImpossibleArticle, ChangedMeanwhile) as refusal:
        rollback()
        pane = pane_of(_article(article_id), lang, typed=typed, refusal=refusal)
        return _refused(article_id, pane, status=409 if pane.clash else 422)
    commit()
    if wants_part():
        return _part(article, pane_of(article, lang))
    return _back(article_id, lang)


def _refused(article_id: int, pane: Pane, *, status: int) -> Response:
    article = _article(article_id)
    if wants_part():
        return _part(article, pane, status=status)
    return _page(article, instead=pane, status=status)


def _part(article: Article, pane: Pane, *, status: int = 200) -> Response:
    return make_response(render_template("articles/_pane.html", article=article, pane=pane), status)


def _page(
    article: Article,
    *,
    instead: Pane | None = None,
    filed: dict[str, str] | None = None,
    filed_wrong: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    panes = [
        instead if instead and instead.lang == pane.lang else pane for pane in panes_of(article)
    ]
    there = {
        "slug": article.slug,
        "topic": article.topic,
        "category": article.category.slug if article.category else "",
    }
    page = render_template(
        "articles/edit.html",
        article=article,
        panes=sorted(panes, key=lambda pane: pane.lang != locale()),
        shown=instead.lang if instead else request.args.get("lang", locale()),
        filed=filed or there,
        filed_wrong=complaints(filed_wrong or {}),
        may_remove=may_remove(article, me()),
        topics=TOPICS,
        shelves=shelves(),
    )
    return make_response(page, status)


def _article(article_id: int) -> Article:
    return db.get_or_404(Article, article_id)


def _back(article_id: int, lang: str) -> AnyResponse:
    return redirect(f"/articles/{article_id}?lang={lang}")
