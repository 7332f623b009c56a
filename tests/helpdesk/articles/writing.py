"""Articles for tests: written, published, asked for."""

from helpdesk.articles.drafts import words_of, write
from helpdesk.articles.filing import open_article
from helpdesk.articles.models import Article
from helpdesk.articles.publishing import publish
from helpdesk.articles.wording import Wording
from helpdesk.db import commit
from helpdesk.people.models import Agent
from tests.factories import NOON

TRACK = Wording("How do I track it?", ("Where is it?",), "Press “Track”.")
TRACK_AR = Wording("كيف أتتبعه؟", ("وين طلبي؟",), "اضغط «تتبع».")


def article(slug: str = "track") -> Article:
    """An article that says nothing yet."""
    return open_article(slug, topic="shipment", category="", now=NOON)


def said(about: Article, lang: str, words: Wording, by: Agent) -> None:
    """Draft these words over whatever is there."""
    write(about, lang, words, base=words_of(about.id, lang).fingerprint, by=by, now=NOON)


def live(about: Article, lang: str, words: Wording, by: Agent, *, same: bool = True) -> None:
    """Draft and publish these words."""
    said(about, lang, words, by)
    publish(about, lang, same=same, by=by, now=NOON)
    commit()


def pair(by: Agent) -> Article:
    """An article that is live in both languages, saying the same."""
    track = article()
    live(track, "en", TRACK, by)
    live(track, "ar", TRACK_AR, by)
    return track
