"""What was searched for is forgotten after a documented time, and nothing else is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.acknowledgement.addressees import KEPT as ADDRESS_KEPT
from helpdesk.acknowledgement.addressees import forget_addresses, take_turn
from helpdesk.db import commit, db
from helpdesk.help import forgetting
from helpdesk.help.actions import searched, seen
from helpdesk.help.forgetting import KEPT, forget_searches
from helpdesk.help.models import ArticleDay, HelpSearch
from tests.factories import NOON, article

pytestmark = pytest.mark.usefixtures("app")

TODAY = NOON.date()


def test_searches_go_after_their_time_and_counters_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "now", lambda: NOON)
    for text, age in (("gift", KEPT + timedelta(days=1)), ("card", KEPT), ("box", timedelta(0))):
        searched(text, "en", found=0, on=TODAY - age)
    seen(article("track", en=("Where?", "There.")).id, "en", on=TODAY - 3 * KEPT)
    assert forget_searches() == 1
    commit()
    assert set(db.session.scalars(select(HelpSearch.words))) == {"card", "box"}
    assert db.session.query(ArticleDay).count() == 1


def test_who_was_acknowledged_is_forgotten_within_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    take_turn("mona@mail.example", now=NOON - ADDRESS_KEPT - timedelta(seconds=1))
    take_turn("omar@mail.example", now=NOON - ADDRESS_KEPT)
    monkeypatch.setattr("helpdesk.acknowledgement.addressees.present", lambda: NOON)
    assert forget_addresses() == 1
