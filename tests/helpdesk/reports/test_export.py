"""The export: every wait as a row, nothing in it that a spreadsheet would run."""

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.db import commit
from helpdesk.reports.export import as_csv, harmless, waits
from helpdesk.reports.period import Period
from helpdesk.tickets.actions import reply
from tests import factories
from tests.factories import NOON, after

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), ZoneInfo("Asia/Riyadh"))


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(begin: str) -> None:
    assert harmless(f"{begin}SUM(A1)") == f"'{begin}SUM(A1)"


@pytest.mark.parametrize("cell, text", [("Mona", "Mona"), (12, "12"), (None, ""), ("", "")])
def test_other_cells_stay_as_they_are(cell: object, text: str) -> None:
    assert harmless(cell) == text


@given(st.text())
def test_no_cell_ever_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_what_is_written_can_be_read_again() -> None:
    lines = [["subject", "channel"], ['A "big", bad\nday', "email"], ["أين طلبي؟", "chat"]]
    text = "".join(as_csv(lines))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == lines


@pytest.mark.usefixtures("app")
def test_each_wait_comes_with_its_ticket_and_who_answered() -> None:
    sara = factories.agent("Sara")
    answered = factories.ticket(now=NOON, subject="Where is it?")
    factories.ticket(now=after(minutes=1), sender="khalid@mail.example", sender_name="Khalid")
    reply(answered, "On its way.", by=sara, now=after(minutes=5))
    commit()
    first, second = waits(MARCH)
    assert (first.ticket_id, first.subject, first.met_by) == (answered.id, "Where is it?", "Sara")
    assert (first.started_at, first.met_at) == (NOON, after(minutes=5))
    assert (second.customer, second.met_at, second.met_by) == ("Khalid", None, None)
