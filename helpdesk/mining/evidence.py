"""What shows that an answer is missing: questions that no article answered, and vain searches."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select

from helpdesk.assist.models import AnswerRefusal, ArticleUse, Verdict
from helpdesk.assist.open_question import asking, read
from helpdesk.db import db
from helpdesk.help.models import HelpSearch
from helpdesk.tickets.models import Entry, Message, Ticket

LOOKED_BACK = timedelta(days=90)
MOST_QUESTIONS = 5_000
MOST_SEARCHES = 200
# Praise asks for nothing, and what is not for the shop needs no answer of it.
QUIET = ("feedback", "other")
_LINES_READ = 12  # of a ticket: what is asked stands at its beginning
_LETTERS_READ = 3_000
_REPLIES = 3
_FEWEST_TELLING = 2
_AT_ONCE = 500


class Reply(NamedTuple):
    """What an agent wrote by hand after a question."""

    message_id: int
    text: str


@dataclass(frozen=True)
class Unanswered:
    """A customer's question that no article answered; `near` is the one proposed in vain.

    `replies` are those of a ticket that was settled by them alone; of others there are none.
    """

    message_id: int
    ticket_id: int
    customer_id: int
    text: str
    topic: str
    lang: str
    asked_at: datetime
    near: int | None = None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class Search:
    """Words looked for in the help centre in vain, and how often."""

    words: str
    count: int


@dataclass
class _Case:
    """A ticket as it is looked at: its messages in order, refusals, and whether it stayed shut."""

    is_closed: bool
    lines: list[Any] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    was_reopened: bool = False


def unanswered(*, now: datetime) -> list[Unanswered]:
    """The newest MOST_QUESTIONS of the last LOOKED_BACK, newest first.

    Unanswered is what was asked on a ticket without help of an article: an agent wrote the reply by
    hand; or nobody replied yet, and nothing was proposed, or the best of it was refused.
    """
    tickets = db.session.execute(
        select(Ticket.id, Ticket.state)
        .where(
            Ticket.created_at >= now - LOOKED_BACK,
            Ticket.topic.not_in(QUIET),
            ~exists().where(ArticleUse.ticket_id == Ticket.id),
        )
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
        .limit(MOST_QUESTIONS)
    ).all()
    found = []
    for start in range(0, len(tickets), _AT_ONCE):
        # Whoever shares the process gets a turn between portions.
        time.sleep(0)
        cases = {row.id: _Case(row.state == "closed") for row in tickets[start : start + _AT_ONCE]}
        _fill(cases)
        found += [asked for case in cases.values() if (asked := _asked(case))]
    return found


def vain_searches(*, now: datetime) -> list[Search]:
    """What the help centre did not find in that time, the commonest first."""
    count = func.sum(HelpSearch.count)
    rows = db.session.execute(
        select(HelpSearch.words, count)
        .where(HelpSearch.day >= (now - LOOKED_BACK).date(), HelpSearch.found == 0)
        .group_by(HelpSearch.words)
        .order_by(count.desc(), HelpSearch.words)
        .limit(MOST_SEARCHES)
    )
    return [Search(words, int(times)) for words, times in rows]


def _fill(cases: dict[int, _Case]) -> None:
    for row in _lines(cases):
        cases[row.ticket_id].lines.append(row)
    refusals = select(AnswerRefusal.ticket_id, AnswerRefusal.article_id)
    for id_, article in db.session.execute(refusals.where(AnswerRefusal.ticket_id.in_(cases))):
        cases[id_].refused.add(article)
    reopened = select(Entry.ticket_id).where(Entry.kind == "reopened", Entry.ticket_id.in_(cases))
    for id_ in db.session.scalars(reopened.distinct()):
        cases[id_].was_reopened = True


def _lines(ids: Iterable[int]) -> Iterator[Any]:
    yield from db.session.execute(
        select(
            Message.id,
            Message.ticket_id,
            Message.customer_id,
            Message.subject,
            Message.sent_at,
            func.substr(Message.text, 1, _LETTERS_READ).label("text"),
            Verdict.topic,
            Verdict.language,
            Verdict.answers,
        )
        .outerjoin(Verdict, Verdict.message_id == Message.id)
        .where(
            Message.ticket_id.in_(ids),
            Message.seq <= _LINES_READ,
            Message.kind == "message",
            Message.automatic.is_(False),
        )
        .order_by(Message.ticket_id, Message.seq)
    )


def _asked(case: _Case) -> Unanswered | None:
    """The first question of a ticket that says what it asks, unless it needed no answer."""
    for wait, after in _waits(case.lines):
        said = [read(row.id, row.text or row.subject, row.topic) for row in reversed(wait)]
        asks = asking(said)
        if asks is None or asks.telling < _FEWEST_TELLING or asks.topic in QUIET:
            continue
        row = next(row for row in wait if row.id == asks.message_id)
        replies = [Reply(line.id, line.text) for line in after if line.customer_id is None]
        proposed = [answer["article"] for answer in row.answers]
        if not _is_unanswered(case, proposed, replied=bool(replies)):
            return None
        return Unanswered(
            message_id=row.id,
            ticket_id=row.ticket_id,
            customer_id=row.customer_id,
            text=asks.text,
            topic=asks.topic,
            lang=row.language,
            asked_at=row.sent_at,
            near=next((id_ for id_ in proposed if id_ not in case.refused), None),
            replies=_to_draft_from(case, replies),
        )
    return None


def _to_draft_from(case: _Case, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Replies that settled the matter, whole: of a longer one only the beginning was read."""
    if not case.is_closed or case.was_reopened:
        return ()
    return tuple(reply for reply in replies[:_REPLIES] if len(reply.text) < _LETTERS_READ)


def _waits(lines: Sequence[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """What the customer wrote before each reply, and all that came after it."""
    at = 0
    while at < len(lines):
        wait = [*takewhile(lambda row: row.customer_id is not None, lines[at:])]
        at += len(wait)
        if judged := [row for row in wait if row.topic is not None]:
            yield judged, list(lines[at:])
        at += len([*takewhile(lambda row: row.customer_id is None, lines[at:])])


def _is_unanswered(case: _Case, proposed: Sequence[int], *, replied: bool) -> bool:
    if replied:
        return True
    # Closed without a word: it needed none.
    return not case.is_closed and (not proposed or proposed[0] in case.refused)
