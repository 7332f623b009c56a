"""What screens ask about people."""

import pytest

from helpdesk.channels.visitors import welcome
from helpdesk.db import commit, db
from helpdesk.people.actions import meet
from helpdesk.people.models import Identity
from helpdesk.people.queries import identities_of, is_on_the_team, team
from tests.factories import NOON, agent

pytestmark = pytest.mark.usefixtures("app")


def test_the_team_is_told_by_name_without_who_left() -> None:
    sara, omar, gone = agent("Sara"), agent("Omar"), agent("Huda")
    gone.active = False
    commit()
    assert team() == [omar, sara]


def test_who_left_still_has_the_address() -> None:
    gone = agent("Huda")
    gone.active = False
    commit()
    assert is_on_the_team(f" {gone.email.upper()} ")
    assert not is_on_the_team("nobody@dukkan.example")


def test_a_customers_addresses_are_told_without_browsers() -> None:
    mona = meet("phone", "+966500000001", now=NOON)
    visitor, _ = welcome("ar", now=NOON)
    for kind, value in (("email", "mona@mail.example"), ("visitor", str(visitor.id))):
        db.session.add(Identity(customer_id=mona.id, kind=kind, value=value))
    meet("email", "khalid@mail.example", now=NOON)
    commit()
    assert [each.value for each in identities_of(mona.id)] == ["mona@mail.example", "+966500000001"]
