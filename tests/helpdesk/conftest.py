"""A reader that says what it is told, and an empty folder for the shop's own models."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

import triage
from helpdesk.assist.champion import folder
from tests.helpdesk.learning.shop import Says, said


@pytest.fixture
def no_models(app: Flask) -> Iterator[None]:
    """Begins and ends without models of the shop's own."""
    with app.app_context():
        shutil.rmtree(folder(), ignore_errors=True)
        yield
        shutil.rmtree(folder(), ignore_errors=True)
        app.extensions.pop("champion_trouble", None)


@pytest.fixture
def says(no_models: None, monkeypatch: pytest.MonkeyPatch) -> Says:
    """says("claim", 2): what triage says of every message from now on."""
    now = [said("order", 1)]

    class Reader:
        version, trouble = "shipped-1", ""

        def read(self, *_: Any, **__: Any) -> triage.Verdict:
            return now[0]

    def say(topic: str, urgency: int) -> None:
        now[0] = said(topic, urgency)

    monkeypatch.setattr(triage, "load", lambda *_: Reader())
    for place in ("assist.champion", "learning.actions", "learning.outcome", "learning.queries"):
        monkeypatch.setattr(f"helpdesk.{place}.shipped_version", lambda: "shipped-1")
    monkeypatch.setattr("tests.helpdesk.learning.shop.shipped_version", lambda: "shipped-1")
    return say
