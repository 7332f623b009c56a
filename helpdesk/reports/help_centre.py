"""What the help centre did over a period: read, found helpful, used in replies, tickets spared.

What is counted, and how:

- The period is made of whole days in the shop's time zone; what happens to a row later is left out,
  except where said.
- `views`: an article's page was opened, once a day and language for each browser; robots are not
  counted (web/help_counting.py). `helped`, `unhelped`: what its readers pressed, once a day each.
- Helped rate = helped / (helped + unhelped); nothing is said of fewer than FEWEST_VOICES.
- `widget`, `form`: visitors who were about to write said “this helped”, and wrote nothing.
- `mail`: customers closed their ticket because the article in the acknowledgement had answered, and
  it is closed still and no agent ever wrote on it.
- Spared = widget + form + mail. A view spares nothing that anybody could know of, and counts for
  nothing here; nor does whoever would not have written in any case, and presses all the same, so
  that this is what people said and not what is sure.
- `uses`: an agent took the article into a reply. `kept`, `changed`: the reply that followed held it
  word for word, or not; of a use without a reply yet neither is known.
- An article that was deleted since keeps its figures, and the last of its titles.
- Time spared is not told: nobody measures how long an answer takes to write.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from helpdesk.acknowledgement.models import HELPED, UNHELPED, Acknowledgement
from helpdesk.articles.deflection import PLACES, Deflection
from helpdesk.articles.models import Article, ArticleDraft, ArticleText, DeletedArticle
from helpdesk.articles.wording import other
from helpdesk.assist.models import ArticleUse
from helpdesk.config import LOCALES
from helpdesk.db import db
from helpdesk.help.models import ArticleDay
from helpdesk.reports.period import Period
from helpdesk.tickets.models import MESSAGE, Message, Ticket

FEWEST_VOICES = 10


@dataclass(kw_only=True)
class Counts:
    """One article's figures, or those of all; what each means stands above."""

    views: int = 0
    helped: int = 0
    unhelped: int = 0
    uses: int = 0
    kept: int = 0
    changed: int = 0
    widget: int = 0
    form: int = 0
    mail: int = 0

    @property
    def voices(self) -> int:
        """How many readers said whether it helped."""
        return self.helped + self.unhelped

    @property
    def helped_rate(self) -> float | None:
        """The share of them whom it helped, 0 to 1; None where too few said anything."""
        return self.helped / self.voices if self.voices >= FEWEST_VOICES else None

    @property
    def spared(self) -> int:
        """How many tickets it spared the shop, by what people said."""
        return self.widget + self.form + self.mail

    @property
    def is_nothing(self) -> bool:
        """Whether nobody did anything."""
        return not any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True)
class Told:
    """Acknowledgements that carried an article: how many, and what their customers said."""

    carried: int
    helped: int
    unhelped: int


@dataclass(frozen=True)
class Titled:
    """An article with its figures; `title` is its question, in the language asked for if it can.

    One that was deleted has no `slug`.
    """

    id: int
    slug: str
    title: str
    lang: str
    counts: Counts

    @property
    def is_deleted(self) -> bool:
        """Whether only its figures are left."""
        return not self.slug


def article_counts(period: Period) -> dict[int, Counts]:
    """The figures of every article that has any, by its id, in four queries."""
    found: dict[int, Counts] = defaultdict(Counts)
    for asked in (_read(period), _used(period), _deflected(period), _closed(period)):
        for row in db.session.execute(asked).mappings():
            counts = found[row["article_id"]]
            for name, number in row.items():
                if name != "article_id":
                    setattr(counts, name, number)
    return dict(found)


def together(all_counts: Iterable[Counts]) -> Counts:
    """The figures of several articles as one."""
    piles = list(all_counts)
    return Counts(
        **{each.name: sum(getattr(pile, each.name) for pile in piles) for each in fields(Counts)}
    )


def titled(counts: dict[int, Counts], lang: str, *, with_all: bool = False) -> list[Titled]:
    """Articles with their figures, those that spared most first, then by use, then by views.

    `with_all` brings those without any figure too, as long as they are not deleted.
    """
    wanted = select(Article.id, Article.slug)
    if not with_all:
        wanted = wanted.where(Article.id.in_(counts))
    names = _names(lang)
    found = []
    for id_, slug in db.session.execute(wanted.order_by(Article.id)):
        title, written = names.get(id_, (slug, lang))
        found.append(Titled(id_, slug, title, written, counts.get(id_, Counts())))
    for gone in db.session.scalars(
        select(DeletedArticle).where(DeletedArticle.id.in_(counts)).order_by(DeletedArticle.id)
    ):
        title, written = _last_title(gone, lang)
        found.append(Titled(gone.id, "", title, written, counts[gone.id]))
    return sorted(found, key=lambda one: (-one.counts.spared, -one.counts.uses, -one.counts.views))


def told_of(period: Period) -> Told:
    """What became of the acknowledgements of the period that carried an article."""
    row = db.session.execute(
        select(
            func.count(),
            func.count().filter(Acknowledgement.said == HELPED),
            func.count().filter(Acknowledgement.said == UNHELPED),
        ).where(_within(Acknowledgement.at, period), Acknowledgement.question != "")
    ).one()
    return Told(*row)


def _read(period: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ArticleDay.article_id,
            func.sum(ArticleDay.views).label("views"),
            func.sum(ArticleDay.helped).label("helped"),
            func.sum(ArticleDay.unhelped).label("unhelped"),
        )
        # The key begins with the language: named, each is one stretch of it.
        .where(ArticleDay.lang.in_(LOCALES), ArticleDay.day.between(period.first, period.last))
        .group_by(ArticleDay.article_id)
    )


def _used(period: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ArticleUse.article_id,
            func.count().label("uses"),
            func.count().filter(ArticleUse.kept.is_(True)).label("kept"),
            func.count().filter(ArticleUse.kept.is_(False)).label("changed"),
        )
        .where(_within(ArticleUse.at, period))
        .group_by(ArticleUse.article_id)
    )


def _deflected(period: Period) -> Select[*tuple[Any, ...]]:
    at = {place: func.count().filter(Deflection.place == place).label(place) for place in PLACES}
    return (
        select(Deflection.article_id, *at.values())
        .where(_within(Deflection.at, period))
        .group_by(Deflection.article_id)
    )


def _closed(period: Period) -> Select[*tuple[Any, ...]]:
    by_agent = exists().where(
        Message.ticket_id == Ticket.id, Message.kind == MESSAGE, Message.agent_id.is_not(None)
    )
    return (
        select(Acknowledgement.article_id, func.count().label("mail"))
        .join(Ticket, Ticket.id == Acknowledgement.ticket_id)
        .where(
            Acknowledgement.said == HELPED,
            _within(Acknowledgement.said_at, period),
            Acknowledgement.article_id.is_not(None),
            Ticket.state == "closed",
            ~by_agent,
        )
        .group_by(Acknowledgement.article_id)
    )


def _within(moment: Any, period: Period) -> ColumnElement[bool]:
    return and_(moment >= period.since, moment < period.until)


def _last_title(gone: DeletedArticle, lang: str) -> tuple[str, str]:
    """What a deleted article was called, and in which language."""
    titles = {"ar": gone.title_ar, "en": gone.title_en}
    written = lang if titles[lang] else other(lang)
    return titles[written] or "", written


def _names(lang: str) -> dict[int, tuple[str, str]]:
    """What each article is called, and in which language: live words before those in the making."""
    found: dict[int, tuple[str, str]] = {}
    for model in (ArticleText, ArticleDraft):
        rows = db.session.execute(select(model.article_id, model.lang, model.question)).all()
        for row in sorted(rows, key=lambda row: row.lang != lang):
            if row.question:
                found.setdefault(row.article_id, (row.question, row.lang))
    return found
