"""Fills a database with many tickets by bulk SQL."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, text

import triage
from bench import sentences
from bench.mails import SEED
from bench.opening import open_shop
from bench.place import Place
from bench.rows import Letter, Rows, long_ticket_rows, ticket_rows
from helpdesk import create_app
from helpdesk.assist.library import suggest
from helpdesk.assist.mentions import fingerprint
from helpdesk.db import commit, db
from helpdesk.tickets.models import Ticket

LETTERS = 400
LONG_TICKET, LONG_TICKET_MESSAGES = 1, 30
BATCH = 2_000
TABLES = (
    "customer",
    "identity",
    "inbound_raw",
    "ticket",
    "message",
    "entry",
    "verdict",
    "mention",
    "clock",
    "delivery",
)


def grow(place: Place, count: int) -> int:
    """See to it that the shop of `place` has `count` tickets; gives the number of a long one."""
    return int(place.run("bench.shop", count)["long_ticket"])


def fill(count: int, *, now: datetime) -> int:
    """Add tickets until there are `count`; gives the number of the long one, the first."""
    owner = open_shop(now=now)
    there = db.session.scalar(select(func.count(Ticket.id))) or 0
    if there >= count:
        return LONG_TICKET
    letters = _letters(Random(SEED))
    chance = Random(SEED + there)
    made = (
        ticket_rows(number, chance.choice(letters), agent=owner.id, now=now, chance=chance)
        for number in range(there + 1, count + 1)
    )
    if not there:
        next(made, None)
        told = letters[:LONG_TICKET_MESSAGES]
        _insert([long_ticket_rows(LONG_TICKET, told, agent=owner.id, now=now)])
    while batch := list(islice(made, BATCH)):
        _insert(batch)
    _settle()
    return LONG_TICKET


def _letters(chance: Random) -> list[Letter]:
    """Letters that triage and the FAQ have really judged, half of them Arabic."""
    reader = triage.load()
    return [_letter("ar" if number % 2 else "en", reader, chance) for number in range(LETTERS)]


def _letter(lang: str, reader: triage.Triage, chance: Random) -> Letter:
    subject, words = sentences.subject(lang, chance), " ".join(sentences.letter(lang, chance))
    said = asdict(reader.read(words, channel="email", subject=subject))
    kept = ("topic", "secondary", "urgency", "score", "confidence", "sure", "language", "variety")
    verdict: dict[str, Any] = {field: said[field] for field in (*kept, "model")}
    verdict["facts"] = list(said["facts"])
    verdict["fingerprint"] = fingerprint(words)
    verdict["reasons"] = list(said["reasons"])
    verdict["answers"] = suggest(words, lang=said["language"], topic=said["topic"])
    return Letter(lang, subject, words, verdict)


def _insert(tickets: list[Rows]) -> None:
    for table in TABLES:
        rows = list(_all(tickets, table))
        if rows:
            db.session.execute(insert(db.metadata.tables[table]), rows)
    commit()


def _all(tickets: list[Rows], table: str) -> Iterator[dict[str, Any]]:
    for ticket in tickets:
        yield from ticket.get(table, [])


def _settle() -> None:
    """As after a night: statistics are fresh, and numbers given by hand are not given again."""
    if db.engine.dialect.name == "postgresql":
        for table in ("customer", "identity", "inbound_raw", "ticket", "message", "delivery"):
            newest = f"(SELECT max(id) FROM {table})"
            db.session.execute(text(f"SELECT setval('{table}_id_seq', {newest})"))
    db.session.execute(text("ANALYZE"))
    commit()


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps({"long_ticket": fill(int(sys.argv[1]), now=datetime.now(UTC))}))
