"""What is proposed follows the conversation: the newest message, leaning on those before it."""

import pytest

from helpdesk.articles.models import Article
from helpdesk.assist.open_question import asking_message
from helpdesk.assist.queries import verdict_of
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Ticket
from tests.factories import after, agent, article, message, ticket

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def track() -> Article:
    """How an order is followed."""
    return article("track", en=("How do I track my order?", "Press Track in My orders."))


@pytest.fixture
def refund() -> Article:
    """When money comes back."""
    return article(
        "refund", topic="return", en=("When is my refund paid?", "Refunds take five days.")
    )


def proposed(on: Ticket) -> list[int]:
    """The articles proposed for a ticket, best first."""
    verdict = verdict_of(on.id)
    assert verdict is not None
    return [answer["article"] for answer in verdict.answers]


def test_a_new_question_is_asked_instead_of_the_old(track: Article, refund: Article) -> None:
    found = ticket("How do I track my order?")
    assert proposed(found) == [track.id]
    reply(found, "Press Track.", by=agent(), now=after(minutes=1))
    later = "It came broken and went back. When will my refund be paid to my bank card?"
    message(later, ticket_id=found.id, now=after(minutes=2))
    assert proposed(found)[0] == refund.id


@pytest.mark.parametrize(
    "new",
    [
        "Do you ship to Oman?",
        "do you sell gift cards",
        "Do you have a prayer room?",
        "هل يوجد ضمان؟",
        "في تقسيط؟",
        "متى تفتحون فرع جدة؟",
    ],
)
def test_a_new_question_that_no_article_answers_takes_the_old_answers_away(
    track: Article, new: str
) -> None:
    found = ticket("How do I track my order?")
    message(new, ticket_id=found.id, now=after(minutes=1))
    assert proposed(found) == []


@pytest.mark.parametrize(
    "call",
    [
        "any news?",
        "no answer yet?",
        "I have been waiting for your answer for three days, any news?",
        "هل من جديد؟",
        "أنتظر ردكم",
        "شو صار معكم",
        "أنا أنتظر منذ ثلاثة أيام ولم يصلني أي رد منكم، هل من جديد؟",
        "My order number is 4021",
    ],
)
def test_who_calls_for_the_answer_asks_the_same_still(track: Article, call: str) -> None:
    first = message("How do I track my order?")
    message(call, ticket_id=first.ticket_id, now=after(minutes=1))
    assert track.id in proposed(first.ticket)


def test_a_call_is_not_what_an_answer_answers(track: Article) -> None:
    first = message("track my order?")
    call = "I have been waiting for your answer for three days, any news?"
    message(call, ticket_id=first.ticket_id, now=after(minutes=1))
    assert asking_message(first.ticket) == first.id


@pytest.mark.parametrize("thin", ["hello?", "and now?", "السلام عليكم", "?", "and the colour?"])
def test_a_message_that_says_little_leaves_the_question_open(track: Article, thin: str) -> None:
    found = ticket("How do I track my order?")
    message(thin, ticket_id=found.id, now=after(minutes=1))
    assert proposed(found) == [track.id]


def test_of_two_open_questions_the_newer_weighs_more(track: Article, refund: Article) -> None:
    found = ticket("How do I track my order?")
    message("and my refund?", ticket_id=found.id, now=after(minutes=1))
    assert proposed(found) == [refund.id, track.id]


def test_the_agents_words_ask_nothing(track: Article, refund: Article) -> None:
    found = ticket("How do I track my order?")
    reply(found, "When is my refund paid? is what others ask.", by=agent(), now=after(minutes=1))
    message("hello?", ticket_id=found.id, now=after(minutes=2))
    assert proposed(found) == [track.id]


def test_thanks_ask_nothing_again(track: Article) -> None:
    found = ticket("How do I track my order?")
    message("thank you so much!", ticket_id=found.id, now=after(minutes=1))
    assert proposed(found) == []


def test_an_answer_answers_the_message_that_says_most(track: Article) -> None:
    first = message("How do I track my order?")
    message("hello?", ticket_id=first.ticket_id, now=after(minutes=1))
    assert asking_message(first.ticket) == first.id


def test_where_nothing_is_said_no_message_is_answered() -> None:
    assert asking_message(ticket("hello", subject="")) is None
