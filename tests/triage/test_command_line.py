"""The command line at its door: what it answers, and what it says of what it cannot use."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import triage.__main__
from triage import reader
from triage.__main__ import main


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nothing was trained."""
    monkeypatch.setattr(triage.__main__, "load", lambda: reader.load(tmp_path / "none.npz"))


def test_a_file_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text('{"text": "where is my parcel", "topic": "shipment", "urgency": 1}\n')
    assert main(["evaluate", "--json", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["all"]["n"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("", "there are no messages to measure with"),
        ('{"text": "hi", "topic": "sausage", "urgency": 1}', "topic 'sausage' is none of"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    file = tmp_path / "own.jsonl"
    if content is not None:
        file.write_text(content)
    assert main(["evaluate", "--json", str(file)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1


def test_bytes_that_are_no_text_are_explained_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = SimpleNamespace(buffer=io.BytesIO("طلبي وصل مكسور ".encode() + b"\xff"))
    monkeypatch.setattr("sys.stdin", sent)
    assert main(["explain"]) == 0
    assert "urgency" in capsys.readouterr().out


@pytest.mark.usefixtures("no_model")
def test_without_a_model_it_is_said_what_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text('{"text": "where is my parcel", "topic": "shipment", "urgency": 1}\n')
    for command in (["explain", "where is my parcel"], ["evaluate", str(file)]):
        assert main(command) == 0
        assert "none.npz" in capsys.readouterr().err
