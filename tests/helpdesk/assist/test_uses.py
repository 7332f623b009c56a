"""What agents make of suggested answers is kept, and what closed tickets confirm is learned."""

import pytest
from sqlalchemy import delete, select

from helpdesk.articles.models import Article, ArticleText
from helpdesk.assist import accepted
from helpdesk.assist.accepted import accepted_questions
from helpdesk.assist.library import suggest
from helpdesk.assist.models import AnswerRefusal, ArticleUse
from helpdesk.assist.uses import refuse, take_back_refusal, use_article
from helpdesk.db import commit, db
from helpdesk.tickets.actions import close, note, reopen, reply
from helpdesk.tickets.errors import NoSuchArticle
from helpdesk.tickets.models import Ticket
from tests.factories import NOON, after, agent, article, ticket

pytestmark = pytest.mark.usefixtures("app")

ODD = "zorblax quindle frumious"

FASTEN = "Turn the screw with the key until it clicks, and no further."


@pytest.fixture
def loose() -> Article:
    """An article in which none of the customer's words stand."""
    return article("loose", en=("How do I fasten the lamp?", "Turn the screw."))


def answered(text: str, with_: Article, *, minute: int = 0) -> Ticket:
    """A ticket that was answered with an article and closed."""
    sara = agent("Sara")
    found = ticket(text, now=after(minutes=minute))
    use_article(found, with_.id, lang="en", by=sara, now=after(minutes=minute, seconds=10))
    reply(found, "Turn the screw.", by=sara, now=after(minutes=minute, seconds=20))
    close(found, by=sara, now=after(minutes=minute, seconds=30))
    commit()
    return found


def found_by(question: str) -> list[int]:
    return [answer["article"] for answer in suggest(question, topic="shipment")]


def test_a_use_gives_the_text_and_is_kept(loose: Article) -> None:
    found, sara = ticket("How do I fasten it?"), agent("Sara")
    text = use_article(found, loose.id, lang="en", by=sara, now=NOON)
    assert text.answer == "Turn the screw."
    kept = db.session.scalars(select(ArticleUse)).one()
    assert (kept.article_id, kept.ticket_id, kept.agent_id) == (loose.id, found.id, sara.id)
    assert kept.accepted_at is None


@pytest.mark.parametrize(
    ("reply_text", "kept"),
    [
        (f"Hello Mona,\n\n{FASTEN.replace(' ', chr(10))}\n\nSara", [True]),
        ("Turn the screw with the key, then call me.", [False]),
        ("Please send me the code.", []),
    ],
)
def test_what_a_reply_holds_of_an_article_is_known_and_nothing_of_it_is_no_use(
    loose: Article, reply_text: str, kept: list[bool]
) -> None:
    loose.texts[0].answer = FASTEN
    found, sara = ticket(), agent("Sara")
    use_article(found, loose.id, lang="en", by=sara, now=NOON)
    reply(found, reply_text, by=sara, now=after(minutes=1))
    reply(found, "Anything else?", by=sara, now=after(minutes=2))
    commit()
    assert db.session.scalars(select(ArticleUse.kept)).all() == kept


def test_what_was_withdrawn_cannot_be_used_nor_refused(loose: Article) -> None:
    found, sara = ticket(), agent()
    with pytest.raises(NoSuchArticle):
        use_article(found, loose.id, lang="ar", by=sara, now=NOON)
    db.session.execute(delete(ArticleText))
    for act in (use_article, refuse):
        more = {"lang": "en"} if act is use_article else {}
        with pytest.raises(NoSuchArticle):
            act(found, loose.id, by=sara, now=NOON, **more)


def test_a_refusal_counts_once_and_can_be_taken_back(loose: Article) -> None:
    found = ticket()
    for name in ("Sara", "Omar"):
        refuse(found, loose.id, by=agent(name), now=NOON)
    assert len(db.session.scalars(select(AnswerRefusal)).all()) == 1
    take_back_refusal(found, loose.id)
    assert db.session.scalars(select(AnswerRefusal)).all() == []


def test_a_question_in_the_words_of_one_that_was_answered_is_found_afterwards(
    loose: Article,
) -> None:
    assert found_by(ODD) == []
    answered(ODD, loose)
    assert found_by(ODD) == [loose.id]
    assert found_by("a frumious quindle zorblax!") == [loose.id]
    assert found_by("How do I fasten the lamp?") == [loose.id]


def test_without_a_reply_nothing_was_accepted(loose: Article) -> None:
    found, sara = ticket(ODD), agent()
    use_article(found, loose.id, lang="en", by=sara, now=after(minutes=1))
    note(found, "Asked the workshop.", by=sara, now=after(minutes=2))
    close(found, by=sara, now=after(minutes=3))
    assert accepted_questions() == {}


def test_a_ticket_that_is_open_again_teaches_nothing(loose: Article) -> None:
    found = answered(ODD, loose)
    assert accepted_questions() == {(loose.id, "en"): (ODD,)}
    reopen(found, by=agent(), now=after(hours=1))
    assert accepted_questions() == {}


def test_the_newest_questions_are_kept_each_once_and_no_long_ones(
    loose: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepted, "KEPT", 2)
    texts = [f"{ODD} of {colour}" for colour in ("amber", "bronze", "coral", "coral")]
    for minute, text in enumerate([*texts, "long " * 100]):
        answered(text, loose, minute=minute)
    assert accepted_questions() == {(loose.id, "en"): (texts[2], texts[1])}


def test_a_withdrawn_article_takes_what_it_learned_along(loose: Article) -> None:
    answered(ODD, loose)
    other = article("other", en=("When do I get my refund?", "Within three days."))
    db.session.delete(loose)
    commit()
    assert found_by(ODD) == []
    assert found_by("When do I get my refund?") == [other.id]
