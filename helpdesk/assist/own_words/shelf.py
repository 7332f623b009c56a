"""The own words as triage takes them: read when first asked, and anew when the list changed."""

from datetime import datetime
from typing import NamedTuple

from flask import current_app
from sqlalchemy import func, select

import triage
from helpdesk.assist.models import OwnWord, OwnWordMatch
from helpdesk.db import db
from helpdesk.tickets.models import Message
from triage import own

# How many, the newest, and when that was added: no adding or removing leaves all three the same.
Stamp = tuple[int, int | None, datetime | None]


class Shelf(NamedTuple):
    """The listed words, and the row of each."""

    words: tuple[triage.OwnWord, ...]
    ids: dict[triage.OwnWord, int]


def listed() -> tuple[triage.OwnWord, ...]:
    """The words in force at this moment, whichever process changed them."""
    return _shelf().words


def note_matches(message: Message) -> None:
    """Keep which own words a message holds, so that the list can tell what each one is worth.

    By the list as the message was judged by: whoever calls this has just asked for it.
    """
    shelf = _kept()
    found = own.matching(shelf.words, message.text, message.subject)
    if not found:
        return
    # A word that is being removed in this moment stays until we are done, or is gone already.
    wanted = select(OwnWord.id).where(OwnWord.id.in_([shelf.ids[word] for word, _ in found]))
    for word_id in db.session.scalars(wanted.with_for_update(read=True, key_share=True)).all():
        match = OwnWordMatch(own_word_id=word_id, message_id=message.id, at=message.sent_at)
        db.session.merge(match)


def _kept() -> Shelf:
    kept: tuple[Stamp, Shelf] | None = current_app.extensions.get("own_words")
    return kept[1] if kept else _shelf()


def _shelf() -> Shelf:
    stamp = _stamp()
    kept: tuple[Stamp, Shelf] | None = current_app.extensions.get("own_words")
    if kept is None or kept[0] != stamp:
        kept = (stamp, _read())
        current_app.extensions["own_words"] = kept
    return kept[1]


def _stamp() -> Stamp:
    count, newest, at = db.session.execute(
        select(func.count(OwnWord.id), func.max(OwnWord.id), func.max(OwnWord.added_at))
    ).one()
    return count, newest, at


def _read() -> Shelf:
    rows = db.session.execute(
        select(OwnWord.id, OwnWord.phrase, OwnWord.topic, OwnWord.urgency).order_by(OwnWord.id)
    ).all()
    ids = {triage.OwnWord(row.phrase, row.topic, row.urgency): row.id for row in rows}
    return Shelf(tuple(ids), ids)
