"""What the help centre spared and lacks, counted from what readers, agents and customers did."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.acknowledgement.customer_says import say_helped, say_unhelped
from helpdesk.articles.deflection import note_helped
from helpdesk.articles.models import Article
from helpdesk.assist.uses import use_article
from helpdesk.db import commit, db
from helpdesk.help.actions import searched, seen, voted
from helpdesk.reports.help_centre import (
    FEWEST_VOICES,
    Counts,
    article_counts,
    titled,
    together,
    told_of,
)
from helpdesk.reports.period import Period
from helpdesk.reports.searches import all_searches, missing
from helpdesk.reports.stale import LOOK_BACK, OLD, stale
from helpdesk.tickets.actions import reply
from tests.factories import NOON, after, agent, article, message, ticket
from tests.helpdesk.acknowledgement.telling import QUESTION, acknowledging, asked, told

pytestmark = pytest.mark.usefixtures("app")

RIYADH = ZoneInfo("Asia/Riyadh")
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), RIYADH)
MONDAY = date(2026, 3, 2)


@pytest.fixture
def track() -> Article:
    """One article, in both languages."""
    return article("track", en=("Where is my order?", "Press Track."), ar=("أين طلبي؟", "اضغط."))


def test_what_readers_did_is_added_up_over_days_and_languages(track: Article) -> None:
    for day in (MONDAY, MONDAY + timedelta(days=1), date(2026, 4, 1)):
        seen(track.id, "en", on=day)
    seen(track.id, "ar", on=MONDAY)
    voted(track.id, "ar", helped=True, on=MONDAY)
    voted(track.id, "en", helped=False, on=MONDAY)
    counts = article_counts(MARCH)[track.id]
    assert (counts.views, counts.helped, counts.unhelped, counts.spared) == (3, 1, 1, 0)


def test_of_few_voices_nothing_is_said() -> None:
    few = Counts(helped=FEWEST_VOICES - 1)
    assert (few.voices, few.helped_rate) == (FEWEST_VOICES - 1, None)
    assert Counts(helped=7, unhelped=3).helped_rate == 0.7


def test_what_visitors_said_before_they_wrote_is_told_by_place(track: Article) -> None:
    for number, place in enumerate(("widget", "widget", "form")):
        note_helped(track.id, "en", place=place, key=f"visitor-{number}", now=NOON)
    counts = article_counts(MARCH)[track.id]
    assert (counts.widget, counts.form, counts.spared) == (2, 1, 3)


def test_a_ticket_that_its_customer_closed_is_spared_while_it_stays_so() -> None:
    opened = asked()
    say_helped(told(opened), how="click", now=after(minutes=5))
    commit()
    article_id = told(opened).article_id
    assert article_counts(MARCH)[article_id].mail == 1
    message("It is not here after all", ticket_id=opened.id, now=after(hours=1))
    assert article_id not in article_counts(MARCH)
    reply(opened, "It comes today.", by=agent(), now=after(hours=2))
    opened.state = "closed"
    commit()
    assert article_id not in article_counts(MARCH)


def test_acknowledgements_are_told_by_what_customers_said() -> None:
    first = asked()
    second, _third = (ticket(QUESTION, sender=f"{name}@mail.example") for name in ("omar", "layla"))
    say_helped(told(first), how="click", now=after(minutes=5))
    say_unhelped(told(second), now=after(minutes=5))
    acknowledging(carries_article=False)
    ticket(QUESTION, sender="ziad@mail.example")
    commit()
    counted = told_of(MARCH)
    assert (counted.carried, counted.helped, counted.unhelped) == (3, 1, 1)


def test_uses_are_told_with_what_became_of_them(track: Article) -> None:
    sara, whole = agent("Sara"), "Open My orders and press Track."
    next(text for text in track.texts if text.lang == "en").answer = whole
    part = "Sign in. Open My orders and press the green button."
    for name, text in (("mona", whole), ("omar", part), ("ziad", "")):
        found = ticket(sender=f"{name}@mail.example")
        use_article(found, track.id, lang="en", by=sara, now=NOON)
        if text:
            reply(found, text, by=sara, now=after(minutes=1))
    commit()
    counts = article_counts(MARCH)[track.id]
    assert (counts.uses, counts.kept, counts.changed) == (3, 1, 1)


def test_those_that_spared_most_stand_first_in_the_readers_language(track: Article) -> None:
    other = article("hours", ar=("متى تفتحون؟", "من التاسعة."))
    note_helped(other.id, "ar", place="form", key="visitor-1", now=NOON)
    seen(track.id, "en", on=MONDAY)
    counts = article_counts(MARCH)
    assert [one.title for one in titled(counts, "en")] == ["متى تفتحون؟", "Where is my order?"]
    assert titled(counts, "ar")[1].title == "أين طلبي؟"
    article("lonely", en=("Why?", "So."))
    assert [one.slug for one in titled(counts, "en", with_all=True)][-1] == "lonely"


def test_an_empty_month_has_nothing() -> None:
    assert article_counts(MARCH) == {}
    assert together([]).is_nothing
    assert missing(MARCH, limit=5).most == []


COUNTS = st.builds(
    Counts, views=st.integers(0, 9), helped=st.integers(0, 9), mail=st.integers(0, 9)
)


@given(st.lists(COUNTS), st.lists(COUNTS))
def test_together_is_the_same_in_any_order(some: list[Counts], more: list[Counts]) -> None:
    assert together([*some, *more]) == together([together(more), together(some)])


def test_searches_that_found_nothing_are_counted_in_one_spelling() -> None:
    for text, found in (("فاتورة", 0), ("فاتوره", 0), ("الشحن", 3), ("فاتــورة", 0)):
        searched(text, "ar", found=found, on=MONDAY)
    searched("gift card", "en", found=0, on=MONDAY)
    lacking = missing(MARCH, limit=5)
    assert (lacking.searches, lacking.without) == (5, 4)
    assert [(one.words, one.times) for one in lacking.most] == [("فاتوره", 3), ("gift card", 1)]
    assert [one.times for one in missing(MARCH, limit=1).most] == [3]
    assert [one.found for one in all_searches(MARCH)] == [0, 0, 3]


def test_what_an_article_answers_by_now_is_no_longer_missing() -> None:
    searched("gift card", "en", found=0, on=MONDAY)
    searched("gift card", "en", found=2, on=MONDAY + timedelta(days=3))
    assert missing(MARCH, limit=5).most == []
    earlier = Period(MONDAY, MONDAY, RIYADH)
    assert [one.words for one in missing(earlier, limit=5).most] == ["gift card"]


def reasons(*, days: int = 0) -> dict[str, list[str]]:
    found = stale(now=after(days=days), today=MONDAY + timedelta(days=days))
    return {f"{one.question}": one.reasons for one in found}


def published(made: Article, *, days_ago: int) -> None:
    for text in made.texts:
        text.published_at, text.fits = after(days=-days_ago), 1
    commit()


def test_a_fresh_article_is_not_stale(track: Article) -> None:
    published(track, days_ago=3)
    assert reasons() == {}


def test_a_translation_that_fell_behind_is_named(track: Article) -> None:
    published(track, days_ago=3)
    arabic = next(text for text in track.texts if text.lang == "ar")
    arabic.version, arabic.fits = 2, 1
    commit()
    assert reasons() == {"Where is my order?": ["behind"]}


def test_one_that_helps_less_than_half_is_named(track: Article) -> None:
    published(track, days_ago=3)
    for number in range(FEWEST_VOICES):
        voted(track.id, "en", helped=number < 4, on=MONDAY)
        voted(track.id, "ar", helped=number < 5, on=MONDAY)
    assert reasons() == {"Where is my order?": ["unhelpful"]}


def test_one_that_nobody_needs_is_named_once_readers_were_counted_long_enough(
    track: Article,
) -> None:
    published(track, days_ago=LOOK_BACK.days)
    other = article("hours", en=("When are you open?", "Always."))
    published(other, days_ago=LOOK_BACK.days)
    assert reasons() == {}
    seen(other.id, "en", on=MONDAY - LOOK_BACK)
    seen(track.id, "en", on=MONDAY)
    use_article(ticket(), track.id, lang="ar", by=agent(), now=after(days=-5))
    commit()
    assert reasons() == {"When are you open?": ["unread"]}


def test_one_older_than_a_year_is_named_after_graver_ones(track: Article) -> None:
    published(track, days_ago=OLD.days + 1)
    arabic = next(text for text in track.texts if text.lang == "ar")
    arabic.fits = None
    commit()
    assert list(reasons().values()) == [["behind", "old"], ["old"]]
    assert db.session.query(Article).count() == 1
