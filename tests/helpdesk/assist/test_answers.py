"""The answers that a screen shows: proposed, used, refused, in the one language or the other."""

import pytest

from helpdesk.articles.models import Article
from helpdesk.assist.answers import found_for, proposed_for
from helpdesk.assist.queries import verdict_of
from helpdesk.assist.uses import refuse, take_back_refusal, use_article
from helpdesk.db import commit, db
from tests.factories import NOON, after, agent, article, ticket

pytestmark = pytest.mark.usefixtures("app")

ARABIC = ("أين طلبي؟", "افتحوا طلباتي.")
ENGLISH = ("Where is my order?", "Open My orders.")


@pytest.fixture
def track() -> Article:
    """An article in both languages."""
    return article("track", en=ENGLISH, ar=ARABIC)


def test_an_answer_is_proposed_in_the_customers_language(track: Article) -> None:
    found = ticket("وين طلبي")
    [answer] = proposed_for(verdict_of(found.id), "ar").answers
    assert (answer.lang, answer.question, answer.answer) == ("ar", *ARABIC)


def test_an_article_in_the_other_language_alone_is_proposed_as_what_it_is() -> None:
    english = article("track", en=ENGLISH)
    found = ticket("وين طلبي")
    [answer] = proposed_for(verdict_of(found.id), "ar").answers
    assert (answer.article_id, answer.lang) == (english.id, "en")


def test_a_used_answer_stays_and_says_so(track: Article) -> None:
    found = ticket()
    use_article(found, track.id, lang="en", by=agent(), now=NOON)
    [answer] = proposed_for(verdict_of(found.id), "en").answers
    assert answer.used


def test_a_refused_answer_is_gone_from_this_ticket_alone_until_that_is_undone(
    track: Article,
) -> None:
    found, other = ticket(), ticket(sender="omar@mail.example")
    refuse(found, track.id, by=agent(), now=NOON)
    proposed = proposed_for(verdict_of(found.id), "en")
    assert (proposed.answers, proposed.refused.article_id) == ([], track.id)
    assert len(proposed_for(verdict_of(other.id), "en").answers) == 1
    take_back_refusal(found, track.id)
    proposed = proposed_for(verdict_of(found.id), "en")
    assert (len(proposed.answers), proposed.refused) == (1, None)


def test_for_a_refused_answer_the_next_best_moves_up() -> None:
    for number in range(5):
        article(f"track-{number}", en=(ENGLISH[0], f"Answer {number}."))
    found = ticket()
    before = proposed_for(verdict_of(found.id), "en").answers
    refuse(found, before[0].article_id, by=agent(), now=NOON)
    now = proposed_for(verdict_of(found.id), "en").answers
    assert now[:2] == before[1:]
    assert len(now) == len(before) == 3


def test_an_article_that_was_deleted_is_proposed_no_more(track: Article) -> None:
    found = ticket()
    db.session.delete(track)
    commit()
    assert proposed_for(verdict_of(found.id), "en").answers == []


@pytest.mark.parametrize(
    "words", ["whe", "WHERE is my", "ord", "طلب", "اين طل", "wheer is my ordr"]
)
def test_an_article_is_found_by_words_begun_in_either_language(track: Article, words: str) -> None:
    article("tents", topic="product", en=("Do you sell tents?", "Yes."))
    found = ticket("unrelated matter of mine")
    answers = found_for(found.id, words, verdict_of(found.id), "en")
    assert [(answer.article_id, answer.lang) for answer in answers] == [(track.id, "en")]


@pytest.mark.parametrize("words", ["zebra", "؟!", "%", "x" * 5_000])
def test_words_that_no_article_has_find_none(track: Article, words: str) -> None:
    found = ticket()
    assert found_for(found.id, words, verdict_of(found.id), "en") == []


def test_without_words_the_proposed_stand_first_then_the_most_used(track: Article) -> None:
    tents = article("tents", topic="product", en=("Do you sell tents?", "Yes."))
    found = ticket()
    assert [a.article_id for a in found_for(found.id, " ", verdict_of(found.id), "en")] == [
        track.id
    ]
    use_article(found, tents.id, lang="en", by=agent(), now=after(minutes=1))
    told = [(a.article_id, a.used) for a in found_for(found.id, "", verdict_of(found.id), "en")]
    assert told == [(track.id, False), (tents.id, True)]
