"""The manager's page of response times, as a browser sees it."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from helpdesk.db import commit
from helpdesk.people.models import Agent
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Ticket
from helpdesk.web.durations import duration, percent
from tests import factories
from tests.factories import NOON, after

AsPerson = Callable[[Agent], FlaskClient]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of the second of March whenever a page asks."""
    for asking in ("reports", "period_choice"):
        monkeypatch.setattr(f"helpdesk.web.{asking}.now", lambda: NOON)


@pytest.fixture
def manager(as_person: AsPerson) -> FlaskClient:
    """Huda's browser."""
    return as_person(factories.agent("Huda", role="manager"))


@pytest.fixture
def answered() -> Ticket:
    """Mona wrote three hours ago and had her answer after 65 minutes."""
    came = after(hours=-3)
    ticket = factories.ticket("Where is my parcel?", now=came, subject="Parcel")
    reply(ticket, "On its way.", by=factories.agent("Sara"), now=came + timedelta(minutes=65))
    commit()
    return ticket


def forgotten(number: int) -> Ticket:
    """A ticket that came three weeks ago and waits still."""
    came = after(days=-21, minutes=-number)
    return factories.ticket(
        "Anybody there?", now=came, sender=f"khalid{number}@mail.example", subject=f"No {number}"
    )


def page(browser: FlaskClient, address: str = "/reports", *, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.text


ADDRESSES = pytest.mark.parametrize("address", ["/reports", "/reports/misses", "/reports.csv"])


@ADDRESSES
def test_nobody_sees_it_without_signing_in(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code in (302, 401)


@ADDRESSES
@pytest.mark.parametrize("role, status", [("agent", 403), ("manager", 200), ("owner", 200)])
def test_managers_and_owners_see_it(
    as_person: AsPerson, address: str, role: str, status: int
) -> None:
    assert as_person(factories.agent("Sara", role=role)).get(address).status_code == status


def test_without_tickets_it_says_what_will_stand_here(manager: FlaskClient) -> None:
    assert "Nobody wrote in this period" in page(manager)


def test_the_figures_are_in_words(manager: FlaskClient, answered: Ticket) -> None:
    assert "1 h 5 min" in page(manager)


def test_every_day_stands_in_the_table_under_the_plot(
    manager: FlaskClient, answered: Ticket
) -> None:
    assert len(re.findall(r"<tr data-day=", page(manager, "/reports?days=7"))) == 7
    assert 'data-median="3900"' in page(manager)


def test_a_miss_leads_to_its_ticket(manager: FlaskClient) -> None:
    ticket = forgotten(1)
    text = page(manager)
    assert f'href="/tickets/{ticket.id}"' in text
    assert "still waiting" in text


def test_more_misses_come_twenty_at_a_time(manager: FlaskClient) -> None:
    for number in range(23):
        forgotten(number)
    first = page(manager)
    assert first.count('class="misses__ticket"') == 20
    more = re.search(r'hx-get="(/reports/misses[^"]+)"', first)
    assert more
    rest = page(manager, more[1].replace("&amp;", "&"))
    assert rest.count('class="misses__ticket"') == 3
    assert "Show more" not in rest


def test_a_period_may_be_chosen_by_dates(manager: FlaskClient) -> None:
    forgotten(1)
    assert "No 1" in page(manager, "/reports?from=2026-02-05&to=2026-02-15")
    assert "Nobody wrote in this period" in page(manager, "/reports?from=2026-02-15&to=2026-02-16")


@pytest.mark.parametrize(
    "first, last, says",
    [
        ("2026-02-30", "2026-03-01", "Write a date that exists"),
        ("2026-03-01", "2026-02-01", "The end lies before the beginning"),
        ("2020-01-01", "2026-02-01", "more than a year"),
        ("2999-01-01", "2999-02-01", "still to come"),
    ],
)
def test_impossible_dates_are_named_beside_the_field_and_kept(
    manager: FlaskClient, first: str, last: str, says: str
) -> None:
    text = page(manager, f"/reports?from={first}&to={last}", status=422)
    assert says in text
    assert f'value="{first}"' in text
    assert f'value="{last}"' in text
    assert 'aria-invalid="true"' in text


def test_what_came_in_stands_escaped(manager: FlaskClient) -> None:
    came = after(days=-9)
    factories.ticket("x", now=came, subject="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(manager)


def test_the_export_has_a_row_for_each_ticket_and_no_formula(
    manager: FlaskClient, answered: Ticket
) -> None:
    factories.ticket(
        "x",
        now=NOON,
        subject='=HYPERLINK("http://evil.example")',
        sender="khalid@mail.example",
        sender_name="+1",
    )
    answer = manager.get("/reports.csv?days=7")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    heading, first, second = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert heading[:3] == ["Ticket", "Subject", "Customer"]
    assert (first[1], first[11]) == ("Parcel", "65.0")
    assert second[1].startswith("'=HYPERLINK")
    assert second[2] == "'+1"


def test_an_arabic_reader_gets_the_page_from_right_to_left(as_person: AsPerson) -> None:
    text = page(as_person(factories.agent("Huda", role="manager", locale="ar")))
    assert 'dir="rtl"' in text


@pytest.mark.parametrize(
    "seconds, words",
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (599, "9 min 59 s"),
        (605, "10 min"),
        (3600, "1 h"),
        (5700, "1 h 35 min"),
        (86_400, "1 day"),
        (2 * 86_400 + 3 * 3600 + 59, "2 days 3 h"),
        (None, "–"),
    ],
)
def test_durations_in_words(app, seconds: int | None, words: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert duration(seconds) == words


@pytest.mark.parametrize(
    "share, words",
    [(1.0, "100%"), (0.999, "99%"), (0.774, "77%"), (0.001, "1%"), (0.0, "0%"), (None, "–")],
)
def test_only_a_full_share_says_a_hundred(app, share: float | None, words: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert percent(share) == words
