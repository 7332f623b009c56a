"""What the page asks: the groups that wait, those dealt with, and the last run."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.articles.models import Article, ArticleText
from helpdesk.db import db
from helpdesk.mining.models import (
    ACCEPTED,
    DISMISSED,
    FEWEST_CUSTOMERS,
    MERGED,
    OPEN,
    GroupedQuestion,
    Mining,
    QuestionGroup,
)
from helpdesk.people.models import Agent

SHOWN = 50
EXAMPLES = 5


@dataclass(frozen=True)
class Listed:
    """A group with its first questions, and the words of the article that is `near`, if any."""

    group: QuestionGroup
    examples: Sequence[GroupedQuestion] = ()
    languages: Sequence[str] = ()
    near: dict[str, str] = field(default_factory=dict)


def latest_run() -> Mining | None:
    """The run under way, else the one that ended last."""
    return db.session.scalar(
        select(Mining)
        .options(joinedload(Mining.asked_by).lazyload(Agent.roles))
        .order_by(Mining.id.desc())
        .limit(1)
    )


def waiting() -> list[Listed]:
    """The groups that wait for an editor, those asked most first, at most SHOWN."""
    return _listed(and_(_is_open(), _is_asked()), QuestionGroup.questions.desc())


def decided(state: str) -> list[Listed]:
    """Groups that are accepted, merged or dismissed, the newest decision first."""
    return _listed(and_(QuestionGroup.state == state, ~_is_open()), QuestionGroup.decided_at.desc())


def counts() -> dict[str, int]:
    """How many groups are in each state, of those that are shown."""
    state = case((_is_open(), OPEN), else_=QuestionGroup.state).label("state")
    stands = select(state).where(or_(~_is_open(), _is_asked())).subquery()
    rows = db.session.execute(select(stands.c.state, func.count()).group_by(stands.c.state))
    none = dict.fromkeys((OPEN, ACCEPTED, MERGED, DISMISSED), 0)
    return none | {row.state: int(row[1]) for row in rows}


def group_of(group_id: int) -> QuestionGroup | None:
    """One group, however it was decided; none where its questions were answered meanwhile."""
    return db.session.get(QuestionGroup, group_id)


def listed(group: QuestionGroup) -> Listed:
    """One group as the page shows it."""
    return _with_words([group])[0]


def _is_open() -> ColumnElement[bool]:
    has_gone = QuestionGroup.state.in_((ACCEPTED, MERGED)) & QuestionGroup.article_id.is_(None)
    return or_(QuestionGroup.state == OPEN, has_gone)


def _is_asked() -> ColumnElement[bool]:
    """Whether enough customers ask it to be put before an editor."""
    return QuestionGroup.customers >= FEWEST_CUSTOMERS


def _listed(which: ColumnElement[bool], order: ColumnElement[Any]) -> list[Listed]:
    groups = db.session.scalars(
        select(QuestionGroup)
        .options(joinedload(QuestionGroup.decided_by).lazyload(Agent.roles))
        .where(which)
        .order_by(order, QuestionGroup.id)
        .limit(SHOWN)
    ).all()
    return _with_words(groups)


def _with_words(groups: Sequence[QuestionGroup]) -> list[Listed]:
    examples: dict[int, list[GroupedQuestion]] = defaultdict(list)
    ids = [group.id for group in groups]
    rows = select(GroupedQuestion).where(GroupedQuestion.group_id.in_(ids))
    first = rows.where(GroupedQuestion.place < EXAMPLES).order_by(GroupedQuestion.place)
    for row in db.session.scalars(first):
        examples[row.group_id].append(row)
    spoken = _languages(ids)
    titles = _titles(id_ for group in groups for id_ in (group.near_id, group.article_id) if id_)
    return [
        Listed(
            group,
            examples[group.id],
            spoken[group.id],
            titles.get(group.article_id or group.near_id or 0, {}),
        )
        for group in groups
    ]


def _languages(ids: Sequence[int]) -> dict[int, list[str]]:
    """The languages in which each group was asked, the commonest first."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(GroupedQuestion.group_id, GroupedQuestion.lang)
        .where(GroupedQuestion.group_id.in_(ids))
        .group_by(GroupedQuestion.group_id, GroupedQuestion.lang)
        .order_by(func.count().desc(), GroupedQuestion.lang)
    )
    for group_id, lang in rows:
        found[group_id].append(lang)
    return found


def _titles(ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """The questions of articles by language; of one that is not live, its address."""
    wanted = list(set(ids))
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = db.session.execute(
        select(Article.id, Article.slug, ArticleText.lang, ArticleText.question)
        .outerjoin(ArticleText, ArticleText.article_id == Article.id)
        .where(Article.id.in_(wanted))
    )
    for id_, slug, lang, question in rows:
        found[id_][lang or ""] = question or slug
    return found
