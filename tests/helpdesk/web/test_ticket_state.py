"""Who has a ticket and whether it is open, changed with one click."""

from tests.factories import agent, ticket
from tests.helpdesk.web.parts import PART


def test_a_ticket_is_given_to_a_colleague_and_taken_back(as_person):
    found, omar = ticket(), agent("Omar")
    browser = as_person(agent("Sara"))
    text = browser.post(f"/tickets/{found.id}/assign", data={"agent": omar.id}, headers=PART).text
    assert "Sara assigned the ticket to Omar" in text
    assert found.assignee_id == omar.id
    browser.post(f"/tickets/{found.id}/assign", data={"agent": ""}, headers=PART)
    assert found.assignee_id is None


def test_nobody_is_given_a_ticket_who_is_not_there(as_person):
    found = ticket()
    answer = as_person(agent()).post(f"/tickets/{found.id}/assign", data={"agent": 999})
    assert answer.status_code == 404


def test_closed_and_opened_again(as_person):
    found = ticket()
    browser = as_person(agent())
    assert "Sara closed the ticket" in browser.post(f"/tickets/{found.id}/close", headers=PART).text
    assert found.state == "closed"
    browser.post(f"/tickets/{found.id}/reopen", headers=PART)
    assert found.state == "open"
