"""Reads and writes the files of articles: JSON, or CSV with a row for each article and language."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from helpdesk.articles.exchange import FIELDS, MOST_ROWS, Entry, as_rows
from helpdesk.web.spreadsheet import as_typed

LARGEST = 8_000_000


class Unreadable(Exception):  # noqa: N818 (named as people say it)
    """A file that cannot be looked at: `why` is empty, too_large, too_many, kind, cells or fields.

    `row` is where it breaks, 0 for the whole file.
    """

    def __init__(self, why: str, row: int = 0) -> None:
        """`why` and `row` as the class says."""
        super().__init__(why)
        self.why, self.row = why, row


def entries_of(data: bytes) -> list[Entry]:
    """The rows of a file, whatever they say; raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("kind") from error
    if not text.strip():
        raise Unreadable("empty")
    is_json = text.lstrip().startswith(("[", "{"))
    entries = _from_json(text) if is_json else _from_csv(text)
    if len(entries) > MOST_ROWS:
        raise Unreadable("too_many")
    if not entries:
        raise Unreadable("empty")
    return entries


def json_of(entries: Iterable[Entry]) -> str:
    """Articles with their languages inside, as entries_of() reads them."""
    articles: dict[str, dict[str, Any]] = {}
    for entry in entries:
        filed = {"slug": entry.slug, "topic": entry.topic, "category": entry.category}
        articles.setdefault(entry.slug, filed)[entry.lang] = {
            "question": entry.question,
            "phrasings": entry.phrasings.splitlines(),
            "answer": entry.answer,
        }
    return json.dumps({"articles": list(articles.values())}, ensure_ascii=False, indent=2)


def _from_json(text: str) -> list[Entry]:
    try:
        told = json.loads(text)
        articles = told.get("articles") if isinstance(told, dict) else told
        rows = list(as_rows(articles if isinstance(articles, list) else [None]))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("kind", getattr(error, "lineno", 0)) from error
    except ValueError as error:
        raise Unreadable("fields", int(error.args[0])) from error
    return [_entry(row["row"], row) for row in rows]


def _from_csv(text: str) -> list[Entry]:
    # Excel in countries that write 1,5 keeps "comma-separated" files with semicolons.
    first = text.partition("\n")[0]
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",", strict=True)
    try:
        names = next(reader)
        if not set(FIELDS) <= set(names):
            raise Unreadable("fields", 1)
        # Spreadsheets write empty rows too, and number them.
        return [
            _entry(number, _row(number, names, cells))
            for number, cells in enumerate(reader, start=2)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise Unreadable("kind", reader.line_num) from error


def _row(number: int, names: list[str], cells: list[str]) -> dict[str, Any]:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise Unreadable("cells", number)
    return dict.fromkeys(FIELDS, "") | {
        name: as_typed(cell) for name, cell in zip(names, cells, strict=False)
    }


def _entry(number: int, row: dict[str, Any]) -> Entry:
    words = {name: "" if row[name] is None else str(row[name]) for name in FIELDS}
    filed = {name: words[name].strip() for name in ("slug", "topic", "category", "lang")}
    return Entry(row=number, **{**words, **filed})
