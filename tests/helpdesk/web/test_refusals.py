"""Numbers and letters that no database holds are refused like any other wrong word."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from helpdesk.people.models import Agent
from tests.factories import agent, ticket

HUGE = 2**70
Browser = Callable[[Agent], FlaskClient]


@pytest.mark.parametrize(
    "path",
    [
        f"/tickets/{HUGE}",
        f"/tickets/{HUGE}/messages",
        f"/tickets/{HUGE}/context",
        f"/messages/{HUGE}/html",
        "/attachments/%00",
    ],
)
def test_what_cannot_be_is_not_found(as_person: Browser, path: str) -> None:
    assert as_person(agent(role="owner")).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/inbox?after={}", "/inbox/rows?after={}", "/inbox?view={}"])
@pytest.mark.parametrize("value", [HUGE, -1, "%00", "x"])
def test_a_list_takes_any_nonsense(as_person: Browser, path: str, value: object) -> None:
    ticket()
    assert as_person(agent()).get(path.format(value)).status_code in (200, 404)


@pytest.mark.parametrize("form", [{"agent": f"{HUGE}"}, {"agent": "-1"}])
def test_nobody_gets_a_ticket_by_a_number_that_is_nobodys(
    as_person: Browser, form: dict[str, str]
) -> None:
    opened = ticket()
    answer = as_person(agent()).post(f"/tickets/{opened.id}/assign", data=form)
    assert answer.status_code in (400, 404)
    assert opened.assignee_id is None


def test_the_refusal_is_a_page_in_the_persons_language(as_person: Browser) -> None:
    page = as_person(agent(locale="ar")).get(f"/tickets/{HUGE}").text
    assert '<html lang="ar" dir="rtl"' in page
