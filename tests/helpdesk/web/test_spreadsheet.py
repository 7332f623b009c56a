"""Files for a spreadsheet: read again as they were written, nothing in them that would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.web.spreadsheet import as_csv, harmless


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(begin: str) -> None:
    assert harmless(f"{begin}SUM(A1)") == f"'{begin}SUM(A1)"


@pytest.mark.parametrize("cell, text", [("Mona", "Mona"), (12, "12"), (None, ""), ("", "")])
def test_other_cells_stay_as_they_are(cell: object, text: str) -> None:
    assert harmless(cell) == text


@given(st.text())
def test_no_cell_ever_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_what_is_written_can_be_read_again() -> None:
    lines = [["subject", "channel"], ['A "big", bad\nday', "email"], ["أين طلبي؟", "chat"]]
    text = "".join(as_csv(lines))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == lines
