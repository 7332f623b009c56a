"""Who reads: the champion by row and file, at once; the shipped model where that cannot."""

from dataclasses import replace
from pathlib import Path

import pytest

import triage
from helpdesk.assist import champion
from helpdesk.assist.champion import BROKEN, UPGRADED, file_of, folder, reading
from helpdesk.assist.models import CHAMPION, FORMER, TriageModel
from helpdesk.assist.queries import verdict_of
from helpdesk.db import commit, db
from tests.factories import NOON, ticket
from tests.helpdesk.learning.shop import SAID

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def two_models(no_models: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped model "shipped-1", and files named after the model they hold."""

    class Reader:
        def __init__(self, file: Path | None) -> None:
            there = file is None or (file.exists() and file.read_bytes() == b"whole")
            self.version = file.stem if file else "shipped-1"
            self.trouble = "" if there else "cannot be read"

        def read(self, *_: object, **__: object) -> triage.Verdict:

            return replace(SAID, model=self.version)

    monkeypatch.setattr(triage, "load", lambda file=None: Reader(file))
    monkeypatch.setattr(champion, "shipped_version", lambda: "shipped-1")


def crowned(version: str, *, base: str = "shipped-1", holds: bytes | None = b"whole") -> None:
    """Make it the champion, with a file that holds this."""
    for former in db.session.query(TriageModel).filter_by(state=CHAMPION):
        former.state = FORMER
        db.session.flush()
    db.session.add(TriageModel(version=version, base=base, state=CHAMPION, made_at=NOON))
    commit()
    folder().mkdir(parents=True, exist_ok=True)
    if holds is not None:
        file_of(version).write_bytes(holds)


def test_without_a_champion_the_shipped_model_reads() -> None:
    assert verdict_of(ticket().id).model == "shipped-1"
    assert reading().champion == ""


def test_the_next_message_is_read_by_whoever_is_champion_then() -> None:
    for number in (1, 2):
        crowned(f"shop-{number}")
        opened = ticket(sender=f"c{number}@mail.example")
        assert verdict_of(opened.id).model == f"shop-{number}"


@pytest.mark.parametrize("holds", [None, b"", b"half"])
def test_a_file_that_is_gone_or_damaged_lets_the_shipped_model_read_and_is_logged_once(
    holds: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    crowned("shop-1", holds=holds)
    assert verdict_of(ticket().id).model == "shipped-1"
    assert (reading().champion, reading().trouble) == ("shop-1", BROKEN)
    said = capsys.readouterr()
    assert (said.out + said.err).count("the shipped model reads instead of the champion") == 1


def test_a_shipped_model_that_is_gone_is_no_upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(champion, "shipped_version", lambda: "words")
    crowned("shop-1", base="shipped-0")
    assert verdict_of(ticket().id).model == "shop-1"
    assert (reading().champion, reading().trouble) == ("shop-1", "")


def test_after_an_upgrade_the_new_shipped_model_reads() -> None:
    crowned("shop-1", base="shipped-0")
    assert (reading().reader.version, reading().trouble) == ("shipped-1", UPGRADED)
