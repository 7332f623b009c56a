"""What customers see: publishing a draft, withdrawing a text, bringing an old version back."""

from datetime import datetime

import structlog
from sqlalchemy import func, select

from helpdesk.articles.drafts import draft_of, text_of, write
from helpdesk.articles.models import Article, ArticleDraft, ArticleText, ArticleVersion
from helpdesk.articles.wording import ImpossibleArticle, Wording, finished, other
from helpdesk.db import db, hold
from helpdesk.people.models import Agent

log = structlog.get_logger()


class DraftInTheWay(Exception):  # noqa: N818 (named as people say it)
    """A draft stands where an old version would come back; it has to go first."""


def publish(article: Article, lang: str, *, same: bool, by: Agent, now: datetime) -> ArticleText:
    """Make the draft of one language live, as a new version; without a draft, what is live stays.

    `same` says that the other language says the same now. Raises ImpossibleArticle where the draft
    is unfinished, or where there is nothing to publish.
    """
    hold(article)
    draft, text = draft_of(article.id, lang), text_of(article.id, lang)
    if draft is not None:
        text = make_live(article, lang, draft.wording, by=by, now=now)
        article.drafts.remove(draft)
    if text is None:
        raise ImpossibleArticle({"question": "empty", "answer": "empty"})
    _match(article, text, same=same)
    db.session.flush()
    log.info("article published", article=article.id, lang=lang, version=text.version, by=by.id)
    return text


def make_live(
    article: Article, lang: str, said: Wording, *, by: Agent | None, now: datetime
) -> ArticleText:
    """These words as the newest version of one language; raises ImpossibleArticle."""
    finished(said)
    number = _newest(article, lang) + 1
    text = text_of(article.id, lang)
    if text is None:
        text = ArticleText(lang=lang)
        article.texts.append(text)
    text.wording = said
    text.version, text.published_at = number, now
    article.updated_at = now
    db.session.flush()
    version = ArticleVersion(
        article_id=article.id, lang=lang, number=text.version, by_id=by.id if by else None, at=now
    )
    version.wording = said
    db.session.add(version)
    db.session.flush()
    return text


def withdraw(article: Article, lang: str, *, by: Agent, now: datetime) -> None:
    """Take a text from customers; its words stay as a draft, unless there is one already."""
    hold(article)
    text = text_of(article.id, lang)
    if text is None:
        return
    if draft_of(article.id, lang) is None:
        draft = ArticleDraft(lang=lang, by_id=by.id, at=now)
        draft.wording = text.wording
        article.drafts.append(draft)
    article.texts.remove(text)
    article.updated_at = now
    db.session.flush()
    log.info("article withdrawn", article=article.id, lang=lang, by=by.id)


def restore(article: Article, version: ArticleVersion, *, by: Agent, now: datetime) -> None:
    """Make a draft of an old version; raises DraftInTheWay where one of other words stands."""
    lang = version.lang
    hold(article)
    there = draft_of(article.id, lang)
    if there is not None and there.wording != version.wording:
        raise DraftInTheWay
    text = text_of(article.id, lang)
    base = (text.wording if text else Wording()).fingerprint
    write(article, lang, version.wording, base=base, by=by, now=now)


def call_matching(article: Article) -> None:
    """Say that both live texts of an article say the same as they stand."""
    for text in article.texts:
        twin = text_of(article.id, other(text.lang))
        text.fits = twin.version if twin else None


def _match(article: Article, text: ArticleText, *, same: bool) -> None:
    twin = text_of(article.id, other(text.lang))
    if twin is None:
        return
    if same:
        twin.fits = text.version
    if same or text.fits is None:
        text.fits = twin.version


def _newest(article: Article, lang: str) -> int:
    newest = db.session.scalar(
        select(func.max(ArticleVersion.number)).where(
            ArticleVersion.article_id == article.id, ArticleVersion.lang == lang
        )
    )
    return newest or 0
