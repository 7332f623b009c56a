"""How far a sender is proven, as the conversation shows it; and which ticket goes on with which."""

import pytest

from helpdesk.db import commit
from helpdesk.tickets.actions import close, reply
from tests.factories import after, agent, ticket
from tests.helpdesk.channels.letters import arrived, said_by_server, token_address


def page_of(browser, found):
    return browser.get(f"/tickets/{found.id}").text


@pytest.mark.parametrize(
    ("result", "locale", "shown"),
    [
        ("pass", "en", "Sender confirmed"),
        ("pass", "ar", "المرسل مؤكَّد"),
        ("none", "en", "Sender not confirmed"),
        ("none", "ar", "المرسل غير مؤكَّد"),
    ],
)
def test_a_small_mark_says_how_far_the_sender_is_proven(as_person, result, locale, shown):
    came = arrived(Authentication_Results=said_by_server(result, "mail.example"))
    page = page_of(as_person(agent(locale=locale)), came.ticket)
    assert f'popovertarget="claim-{came.id}" title="{shown}"' in page
    assert 'class="forged"' not in page


@pytest.mark.parametrize(("locale", "shown"), [("en", "May be forged"), ("ar", "قد تكون مزوّرة")])
def test_a_forged_one_is_loud_and_links_what_it_cites(as_person, locale, shown):
    opened = ticket()
    came = arrived(
        To=token_address(opened), Authentication_Results=said_by_server("fail", "mail.example")
    )
    page = page_of(as_person(agent(locale=locale)), came.ticket)
    assert page.count(shown) >= 2
    assert 'class="forged"' in page
    assert f'<a href="/tickets/{opened.id}" dir="ltr">#{opened.id}</a>' in page


def test_a_chat_has_no_such_mark(as_person):
    found = ticket(channel="chat", sender_kind="visitor", sender="7")
    assert 'popovertarget="claim-' not in page_of(as_person(agent()), found)


def test_somebody_else_and_a_colleagues_address_are_called_so(as_person):
    opened, sara = ticket(), agent("Sara")
    arrived("I can help.", From="Eve <eve@mail.example>", To=token_address(opened))
    alone = arrived("Send it to me.", From=f"Sara <{sara.email}>")
    browser = as_person(sara)
    assert page_of(browser, opened).count("Not the customer of this ticket") == 1
    page = page_of(browser, alone.ticket)
    assert "A colleague’s address, by mail" in page
    assert "Not the customer of this ticket" not in page


def test_a_ticket_and_the_one_that_goes_on_with_it_name_each_other(as_person):
    opened, sara = ticket(), agent()
    said = reply(opened, "Done.", by=sara, now=after(minutes=5))
    close(opened, by=sara, now=after(minutes=6))
    commit()
    later = arrived(In_Reply_To=said.channel_key, now=after(days=20)).ticket
    browser = as_person(sara)
    assert f'follows <a href="/tickets/{opened.id}"' in page_of(browser, later)
    assert f'continued in <a href="/tickets/{later.id}"' in page_of(browser, opened)
