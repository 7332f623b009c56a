"""What is kept ready is used as long as it was made from the files that stand here."""

from pathlib import Path

import pytest

from triage import dictionary, ready

KEPT = {"terms": "late\nمتأخر"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ready.keep("words", lambda: KEPT, tmp_path)
    return tmp_path


def read_again() -> dict[str, str]:
    return {"terms": "read again"}


def test_what_was_kept_is_given_without_reading(folder: Path) -> None:
    assert ready.part("words", read_again, folder) == KEPT
    assert [file.name for file in folder.iterdir()] == ["words.json"]


def test_files_that_changed_since_are_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "sources", lambda: "another fingerprint")
    assert ready.part("words", read_again, folder) == read_again()
    assert not ready.is_current("words", folder)


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b"null", b"\xff", b'{"made_from": 1}'])
def test_what_is_damaged_is_read_again(spoilt: bytes, folder: Path) -> None:
    (folder / "words.json").write_bytes(spoilt)
    assert ready.part("words", read_again, folder) == read_again()


def test_what_is_missing_is_read_again(tmp_path: Path) -> None:
    assert ready.part("words", read_again, tmp_path) == read_again()


def test_the_dictionary_comes_back_as_it_was_read(tmp_path: Path) -> None:
    listed = dictionary.listed()
    ready.keep(dictionary.PART, lambda: listed, tmp_path)
    assert ready.part(dictionary.PART, read_again, tmp_path) == listed
