"""Rows as a file for a spreadsheet: comma-separated, in pieces, with nothing that would run."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, stream_with_context

# Spreadsheets run a cell that begins so, some also in its wide form: OWASP, "CSV Injection".
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def download(name: str, lines: Iterable[Iterable[Any]]) -> Response:
    """The lines as a file to keep, sent while it is made.

    Takes the file's name without its ending.
    """
    return Response(
        stream_with_context(as_csv(lines)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def as_csv(lines: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines as comma-separated text, piece by piece, with formulas made harmless.

    It begins with a byte order mark, without which Excel takes Arabic for another alphabet.
    """
    yield "\ufeff"
    piece = io.StringIO()
    writer = csv.writer(piece)
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
        yield piece.getvalue()
        piece.seek(0)
        piece.truncate()


def harmless(cell: Any) -> str:
    """The cell as text that no spreadsheet runs."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_typed(cell: str) -> str:
    """A cell as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS_A_FORMULA) else cell
