"""Meeting customers once, hiring people of the shop, keeping what they prefer."""

import pytest
from sqlalchemy import select

from helpdesk.db import commit, db
from helpdesk.people import actions
from helpdesk.people.actions import hire, meet, prefer
from helpdesk.people.models import Agent, Customer, Identity, Role
from tests.factories import NOON, agent

pytestmark = pytest.mark.usefixtures("app")


def test_a_customer_is_met_once_however_the_address_is_written() -> None:
    mona = meet("email", "Mona@Mail.example", name="Mona Haddad", now=NOON)
    assert meet("email", " mona@mail.EXAMPLE ", now=NOON) is mona
    assert [each.value for each in mona.identities] == ["mona@mail.example"]


def test_the_same_words_by_another_road_are_somebody_else() -> None:
    assert meet("phone", "7", now=NOON) is not meet("visitor", "7", now=NOON)


def test_the_first_name_told_is_kept() -> None:
    meet("phone", "+966500000001", now=NOON)
    khalid = meet("phone", "+966500000001", name=" خالد ", now=NOON)
    meet("phone", "+966500000001", name="Somebody else", now=NOON)
    assert khalid.name == "خالد"


def test_two_who_meet_a_customer_in_the_same_moment_meet_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = meet("email", "mona@mail.example", now=NOON)
    known = actions._known
    answers = iter([None])
    # The other one was saved between our look and our write.
    monkeypatch.setattr(actions, "_known", lambda *who: next(answers, known(*who)))
    assert meet("email", "mona@mail.example", now=NOON).id == first.id
    assert len(db.session.scalars(select(Identity)).all()) == 1
    assert len(db.session.scalars(select(Customer)).all()) == 1


def test_who_is_hired_may_sign_in_and_the_password_is_nowhere_to_be_read() -> None:
    layla = hire(
        " Layla@Dukkan.example ", name="Layla", password="let me in", roles=["owner"], now=NOON
    )
    commit()
    assert layla.email == "layla@dukkan.example"
    assert layla.active
    assert layla.password.startswith("$argon2id$")
    assert layla.verify_and_update_password("let me in")
    assert not layla.verify_and_update_password("let me out")


def test_an_unknown_role_hires_nobody() -> None:
    with pytest.raises(ValueError, match="king"):
        hire("x@dukkan.example", name="X", password="x", roles=["agent", "king"], now=NOON)
    assert db.session.scalars(select(Agent)).all() == []


def test_a_role_is_made_once() -> None:
    for name in ("Sara", "Omar"):
        agent(name)
    assert [role.name for role in db.session.scalars(select(Role))] == ["agent"]


@pytest.mark.parametrize(
    ("role", "is_manager", "is_owner"),
    [("agent", False, False), ("manager", True, False), ("owner", True, True)],
)
def test_what_a_role_opens(role: str, is_manager: bool, is_owner: bool) -> None:
    person = agent(role=role)
    assert (person.is_manager, person.is_owner) == (is_manager, is_owner)


def test_a_preference_outside_the_known_ones_is_passed_over() -> None:
    sara = agent(locale="en")
    prefer(sara, locale="ar", theme="dark", digits="arab")
    prefer(sara, locale="tlh", theme="plaid", digits="roman")
    assert (sara.locale, sara.theme, sara.digits) == ("ar", "dark", "arab")


def test_a_name_is_kept_on_one_line() -> None:
    sara = hire(
        "sara@dukkan.example", name=" Sara\r\nBcc: \x00 Haddad", password="x", roles=[], now=NOON
    )
    assert sara.name == "Sara Bcc: Haddad"
