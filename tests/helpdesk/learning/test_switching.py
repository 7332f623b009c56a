"""Putting another model in force: forth and back, by whom and when, none that cannot read."""

import pytest
from sqlalchemy import select

from helpdesk.assist.champion import file_of, folder
from helpdesk.assist.models import CHAMPION, FORMER, REFUSED, SHIPPED, TriageModel
from helpdesk.db import commit, db
from helpdesk.learning.actions import NotToBeHad, know_shipped, put_in_force
from helpdesk.learning.models import ModelSwitch
from helpdesk.learning.queries import standing
from tests.factories import NOON, after, agent
from tests.helpdesk.learning.shop import Says, model

pytestmark = pytest.mark.usefixtures("app", "says")


def kept(version: str, *, state: str = FORMER, base: str | None = None) -> TriageModel:
    """A model with its file."""
    folder().mkdir(parents=True, exist_ok=True)
    file_of(version).write_bytes(b"a model")
    return model(version, state=state, base=base)


def test_forth_and_back_and_kept_who_and_when(says: Says) -> None:
    huda = agent("Huda", role="manager")
    first, second = kept("shop-1", state=CHAMPION), kept("shop-2")
    shipped = know_shipped(now=NOON)
    for minute, chosen in enumerate((second, first, shipped, second)):
        put_in_force(chosen, by=huda, why="person", now=after(minutes=minute))
        commit()
        assert standing().in_force == chosen.version
    assert (first.state, second.state, shipped.state) == (FORMER, CHAMPION, SHIPPED)
    told = db.session.scalars(select(ModelSwitch).order_by(ModelSwitch.id)).all()
    assert [(each.was, each.now) for each in told] == [
        ("shop-1", "shop-2"),
        ("shop-2", "shop-1"),
        ("shop-1", "shipped-1"),
        ("shipped-1", "shop-2"),
    ]
    assert {each.by_id for each in told} == {huda.id}
    assert told[3].at == after(minutes=3)


def test_choosing_what_is_in_force_changes_nothing(says: Says) -> None:
    put_in_force(kept("shop-1", state=CHAMPION), by=agent(), why="person", now=NOON)
    put_in_force(know_shipped(now=NOON), by=agent(), why="person", now=NOON)
    put_in_force(know_shipped(now=NOON), by=agent(), why="person", now=NOON)
    assert len(db.session.scalars(select(ModelSwitch)).all()) == 1


def test_what_cannot_read_is_refused(says: Says) -> None:
    gone = model("shop-gone")
    refused = kept("shop-refused", state=REFUSED)
    older = kept("shop-older", base="shipped-0")
    for each in (gone, refused, older):
        with pytest.raises(NotToBeHad):
            put_in_force(each, by=agent(), why="person", now=NOON)
    assert standing().choosable == set()
    assert standing().in_force == "shipped-1"
