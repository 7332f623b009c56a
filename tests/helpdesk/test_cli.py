"""Commands as an MTA and an owner call them; where the exit status counts, as processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.db import db
from helpdesk.tickets.models import Message
from tests.processes import House, a_house

MAIL = (
    b"From: mona@mail.example\r\nSubject: Lamp\r\nMessage-ID: <1@mail.example>\r\n\r\nBroken.\r\n"
)


@pytest.fixture
def unmigrated(tmp_path: Path) -> Iterator[House]:
    """An installation without tables."""
    with a_house(tmp_path) as house:
        yield house


def test_a_piped_mail_is_stored_and_can_be_read(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["mail", "receive"], input=MAIL).exit_code == 0
    assert db.session.scalar(select(Message)) is None
    assert runner.invoke(args=["arrivals", "read"]).output == "1\n"
    assert db.session.scalars(select(Message.text)).one() == "Broken."
    assert runner.invoke(args=["arrivals", "read"]).output == "0\n"


def test_a_mail_that_cannot_be_stored_is_given_back_to_the_mail_server(unmigrated: House) -> None:
    refused = unmigrated.flask("mail", "receive", given=MAIL)
    assert refused.returncode == 75
    assert refused.stderr.startswith(b"farz: the mail could not be stored")


def test_so_it_is_where_a_setting_is_wrong(tmp_path: Path, migrated: House) -> None:
    with a_house(tmp_path, migrated) as house:
        house.settings["PORT"] = "abc"
        refused = house.flask("mail", "receive", given=MAIL)
    assert refused.returncode == 75
    assert refused.stderr == b"farz: PORT must be a whole number, not 'abc'\n"


def test_missing_answers_are_looked_for_by_hand(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = app.test_cli_runner()
    told = runner.invoke(args=["faq", "mine"])
    last = told.output.splitlines()[-1]
    assert last == "0 questions, 0 groups wait at /articles/missing"
    monkeypatch.setattr("helpdesk.mining.work.COMMAND", ("false",))
    failed = runner.invoke(args=["faq", "mine"])
    assert failed.exit_code == 1
    assert "farz: mining ended: failed" in failed.output
