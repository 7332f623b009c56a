"""Counts what a screen asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from helpdesk.db import db


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements sent while the block runs."""
    sent: list[str] = []

    def note(connection, cursor, statement, *rest):
        sent.append(statement)

    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
