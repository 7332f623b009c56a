"""Who gets a copy, at the composer: shown, taken out, added, refused beside the field."""

import pytest

from helpdesk.channels.participants import participants_of
from tests.factories import after, agent, ticket
from tests.helpdesk.channels.letters import arrived, token_address
from tests.helpdesk.web.parts import PART


def change(browser, found, **typed):
    return browser.post(f"/tickets/{found.id}/recipients", data=typed, headers=PART)


def addresses(found):
    return [each.address for each in participants_of(found)]


def test_those_who_read_along_stand_in_the_composer(as_person):
    found = arrived(Cc='"Omar & Sons" <omar@mail.example>').ticket
    page = as_person(agent()).get(f"/tickets/{found.id}").text
    assert 'id="recipients"' in page
    assert "Omar &amp; Sons" in page


@pytest.mark.parametrize(("channel", "kind"), [("chat", "visitor"), ("whatsapp", "phone")])
def test_only_what_is_answered_by_mail_has_copies(as_person, channel, kind):
    found = ticket(channel=channel, sender_kind=kind, sender="966500000000", ticket_id=None)
    browser = as_person(agent())
    assert 'id="recipients"' not in browser.get(f"/tickets/{found.id}").text
    assert browser.get(f"/tickets/{found.id}/recipients").status_code == 404
    assert change(browser, found, address="x@mail.example").status_code == 404


def test_one_press_takes_out_and_the_timeline_says_who_did(as_person):
    found = arrived(Cc="omar@mail.example").ticket
    [omar] = participants_of(found)
    browser = as_person(agent("Sara"))
    part = change(browser, found, out=omar.id)
    assert part.status_code == 200
    assert "omar@mail.example" not in part.text
    assert addresses(found) == []
    assert "Sara sends omar@mail.example no more copies" in browser.get(f"/tickets/{found.id}").text


def test_an_offered_one_is_shown_apart_and_taken_in_by_one_press(as_person):
    found, browser = arrived().ticket, as_person(agent("Sara"))
    arrived(To=token_address(found), Cc="lina@mail.example", now=after(hours=1))
    assert "recipient--offered" in browser.get(f"/tickets/{found.id}/recipients", headers=PART).text
    part = change(browser, found, address="lina@mail.example")
    assert "recipient--offered" not in part.text
    assert addresses(found) == ["lina@mail.example"]
    assert "Sara has lina@mail.example read along" in browser.get(f"/tickets/{found.id}").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("omar", "Write an email address"),
        ("", "Write an email address"),
        ("a@b.example\r\nBcc: eve@evil.example", "Write an email address"),
        ("support+x@dukkan.example", "Nobody would read a copy there"),
        ("mona@mail.example", "Nobody would read a copy there"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_with_what_was_typed(as_person, typed, said):
    found = arrived().ticket
    answer = change(as_person(agent()), found, address=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed.strip()}"' in answer.text
    assert addresses(found) == []


def test_the_twenty_first_is_refused(as_person):
    found = arrived(Cc=", ".join(f"friend{each}@mail.example" for each in range(20))).ticket
    answer = change(as_person(agent()), found, address="one@more.example")
    assert (answer.status_code, "20 people at most" in answer.text) == (422, True)


def test_without_script_it_leads_back_to_the_ticket(as_person):
    found, browser = arrived().ticket, as_person(agent())
    path = f"/tickets/{found.id}/recipients"
    assert browser.post(path, data={"address": "omar@mail.example"}).location == (
        f"/tickets/{found.id}"
    )
    refused = browser.post(path, data={"address": "omar"})
    assert refused.status_code == 422
    assert "<html" in refused.text
