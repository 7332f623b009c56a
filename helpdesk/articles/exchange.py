"""Articles in and out as plain data: a whole import is checked, told, and only then done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from helpdesk.articles.drafts import words_of, write
from helpdesk.articles.filing import category_named, file, open_article
from helpdesk.articles.models import Article, ArticleDraft, ArticleText, Category
from helpdesk.articles.placeholders import placeholders_in
from helpdesk.articles.publishing import make_live
from helpdesk.articles.slugs import wrong_with
from helpdesk.articles.wording import (
    LANGS,
    ImpossibleArticle,
    Wording,
    as_typed,
    finished,
    other,
)
from helpdesk.db import db
from helpdesk.people.models import Agent
from triage.labels import TOPICS

MOST_ROWS = 2000
Text = TypeVar("Text", ArticleText, ArticleDraft)
FIELDS = ("slug", "topic", "category", "lang", "question", "phrasings", "answer")


@dataclass(frozen=True)
class Entry:
    """One article in one language, as a file has it; `row` says where."""

    row: int
    slug: str
    topic: str
    category: str
    lang: str
    question: str
    phrasings: str
    answer: str

    @property
    def wording(self) -> Wording:
        """Its words; raises ImpossibleArticle."""
        return finished(as_typed(self.question, self.phrasings, self.answer))

    @property
    def has_placeholders(self) -> bool:
        """Whether words in brackets, such as [order number], still wait for an editor."""
        return bool(placeholders_in(self.question, self.phrasings, self.answer))


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of one row; `why` as ImpossibleArticle names it."""

    row: int
    field: str
    why: str


@dataclass(frozen=True)
class Planned:
    """What an entry would do: new, changed, unchanged, or over_draft where work is replaced.

    `goes_live` tells whether customers would see it; one that holds a placeholder is but drafted.
    """

    kind: str
    entry: Entry
    goes_live: bool = False


def exported() -> Iterator[Entry]:
    """Every live text, by article and language."""
    rows = db.session.execute(
        select(Article, ArticleText, Category.slug)
        .join(ArticleText, ArticleText.article_id == Article.id)
        .outerjoin(Category, Category.id == Article.category_id)
        .order_by(Article.id, ArticleText.lang)
    )
    for row, (article, text, category) in enumerate(rows, start=1):
        yield Entry(
            row, article.slug, article.topic, category or "", text.lang,
            text.question, "\n".join(text.phrasings), text.answer,
        )  # fmt: skip


def faults(entries: Iterable[Entry]) -> list[Fault]:
    """All that keeps these entries from being taken, by row; none means that they can be."""
    found: list[Fault] = []
    seen: dict[tuple[str, str], Entry] = {}
    filed: dict[str, Entry] = {}
    known = set(db.session.scalars(select(Category.slug)))
    for entry in entries:
        wrong = _wrong_with(entry, known)
        if (entry.slug, entry.lang) in seen:
            wrong.setdefault("slug", "twice")
        first = filed.setdefault(entry.slug, entry)
        for name in ("topic", "category"):
            if getattr(first, name) != getattr(entry, name):
                wrong.setdefault(name, "differs")
        seen[entry.slug, entry.lang] = entry
        found += [Fault(entry.row, name, why) for name, why in wrong.items()]
    return found


def plan(entries: Iterable[Entry], *, live: bool) -> list[Planned]:
    """What each faultless entry would do, in the order of the file."""
    known = {article.slug: article for article in db.session.scalars(select(Article))}
    return [_planned(entry, known.get(entry.slug), live=live) for entry in entries]


def take(entries: Iterable[Entry], *, live: bool, by: Agent, now: datetime) -> list[Planned]:
    """Do it, as drafts or live; gives what was done, without what is unchanged.

    Raises ImpossibleArticle, or ChangedMeanwhile, where an entry does not stand any more; the
    caller then keeps nothing.
    """
    planned = [each for each in plan(entries, live=live) if each.kind != "unchanged"]
    touched: set[tuple[int, str]] = set()
    for each in planned:
        entry = each.entry
        article = db.session.scalar(select(Article).where(Article.slug == entry.slug))
        if article is None:
            article = open_article(entry.slug, topic=entry.topic, category=entry.category, now=now)
        file(article, slug=entry.slug, topic=entry.topic, category=entry.category, now=now)
        if each.goes_live:
            make_live(article, entry.lang, entry.wording, by=by, now=now)
            touched.add((article.id, entry.lang))
        else:
            base = words_of(article.id, entry.lang).fingerprint
            write(article, entry.lang, entry.wording, base=base, by=by, now=now)
    _match(touched)
    return planned


def _match(touched: set[tuple[int, str]]) -> None:
    """Two languages that came in one file say the same."""
    for article_id, lang in touched:
        if (article_id, other(lang)) not in touched:
            continue
        texts = db.session.scalars(select(ArticleText).where(ArticleText.article_id == article_id))
        pair = {text.lang: text for text in texts}
        pair[lang].fits = pair[other(lang)].version


def _wrong_with(entry: Entry, categories: set[str]) -> dict[str, str]:
    wrong = {
        "slug": wrong_with(entry.slug),
        "topic": "" if entry.topic in TOPICS else "unknown",
        "category": "unknown" if entry.category and entry.category not in categories else "",
        "lang": "" if entry.lang in LANGS else "unknown",
    }
    try:
        entry.wording  # noqa: B018 (asked for what it refuses)
    except ImpossibleArticle as refusal:
        wrong |= refusal.wrong
    return {field: why for field, why in wrong.items() if why}


def _planned(entry: Entry, article: Article | None, *, live: bool) -> Planned:
    goes_live = live and not entry.has_placeholders
    return Planned(_kind(entry, article, live=goes_live), entry, goes_live)


def _kind(entry: Entry, article: Article | None, *, live: bool) -> str:
    if article is None:
        return "new"
    drafted = _in(article.drafts, entry.lang)
    if not live and drafted is not None:
        return "unchanged" if drafted.wording == entry.wording else "over_draft"
    there = _in(article.texts, entry.lang)
    if there is None:
        return "new"
    shelf = category_named(entry.category)
    filed_same = (article.topic, article.category_id) == (entry.topic, shelf and shelf.id)
    return "unchanged" if filed_same and there.wording == entry.wording else "changed"


def _in(rows: Iterable[Text], lang: str) -> Text | None:
    return next((row for row in rows if row.lang == lang), None)


def as_rows(articles: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Articles as JSON has them (a language inside each) as rows of FIELDS.

    Each has the number of its article as "row". Raises ValueError with the number of the article
    that is none.
    """
    for number, article in enumerate(articles, start=1):
        if not isinstance(article, dict):
            raise ValueError(number)
        for lang in [lang for lang in LANGS if lang in article] or [""]:
            text = article.get(lang, {})
            if not isinstance(text, dict) or not isinstance(text.get("phrasings", []), list):
                raise ValueError(number)
            yield {
                "row": number,
                "slug": article.get("slug"),
                "topic": article.get("topic"),
                "category": article.get("category"),
                "lang": lang,
                "question": text.get("question"),
                "phrasings": "\n".join(str(each) for each in text.get("phrasings", [])),
                "answer": text.get("answer"),
            }
