"""What people and the clock do about missing answers: look for them, accept, merge, dismiss."""

from datetime import date, datetime

from sqlalchemy import select, update

from helpdesk.articles.drafts import write
from helpdesk.articles.filing import free_slug, open_article
from helpdesk.articles.models import Article, ArticleText
from helpdesk.articles.phrasings import add_phrasings
from helpdesk.articles.placeholders import placeholders_in
from helpdesk.articles.slugs import slug_of
from helpdesk.articles.wording import LANGS, Wording
from helpdesk.db import added, changed, db
from helpdesk.db import hold as hold_row
from helpdesk.events import ArticleDeleted
from helpdesk.mining.models import ACCEPTED, DISMISSED, MERGED, OPEN, Mining, QuestionGroup
from helpdesk.people.models import Agent
from helpdesk.runs.models import UNDER_WAY
from helpdesk.tickets.errors import Refusal

# More would be the group over again; the rest of it is found by these.
PHRASINGS = 5


class AlreadyDecided(Refusal):
    """Somebody else has dealt with the group meanwhile; `group` says how."""

    def __init__(self, group: QuestionGroup) -> None:
        """`group` as it stands now."""
        super().__init__(group.id)
        self.group = group


class NotLive(Refusal):
    """The article that questions should go into says nothing to customers in their language."""


def ask(*, by: Agent | None, now: datetime) -> bool:
    """Have a run begin as soon as a worker is free; gives whether it is a new one.

    Where one is under way already, that one stands. `by` is nobody for a command.
    """
    asked_by = by.id if by else None
    return added(Mining, slot=UNDER_WAY, night=None, asked_by_id=asked_by, asked_at=now)


def ask_by_night(night: date, *, now: datetime) -> bool:
    """Have this night's run begin; gives whether nobody had before."""
    return added(Mining, slot=UNDER_WAY, night=night, asked_at=now)


def accept(group: QuestionGroup, *, by: Agent, now: datetime) -> Article:
    """A new article with a draft in each language that the group was asked in; nothing is live.

    Raises AlreadyDecided.
    """
    _take(group)
    slug = free_slug(slug_of(group.name_en) or slug_of(group.name_ar))
    article = open_article(slug, topic=group.topic, category="", now=now)
    for lang in LANGS:
        if said := _drafted(group, lang):
            write(article, lang, said, base=Wording().fingerprint, by=by, now=now)
    _decide(group, ACCEPTED, article, by=by, now=now)
    return article


def merge(group: QuestionGroup, article: Article, *, by: Agent, now: datetime) -> int:
    """Have a live article answer the group too; gives how many ways of asking are new to it.

    The clearest questions become phrasings, live at once, in the languages that the article has.
    Raises AlreadyDecided, NotLive where it has none of theirs, or ImpossibleArticle where it is
    full.
    """
    _take(group)
    asked = ways_to_add(group)
    live = set(
        db.session.scalars(select(ArticleText.lang).where(ArticleText.article_id == article.id))
    )
    if live.isdisjoint(asked):
        raise NotLive
    count = add_phrasings(article, asked, by=by, now=now)
    _decide(group, MERGED, article, by=by, now=now)
    return count


def dismiss(group: QuestionGroup, *, by: Agent, now: datetime) -> None:
    """No article is wanted: it stays away, whoever asks the same. Raises AlreadyDecided."""
    _take(group)
    _decide(group, DISMISSED, None, by=by, now=now)


def take_up(group: QuestionGroup) -> None:
    """Have a dismissed group wait for an editor again."""
    if hold_row(group).state == DISMISSED:
        group.state, group.decided_at, group.decided_by_id = OPEN, None, None


def let_go(happened: ArticleDeleted) -> None:
    """What a deleted article answered waits for an editor again, and it is near nothing."""
    for names_it in (QuestionGroup.near_id, QuestionGroup.article_id):
        gone = update(QuestionGroup).where(names_it == happened.article_id)
        changed(gone.values({names_it: None}))


def ways_to_add(group: QuestionGroup) -> dict[str, list[str]]:
    """By language, the clearest questions, to become phrasings: none that hides something."""
    plain = {
        lang: [way for way in ways if not placeholders_in(way)][:PHRASINGS]
        for lang, ways in group.ways.items()
    }
    return {lang: ways for lang, ways in plain.items() if ways}


def _take(group: QuestionGroup) -> None:
    if not hold_row(group).is_open:
        raise AlreadyDecided(group)


def _decide(
    group: QuestionGroup, state: str, article: Article | None, *, by: Agent, now: datetime
) -> None:
    group.state, group.decided_at, group.decided_by_id = state, now, by.id
    group.article_id = article.id if article else None
    db.session.flush()


def _drafted(group: QuestionGroup, lang: str) -> Wording | None:
    answer = group.answers.get(lang, {}).get("text", "")
    ways = [way for way in ways_to_add(group).get(lang, []) if way != group.own_name(lang)]
    name = group.own_name(lang)
    return Wording(name, tuple(ways), answer) if name or answer else None
