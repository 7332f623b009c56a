"""Writing: a draft is kept as it grows, and nobody's words are overwritten unseen."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.articles.models import Article, ArticleDraft, ArticleText
from helpdesk.articles.wording import Wording, finished
from helpdesk.db import db, hold
from helpdesk.people.models import Agent


class ChangedMeanwhile(Exception):  # noqa: N818 (named as people say it)
    """Somebody else saved this draft since it was opened; `theirs` is what it says now."""

    def __init__(self, theirs: Wording, by: Agent | None, at: datetime | None) -> None:
        """`by` and `at`: who saved it and when; none where it was published or discarded."""
        super().__init__(theirs.fingerprint)
        self.theirs, self.by, self.at = theirs, by, at


def draft_of(article_id: int, lang: str) -> ArticleDraft | None:
    """The work in progress on one language, or none."""
    return db.session.scalar(
        select(ArticleDraft).where(ArticleDraft.article_id == article_id, ArticleDraft.lang == lang)
    )


def text_of(article_id: int, lang: str) -> ArticleText | None:
    """What is live in one language, or none."""
    return db.session.scalar(
        select(ArticleText).where(ArticleText.article_id == article_id, ArticleText.lang == lang)
    )


def words_of(article_id: int, lang: str) -> Wording:
    """What an editor begins with: the draft, else what is live, else nothing."""
    row = draft_of(article_id, lang) or text_of(article_id, lang)
    return row.wording if row else Wording()


def write(
    article: Article, lang: str, said: Wording, *, base: str, by: Agent, now: datetime
) -> ArticleDraft | None:
    """Keep what was typed over the words whose fingerprint is `base`; gives the draft.

    None where nothing differs from what is live and no draft is there. Raises ChangedMeanwhile
    where other words than those of `base` stand there now, unless they are the very ones typed.
    """
    hold(article)
    draft = draft_of(article.id, lang)
    there = words_of(article.id, lang)
    if said == there:
        return draft
    if there.fingerprint != base:
        someone = db.session.get(Agent, draft.by_id) if draft else None
        raise ChangedMeanwhile(there, someone, draft.at if draft else None)
    if draft is None:
        draft = ArticleDraft(lang=lang)
    draft.wording = said
    draft.state, draft.by_id, draft.at = "draft", by.id, now
    if draft not in article.drafts:
        article.drafts.append(draft)
    db.session.flush()
    return draft


def send_to_review(draft: ArticleDraft) -> None:
    """Ask a manager to look at it; raises ImpossibleArticle where it is unfinished."""
    finished(draft.wording)
    draft.state = "review"


def discard(article: Article, lang: str) -> None:
    """Give up the work in progress; what is live stays."""
    draft = draft_of(hold(article).id, lang)
    if draft is not None:
        article.drafts.remove(draft)
        db.session.flush()
