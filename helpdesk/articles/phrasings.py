"""More ways of asking for a live article: they help to find it, and change nothing it says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from helpdesk.articles.drafts import draft_of
from helpdesk.articles.models import Article, ArticleText
from helpdesk.articles.publishing import make_live
from helpdesk.articles.queries import is_stale
from helpdesk.articles.wording import MOST_PHRASINGS, ImpossibleArticle, Wording, other
from helpdesk.db import db, hold
from helpdesk.people.models import Agent


def add_phrasings(
    article: Article, asked: Mapping[str, Sequence[str]], *, by: Agent, now: datetime
) -> int:
    """Add phrasings by language, live at once, as a new version; gives how many were new.

    Languages in which the article is not live are passed over; what does not fit is left out. A
    draft gets them too, so that publishing it does not take them away again. Languages that were in
    line with one another stay so. Raises ImpossibleArticle where an article is full.
    """
    hold(article)
    texts = {text.lang: text for text in article.texts}
    in_line = [lang for lang in texts if _follows(texts, lang)]
    count = sum(_add(texts[lang], asked.get(lang, ()), by=by, now=now) for lang in texts)
    for lang in in_line:
        texts[lang].fits = texts[other(lang)].version
    db.session.flush()
    return count


def _add(text: ArticleText, asked: Sequence[str], *, by: Agent, now: datetime) -> int:
    said = _with(text.wording, asked)
    new = len(said.phrasings) - len(text.phrasings)
    if new:
        make_live(text.article, text.lang, said, by=by, now=now)
    elif not {text.question, *text.phrasings}.issuperset(asked):
        raise ImpossibleArticle({"phrasings": "too_many"})
    if draft := draft_of(text.article_id, text.lang):
        draft.wording = _with(draft.wording, asked)
    return new


def _follows(texts: Mapping[str, ArticleText], lang: str) -> bool:
    twin = texts.get(other(lang))
    return twin is not None and not is_stale(texts[lang], twin)


def _with(said: Wording, asked: Sequence[str]) -> Wording:
    new = [way for way in dict.fromkeys(asked) if way not in (said.question, *said.phrasings)]
    room = max(MOST_PHRASINGS - len(said.phrasings), 0)
    return Wording(said.question, (*said.phrasings, *new[:room]), said.answer)
