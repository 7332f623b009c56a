"""Which questions count as unanswered, and which replies a draft may be made of."""

import pytest

from helpdesk.assist.models import Verdict
from helpdesk.assist.uses import refuse, use_article
from helpdesk.db import commit, db
from helpdesk.mining.evidence import unanswered, vain_searches
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import reopen, reply
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import NOON, after, agent
from tests.helpdesk.mining.shop import WRAPPED, asked

LATER = after(days=1)


@pytest.fixture
def sara(app: object) -> Agent:
    return agent("Sara")


def texts() -> list[str]:
    return [one.text for one in unanswered(now=LATER)]


def proposed(ticket: Ticket, *articles: int) -> None:
    """Have these articles proposed for a ticket's message."""
    verdict = db.session.scalars(db.select(Verdict).filter_by(ticket_id=ticket.id)).one()
    verdict.answers = [{"article": id_, "score": 0.9, "why": []} for id_ in articles]
    commit()


def test_a_reply_by_hand_shows_that_an_answer_is_missing(sara: Agent) -> None:
    ticket = asked("Do you wrap gifts?", "mona", said=WRAPPED, agent=sara)
    (one,) = unanswered(now=LATER)
    assert (one.ticket_id, one.text) == (ticket.id, "Do you wrap gifts?")
    assert [reply.text for reply in one.replies] == [WRAPPED]


def test_an_article_that_was_used_has_answered(sara: Agent) -> None:
    gifts = factories.article("gifts", en=("Do you wrap gifts?", "Yes."))
    ticket = asked("Do you wrap gifts?", "mona")
    use_article(ticket, gifts.id, lang="en", by=sara, now=NOON)
    reply(ticket, "Yes.", by=sara, now=NOON)
    commit()
    assert texts() == []


def test_while_nobody_replied_only_what_nothing_was_proposed_for_counts(sara: Agent) -> None:
    gifts = factories.article("gifts", en=("Do you wrap gifts?", "Yes."))
    ticket = asked("Do you wrap gifts for weddings?", "mona")
    proposed(ticket)
    assert len(texts()) == 1
    proposed(ticket, gifts.id)
    assert texts() == []
    refuse(ticket, gifts.id, by=sara, now=NOON)
    commit()
    assert len(texts()) == 1


@pytest.mark.parametrize(
    "text", ["Thank you so much, the lamp is beautiful!", "We offer SEO services for your website."]
)
def test_thanks_and_spam_ask_for_nothing(sara: Agent, text: str) -> None:
    asked(text, "mona", said=WRAPPED, agent=sara)
    assert texts() == []


def test_hello_is_passed_over_for_the_question_after_it(sara: Agent) -> None:
    ticket = asked("hello?", "mona")
    reply(ticket, "Hi, how can I help?", by=sara, now=after(minutes=1))
    factories.message(
        "Do you wrap gifts?", now=after(minutes=2), sender="mona@mail.example", ticket_id=ticket.id
    )
    reply(ticket, WRAPPED, by=sara, now=after(minutes=3))
    commit()
    assert texts() == ["Do you wrap gifts?"]


def test_replies_of_tickets_that_are_open_or_were_reopened_make_no_draft(sara: Agent) -> None:
    open_ = asked("Do you wrap gifts?", "mona")
    reply(open_, WRAPPED, by=sara, now=after(minutes=1))
    again = asked("Can you wrap my gift?", "lina", said=WRAPPED, agent=sara)
    reopen(again, by=sara, now=after(hours=3))
    commit()
    assert [one.replies for one in unanswered(now=LATER)] == [(), ()]


def test_a_reply_too_long_to_be_read_whole_makes_no_draft(sara: Agent) -> None:
    asked("Do you wrap gifts?", "mona", said="We wrap gifts. " * 300, agent=sara)
    assert [one.replies for one in unanswered(now=LATER)] == [()]


def test_what_is_older_than_ninety_days_does_not_count(sara: Agent) -> None:
    asked("Do you wrap gifts?", "mona", said=WRAPPED, agent=sara)
    assert unanswered(now=after(days=91)) == []
    assert vain_searches(now=after(days=91)) == []
