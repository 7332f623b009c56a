"""A clock that stands at some moment, and a process that is listened to without a pause."""

from collections.abc import Callable
from datetime import datetime

import pytest

from helpdesk.mining import night
from helpdesk.runs import hearing
from tests.factories import after

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """clock(moment): what the worker's clock says; two days after everybody asked, at first."""
    monkeypatch.setattr(hearing, "_PAUSE_SECONDS", 0.01)

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(night, "now", lambda: moment)

    set_to(after(days=2))
    return set_to
