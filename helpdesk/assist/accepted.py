"""What was learned from use: the questions an article has answered, in customers' own words."""

from collections import defaultdict

from sqlalchemy import func, select

from helpdesk.assist.models import ArticleUse
from helpdesk.db import db
from helpdesk.tickets.models import Message, Ticket

KEPT = 20  # of an article; the newest, since shops and seasons change
READ = 5_000  # uses looked at, so that a large shop is read as fast as a small one
LONGEST = 300  # letters; a longer message speaks of much besides what the article answered

# When something was learned last: what was made of it before is out of date.
NEWEST_ACCEPTANCE = select(func.max(ArticleUse.accepted_at).label("accepted"))
Key = tuple[int, str]


def accepted_questions() -> dict[Key, tuple[str, ...]]:
    """By article and language: messages that agents answered with it, newest first.

    Only of tickets that were closed after such a reply and still are; at most KEPT an article.
    """
    rows = db.session.execute(
        select(ArticleUse.article_id, ArticleUse.lang, Message.text)
        .join(Message, Message.id == ArticleUse.message_id)
        .join(Ticket, Ticket.id == ArticleUse.ticket_id)
        .where(
            ArticleUse.accepted_at.is_not(None),
            Ticket.state == "closed",
            func.length(Message.text) <= LONGEST,
        )
        .order_by(ArticleUse.accepted_at.desc(), ArticleUse.id.desc())
        .limit(READ)
    )
    learned: dict[int, dict[str, str]] = defaultdict(dict)
    for article_id, lang, text in rows:
        if len(learned[article_id]) < KEPT:
            learned[article_id].setdefault(text, lang)
    by_language: dict[Key, tuple[str, ...]] = {}
    for article_id, questions in learned.items():
        for text, lang in questions.items():
            by_language[article_id, lang] = (*by_language.get((article_id, lang), ()), text)
    return by_language
