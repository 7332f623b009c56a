"""The list is one range of one index, whatever stands in it: asked of the database itself."""

import pytest
from sqlalchemy import event, insert, text

from helpdesk.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import queue
from tests.factories import NOON, after, ticket
from triage.labels import TOPICS

pytestmark = pytest.mark.usefixtures("app")

# Of two indexes that both give the order, statistics choose the one with less to pass over.
QUEUE, EITHER = {"ix_ticket_queue"}, {"ix_ticket_queue", "ix_ticket_topic"}


def plan(ask):
    """How the database goes about the list: its own words, in lower case."""
    sent = []

    def note(connection, cursor, statement, parameters, *rest):
        if "FROM ticket" in statement and "ORDER BY" in statement:
            sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    [(statement, parameters)] = sent
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return " ".join(row[3] for row in rows).lower()
    # A small table is read whole and sorted, whatever indexes it has, the sooner the more rows were
    # deleted from it; a large one is not. Without an index that gives the order it is sorted still.
    for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"):
        db.session.execute(text(f"SET LOCAL enable_{way} = off"))
    rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
    return " ".join(row[0] for row in rows).lower()


def fill(customer_id, count):
    """Open tickets of all topics, and statistics that know of them."""
    rows = [
        {
            "channel": "email",
            "customer_id": customer_id,
            "topic": list(TOPICS)[number % len(TOPICS)],
            "due_at": after(minutes=number),
            "turn_at": after(minutes=number),
            "created_at": NOON,
            "last_message_at": NOON,
        }
        for number in range(count)
    ]
    db.session.execute(insert(Ticket), rows)
    db.session.execute(text("ANALYZE"))


@pytest.mark.parametrize(
    ("asked", "indexes"),
    [
        ({}, QUEUE),
        ({"topic": "shipment"}, EITHER),
    ],
    ids=["all", "one topic"],
)
@pytest.mark.parametrize("paged", [False, True], ids=["first page", "a later page"])
def test_a_page_is_one_range_of_one_index(asked, indexes, paged):
    first = ticket(now=after(minutes=1))
    fill(first.customer_id, 500)
    how = plan(lambda: queue("open", 0, after=first.id if paged else None, **asked))
    assert [index for index in indexes if index in how], how
    assert "sort" not in how
    assert "temp b-tree" not in how


def test_the_turn_decides_not_the_due_time():
    first = ticket(sender="mona@mail.example", now=NOON)
    graver = ticket(sender="khalid@mail.example", now=after(hours=1))
    graver.lane = first.lane
    graver.turn_at = first.turn_at - (graver.due_at - first.due_at)
    db.session.flush()
    assert first.due_at < graver.due_at
    assert [row.id for row in queue("open", 0)] == [graver.id, first.id]
