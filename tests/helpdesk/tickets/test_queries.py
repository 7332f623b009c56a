"""The queue in its one order, and a conversation in a fixed number of queries."""

from helpdesk.db import commit
from helpdesk.tickets.actions import assign, close, note, place
from helpdesk.tickets.queries import COUNTED, conversation, counts, queue, ticket_of
from tests.factories import NOON, after, agent, message, ticket


def ranked(urgency, *, sender, now=NOON, **said):
    found = ticket(sender=sender, now=now, **said)
    place(found, topic="order", urgency=urgency, score=urgency * 25.0, why=[])
    commit()
    return found


def ids(rows):
    return [row.id for row in rows]


def test_urgent_ones_first_then_by_due_time(app):
    late = ranked(1, sender="mona@mail.example", now=NOON)
    later = ranked(1, sender="khalid@mail.example", now=after(hours=1))
    urgent = ranked(3, sender="layla@mail.example", now=after(hours=2))
    assert ids(queue("open", 0)) == [urgent.id, late.id, later.id]


def test_pages_follow_without_gap_or_repeat(app):
    for number in range(7):
        ranked(1 if number % 2 else 3, sender=f"m{number}@mail.example", now=NOON)
    whole = ids(queue("open", 0))
    paged = ids(queue("open", 0, limit=3))
    paged += ids(queue("open", 0, after=paged[-1], limit=3))
    paged += ids(queue("open", 0, after=paged[-1], limit=3))
    assert paged == whole


def test_settled_ones_latest_first_and_paged(app):
    sara = agent()
    told = [ticket(sender=f"m{n}@mail.example", now=after(hours=n)) for n in range(4)]
    for each in told:
        close(each, by=sara, now=after(hours=9))
    commit()
    latest_first = [each.id for each in reversed(told)]
    assert ids(queue("closed", sara.id)) == latest_first
    assert ids(queue("closed", sara.id, after=latest_first[1])) == latest_first[2:]
    assert queue("open", sara.id) == []


def test_mine_are_open_and_mine(app):
    sara, omar = agent("Sara"), agent("Omar")
    hers, his = ticket(sender="a@mail.example"), ticket(sender="b@mail.example")
    assign(hers, sara, by=sara, now=NOON)
    assign(his, omar, by=omar, now=NOON)
    commit()
    assert ids(queue("mine", sara.id)) == [hers.id]
    assert counts(sara.id) == {"open": 2, "mine": 1, "pending": 0}


def test_counting_stops_in_time(app, monkeypatch):
    monkeypatch.setattr("helpdesk.tickets.queries.COUNTED", 2)
    for number in range(5):
        ticket(sender=f"m{number}@mail.example")
    assert counts(0)["open"] == 3
    assert COUNTED == 99


def test_a_customer_without_a_name_is_shown_by_address(app):
    ticket(sender="mona@mail.example", sender_name="")
    ticket(sender="17", sender_kind="visitor", sender_name="", channel="chat")
    assert {row.customer for row in queue("open", 0)} == {"mona@mail.example", ""}


def test_a_conversation_tells_all(app):
    sara = agent("Sara")
    found = ticket("First", now=NOON, sender_name="Mona")
    other = ticket("Another matter", now=after(days=1), subject="")
    note(found, "Second", by=sara, now=after(minutes=1))
    message("Third", now=after(minutes=2), ticket_id=found.id, html="<p>Third</p>")
    talk = conversation(ticket_of(found.id))
    assert [(line.author, line.text) for line in talk.lines] == [
        ("Mona", "First"),
        ("Sara", "Second"),
        ("Mona", "Third"),
    ]
    assert [line.is_note for line in talk.lines] == [False, True, False]
    assert [line.has_html for line in talk.lines] == [False, False, True]
    assert [(each.id, each.title) for each in talk.others] == [(other.id, "Another matter")]
    assert talk.told[0].kind == "opened"


def test_no_such_ticket(app):
    assert ticket_of(999) is None
