"""The export: every wait as a row."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from helpdesk.db import commit
from helpdesk.reports.export import waits
from helpdesk.reports.period import Period
from helpdesk.tickets.actions import reply
from tests import factories
from tests.factories import NOON, after

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), ZoneInfo("Asia/Riyadh"))


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
