"""What a machine that watches is told."""

import pytest
from flask.testing import FlaskClient

from helpdesk.web import health


def test_it_is_well_where_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"ok": True})


def test_it_is_not_where_the_database_does_not(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> bool:
        raise ConnectionError("password=hunter2 host=db")

    monkeypatch.setattr(health, "is_up", gone)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"ok": False})
