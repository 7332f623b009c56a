"""A deleted article leaves nothing behind but the number and titles that figures need."""

import pytest
from sqlalchemy import func, select

from helpdesk.articles.categories import add as add_category
from helpdesk.articles.categories import remove as remove_category
from helpdesk.articles.filing import file, free_slug
from helpdesk.articles.models import Article, ArticleRecord, ArticleVersion, DeletedArticle
from helpdesk.articles.publishing import withdraw
from helpdesk.articles.queries import listed
from helpdesk.articles.removing import StillLive, remove
from helpdesk.assist.models import ArticleUse
from helpdesk.assist.uses import use_article
from helpdesk.db import commit, db
from helpdesk.help.queries import page
from tests.factories import NOON, agent, ticket
from tests.helpdesk.articles.writing import TRACK, article, live, pair, said

pytestmark = pytest.mark.usefixtures("app")


def counted(row: type) -> int:
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_what_customers_see_is_not_deleted() -> None:
    track = article()
    live(track, "en", TRACK, agent())
    with pytest.raises(StillLive):
        remove(track)


def test_what_never_was_live_is_gone_without_a_trace() -> None:
    draft = article()
    said(draft, "en", TRACK, agent())
    remove(draft)
    commit()
    assert counted(ArticleRecord) == 0


def test_what_was_live_leaves_its_titles_and_frees_its_address() -> None:
    sara = agent()
    delivery = add_category("التوصيل", "Delivery")
    track = pair(sara)
    file(track, slug="track", topic="shipment", category=delivery.slug, now=NOON)
    withdraw(track, "en", by=sara, now=NOON)
    withdraw(track, "ar", by=sara, now=NOON)
    remove(track)
    commit()

    (left,) = db.session.scalars(select(DeletedArticle)).all()
    assert (left.title_ar, left.title_en) == ("كيف أتتبعه؟", "How do I track it?")
    assert (counted(Article), counted(ArticleVersion), listed()) == (0, 0, [])
    assert page("track", "en") is None
    assert free_slug("track") == "track"
    assert article("track").id != left.id
    remove_category(delivery)
    commit()


def test_that_it_was_used_stays_known() -> None:
    sara = agent()
    track = article()
    live(track, "en", TRACK, sara)
    use_article(ticket("How do I track it?"), track.id, lang="en", by=sara, now=NOON)
    withdraw(track, "en", by=sara, now=NOON)
    remove(track)
    commit()
    assert counted(ArticleUse) == 1
