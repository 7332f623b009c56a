"""The bench measures with mail and rows like real ones, and its table says what it was told."""

from contextlib import nullcontext

from bench import __main__ as bench_command
from bench import shop
from bench.mails import mails
from bench.meter import middle_and_tail, percentile
from bench.plan import QUICK
from bench.table import table
from helpdesk.channels.email.parse import parse
from helpdesk.db import db
from helpdesk.people.models import Agent
from helpdesk.tickets.queries import conversation, queue, ticket_of
from tests.factories import NOON


def test_the_same_seed_makes_the_same_mail():
    assert list(mails(5)) == list(mails(5))
    assert list(mails(5)) != list(mails(5, seed=7))


def test_every_mail_can_be_read_and_says_what_a_customer_says():
    read = [parse(raw) for raw in mails(40)]
    assert all(55 <= len(mail.text.split()) <= 260 for mail in read)
    assert any(mail.html for mail in read)
    assert any(mail.attachments for mail in read)
    assert any("طلب" in mail.text for mail in read)


def test_a_shop_of_any_size_has_one_long_ticket_and_grows(app, monkeypatch):
    monkeypatch.setattr(shop, "LETTERS", shop.LONG_TICKET_MESSAGES)
    assert shop.fill(10, now=NOON) == 1
    assert shop.fill(20, now=NOON) == 1
    owner = db.session.query(Agent).one()
    states = [queue(state, owner.id) for state in ("open", "pending", "closed")]
    assert [len(rows) for rows in states] == [14, 4, 2]
    assert len(conversation(ticket_of(1)).lines) == shop.LONG_TICKET_MESSAGES


def test_percentiles_are_values_that_were_measured():
    assert percentile([4, 1, 3, 2], 0.5) == 2
    assert percentile([4, 1, 3, 2], 0.95) == 4
    assert middle_and_tail([0.012]) == "12.0 / 12.0 ms"


def test_the_table_shows_what_was_measured_beside_goal_and_peer():
    printed = table({"SQLite": {"reply": "9.1 / 11.0 ms"}, "PostgreSQL + Redis": {}})
    assert "9.1 / 11.0 ms" in printed
    assert "12 ms" in printed
    assert "roundup 21 / 48 ms" in printed
    assert "chat" not in printed


def test_a_measure_that_breaks_off_leaves_the_others_their_figures(monkeypatch, capsys):
    def broken(place, plan):
        raise RuntimeError("a message was refused")

    measures = {"chat": broken, "reply": lambda place, plan: {"reply": "9.1 ms"}}
    monkeypatch.setattr(bench_command, "MEASURES", measures)
    found = bench_command._measured("SQLite", lambda: nullcontext(None), QUICK, measures)
    assert found == {"reply": "9.1 ms"}
    assert "SQLite: chat broke off: a message was refused" in capsys.readouterr().err
