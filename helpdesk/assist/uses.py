"""What agents do with articles: take one into a reply, find one no help, think better of it."""

from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update

from helpdesk.articles.markdown import plain
from helpdesk.articles.models import ArticleText
from helpdesk.assist.models import AnswerRefusal, ArticleUse
from helpdesk.assist.open_question import asking_message
from helpdesk.db import added, changed, db, publish
from helpdesk.events import AnswersChanged, ReplyPosted, ReplyWithdrawn, TicketClosed
from helpdesk.people.models import Agent
from helpdesk.tickets.errors import NoSuchArticle
from helpdesk.tickets.models import Message, Ticket

# Words in a row of which nobody writes as many by chance.
_SOME = 5


def use_article(
    ticket: Ticket, article_id: int, *, lang: str, by: Agent, now: datetime
) -> ArticleText:
    """Count that an agent takes an article into a reply; gives the text as it stands by now.

    Raises NoSuchArticle where it was withdrawn in that language meanwhile.
    """
    text = db.session.scalar(
        select(ArticleText).where(ArticleText.article_id == article_id, ArticleText.lang == lang)
    )
    if text is None:
        raise NoSuchArticle(article_id, lang)
    db.session.add(
        ArticleUse(
            article_id=article_id,
            ticket_id=ticket.id,
            message_id=asking_message(ticket),
            agent_id=by.id,
            lang=lang,
            at=now,
        )
    )
    publish(AnswersChanged(ticket.id))
    return text


def refuse(ticket: Ticket, article_id: int, *, by: Agent, now: datetime) -> None:
    """Take a proposed article off this ticket, and count that it was no help.

    Raises NoSuchArticle where there is none any more.
    """
    if not db.session.scalar(select(exists().where(ArticleText.article_id == article_id))):
        raise NoSuchArticle(article_id)
    told = {"article_id": article_id, "ticket_id": ticket.id, "agent_id": by.id, "at": now}
    if added(AnswerRefusal, **told):
        publish(AnswersChanged(ticket.id))


def take_back_refusal(ticket: Ticket, article_id: int) -> None:
    """Propose a refused article again, as if nobody had refused it."""
    refusal = delete(AnswerRefusal).where(
        AnswerRefusal.ticket_id == ticket.id, AnswerRefusal.article_id == article_id
    )
    if changed(refusal):
        publish(AnswersChanged(ticket.id))


def compare(happened: ReplyPosted) -> None:
    """A reply left: does it hold the articles that were taken into it, word for word or in part?

    One of which nothing was sent was not used, whatever was inserted and erased again.
    """
    waiting = db.session.execute(
        select(ArticleUse, ArticleText.answer)
        .outerjoin(
            ArticleText,
            (ArticleText.article_id == ArticleUse.article_id)
            & (ArticleText.lang == ArticleUse.lang),
        )
        .where(ArticleUse.ticket_id == happened.ticket_id, ArticleUse.kept.is_(None))
    ).all()
    if waiting:
        said = _one_line(db.session.get_one(Message, happened.message_id).text)
        for use, answer in waiting:
            told = _one_line(plain(answer or ""))
            use.kept = bool(told) and told in said
            if told and not _holds_some(said, told):
                db.session.delete(use)
                publish(AnswersChanged(happened.ticket_id))


def compare_anew(happened: ReplyWithdrawn) -> None:
    """The reply was taken back: what was taken into it waits for the next one to be compared.

    A use of which nothing stood in it stays deleted: nothing of it comes back either.
    """
    reply = db.session.get_one(Message, happened.message_id)
    earlier = (
        select(func.max(Message.sent_at))
        .where(
            Message.ticket_id == happened.ticket_id,
            Message.agent_id.is_not(None),
            Message.kind == "message",
            Message.seq < reply.seq,
        )
        .scalar_subquery()
    )
    changed(
        update(ArticleUse)
        .where(
            ArticleUse.ticket_id == happened.ticket_id,
            ArticleUse.at <= happened.sent_at,
            or_(earlier.is_(None), ArticleUse.at > earlier),
        )
        .values(kept=None, accepted_at=None)
    )


def accept(happened: TicketClosed) -> None:
    """The ticket is closed: what was sent with an article's help has answered its question."""
    sent_after = exists().where(
        Message.ticket_id == happened.ticket_id,
        Message.agent_id.is_not(None),
        Message.kind == "message",
        Message.sent_at >= ArticleUse.at,
    )
    changed(
        update(ArticleUse)
        .where(ArticleUse.ticket_id == happened.ticket_id, sent_after)
        .values(accepted_at=happened.at)
    )


def _holds_some(said: str, told: str) -> bool:
    """Whether so many words of what an article tells stand in a reply, one behind the other."""
    words = told.split()
    last = max(len(words) - _SOME, 0)
    return any(" ".join(words[at : at + _SOME]) in said for at in range(last + 1))


def _one_line(text: str) -> str:
    return " ".join(text.split())
