"""One language of an article as its editor shows it: the words, their state, what was refused."""

from dataclasses import dataclass, field

from markupsafe import Markup

from helpdesk.articles.difference import Piece, difference
from helpdesk.articles.drafts import ChangedMeanwhile, draft_of, text_of, words_of
from helpdesk.articles.markdown import html
from helpdesk.articles.models import Article, ArticleDraft, ArticleText
from helpdesk.articles.placeholders import placeholders_in
from helpdesk.articles.queries import is_stale
from helpdesk.articles.wording import LANGS, ImpossibleArticle, other
from helpdesk.db import db
from helpdesk.people.models import Agent
from helpdesk.web.articles_words import complaints


@dataclass
class Pane:
    """What the editor of one language shows; `base` names the words that were opened."""

    lang: str
    question: str
    phrasings: str
    answer: str
    base: str
    draft: ArticleDraft | None
    text: ArticleText | None
    by: Agent | None
    is_stale: bool
    other_is_live: bool
    wrong: dict[str, str] = field(default_factory=dict)
    clash: ChangedMeanwhile | None = None

    @property
    def placeholders(self) -> list[str]:
        """What stands where a customer's own name or number stood."""
        return placeholders_in(self.question, self.phrasings, self.answer)

    @property
    def preview(self) -> Markup:
        """The answer as customers will see it."""
        return html(self.answer)

    @property
    def apart(self) -> list[Piece]:
        """Where the words typed here differ from those that somebody saved meanwhile."""
        return difference(self.clash.theirs.answer, self.answer) if self.clash else []


def panes_of(article: Article) -> list[Pane]:
    """Both languages."""
    return [pane_of(article, lang) for lang in LANGS]


def pane_of(
    article: Article,
    lang: str,
    *,
    typed: dict[str, str] | None = None,
    refusal: ImpossibleArticle | ChangedMeanwhile | None = None,
) -> Pane:
    """One language as it stands, or as it was typed where that was refused."""
    draft, text = draft_of(article.id, lang), text_of(article.id, lang)
    twin = text_of(article.id, other(lang))
    there = words_of(article.id, lang)
    shown = typed or {
        "question": there.question,
        "phrasings": "\n".join(there.phrasings),
        "answer": there.answer,
        "base": there.fingerprint,
    }
    return Pane(
        lang=lang,
        **shown,
        draft=draft,
        text=text,
        by=db.session.get(Agent, draft.by_id) if draft else None,
        is_stale=is_stale(text, twin),
        other_is_live=twin is not None,
        wrong=complaints(refusal.wrong) if isinstance(refusal, ImpossibleArticle) else {},
        clash=refusal if isinstance(refusal, ChangedMeanwhile) else None,
    )
