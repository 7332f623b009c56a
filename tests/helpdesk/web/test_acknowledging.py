"""The owner's page of acknowledgements: chosen, refused in words, looked at beforehand."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from helpdesk.acknowledgement.choices import Choice, chosen
from helpdesk.people.models import Agent
from tests.factories import after, agent, article, ticket
from tests.helpdesk.acknowledgement.telling import QUESTION, acknowledging, tracking, words_told
from tests.helpdesk.learning.shop import Says
from tests.helpdesk.web.parts import PART

ADDRESS = "/settings/acknowledgement"


@pytest.fixture
def owner(as_person: Callable[[Agent], FlaskClient]) -> FlaskClient:
    """Layla's browser."""
    return as_person(agent("Layla", role="owner"))


def typed(**changed: str) -> dict[str, str]:
    """The form as an owner fills it in; a field that is None is not ticked."""
    form = {
        "email": "yes",
        "carries_article": "yes",
        "from_score": "60",
        "opening_ar": "أهلًا بك",
        "opening_en": "Hey there,\r\nwe have it.",
    }
    return {name: value for name, value in (form | changed).items() if value is not None}


def test_at_first_it_is_switched_off_and_says_so(owner: FlaskClient) -> None:
    text = owner.get(ADDRESS).text
    assert "Switched off: nobody is told." in text
    assert "No ticket has come by mail or form yet" in text
    assert chosen() == Choice()


def test_what_is_chosen_holds_for_the_next_who_writes(owner: FlaskClient) -> None:
    answer = owner.post(ADDRESS, data=typed())
    assert answer.status_code == 302
    assert "Saved" in owner.get(answer.location).text
    assert chosen() == Choice(
        roads=frozenset({"email"}),
        carries_article=True,
        from_score=60,
        openings={"ar": "أهلًا بك", "en": "Hey there,\nwe have it."},
    )
    assert words_told(ticket("Do you deliver to Jeddah?")).startswith("Hey there,\nwe have it.")
    owner.post(ADDRESS, data=typed(email=None, carries_article=None))
    assert (chosen().roads, chosen().carries_article) == (frozenset(), False)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"from_score": "49"}, "from 50 to 99"),
        ({"from_score": "100"}, "from 50 to 99"),
        ({"from_score": "soon"}, "from 50 to 99"),
        ({"from_score": ""}, "from 50 to 99"),
        ({"opening_en": "x" * 601}, "Up to 600 characters"),
        ({"opening_ar": "ا" * 601}, "Up to 600 characters"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    owner: FlaskClient, changed: dict[str, str], says: str
) -> None:
    answer = owner.post(ADDRESS, data=typed(**changed))
    assert answer.status_code == 422
    assert says in answer.text
    assert changed.get("opening_ar", "أهلًا بك") in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert chosen() == Choice()


def test_arabic_digits_are_digits(owner: FlaskClient) -> None:
    owner.post(ADDRESS, data=typed(from_score="٨٥"))
    assert chosen().from_score == 85


def test_the_preview_names_the_tickets_and_saves_nothing(owner: FlaskClient) -> None:
    tracking()
    asks = ticket(QUESTION, subject="Order 77")
    ticket("Do you deliver to Jeddah?", subject="Jeddah", now=after(hours=2))
    ticket(QUESTION, channel="chat", sender_kind="visitor", sender="5", subject="")
    text = owner.post(f"{ADDRESS}/preview", data=typed()).text
    assert "1 of the last 2 tickets would have carried an article" in text
    assert f'href="/tickets/{asks.id}"' in text
    assert "Jeddah" not in text
    assert "Strict" in owner.post(f"{ADDRESS}/preview", data=typed(from_score="95")).text
    assert chosen() == Choice()


def test_an_urgent_ticket_is_never_among_them(owner: FlaskClient, says: Says) -> None:
    tracking()
    says("claim", 3)
    ticket(QUESTION)
    text = owner.post(f"{ADDRESS}/preview", data=typed(from_score="50")).text
    assert "0 of the last 1 tickets" in text


def test_the_mail_is_shown_as_customers_would_read_it(owner: FlaskClient) -> None:
    article(
        "hours", en=("When are you open?", "From **nine** on."), ar=("متى تفتحون؟", "من التاسعة.")
    )
    text = owner.post(f"{ADDRESS}/preview", data=typed()).text
    assert "From nine on." in text
    assert "من التاسعة." in text
    assert "أهلًا بك\n\nرقم تذكرتك" in text


def test_own_words_are_text_wherever_they_are_shown(owner: FlaskClient) -> None:
    text = owner.post(ADDRESS, data=typed(opening_en="<script>alert(1)</script>"))
    text = owner.get(ADDRESS).text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_htmx_gets_the_form_alone(owner: FlaskClient) -> None:
    acknowledging()
    part = owner.post(f"{ADDRESS}/preview", data=typed(), headers=PART).text
    assert part.lstrip().startswith("<section")
    assert "<html" not in part
