"""The database, the clock, and commit(): save, then tell."""

import sqlite3
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import structlog
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DateTime,
    Delete,
    Engine,
    Insert,
    MetaData,
    TypeDecorator,
    Update,
    event,
    inspect,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult, Dialect
from sqlalchemy.orm import DeclarativeBase

from helpdesk import events

log = structlog.get_logger()

WRITE_WAIT_SECONDS = 30
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_READS = ("SELECT", "PRAGMA", "EXPLAIN", "WITH", "BEGIN", "COMMIT", "ROLLBACK", "RELEASE")


class Base(DeclarativeBase):
    """Root of all rows; constraints get names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A point in time: aware and in UTC on our side, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as UTC; a naive one is refused, since nobody knows where it was read."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


db = SQLAlchemy(model_class=Base)
Row = TypeVar("Row")

if TYPE_CHECKING:
    Model = Base
else:
    # What rows derive from; to a type checker it is the plain base.
    Model = db.Model


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def publish(happened: events.Event) -> None:
    """Let all that must follow happen now, in this transaction; the rest waits for commit()."""
    db.session.info.setdefault("events", []).append(happened)
    for follow in events.musts(happened):
        follow(happened)


def commit() -> None:
    """Save, then tell: a live consequence that fails is logged and breaks nothing."""
    db.session.commit()
    for happened in db.session.info.pop("events", []):
        for follow in events.lives(happened):
            try:
                follow(happened)
            except Exception:
                log.exception("live consequence failed", event_name=type(happened).__name__)
                db.session.rollback()


def rollback() -> None:
    """Forget what was not saved, and the events that spoke of it."""
    db.session.rollback()
    db.session.info.pop("events", None)


def hold(row: Row) -> Row:
    """`row` as it stands now, kept from other writers until this transaction ends."""
    if db.session.get_bind().dialect.name == "sqlite":
        begin_writing()
    db.session.flush()
    # Its own columns alone: PostgreSQL locks no row that an outer join only may bring along.
    columns = inspect(type(row)).column_attrs.keys()
    db.session.refresh(row, columns, with_for_update=True)
    return row


def changed(statement: Update | Insert | Delete) -> int:
    """Run a statement as it stands, past the rows in memory; gives how many rows it changed."""
    options = {"synchronize_session": False, "preserve_rowcount": True}
    result = db.session.execute(statement, execution_options=options)
    return cast("CursorResult[Any]", result).rowcount


def added(model: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique key says that it is there; gives whether it was inserted.

    One statement, which waits for whoever inserts the same in this moment.
    """
    insert = _INSERTS[db.session.get_bind().dialect.name]
    return changed(insert(model.__table__).values(values).on_conflict_do_nothing()) == 1


def add_missing(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert those rows whose unique keys are not there yet, in one round."""
    if rows:
        insert = _INSERTS[db.session.get_bind().dialect.name]
        db.session.execute(insert(model.__table__).on_conflict_do_nothing(), rows)


def count_up(
    model: type[Base],
    row: dict[str, Any],
    *,
    by: dict[str, int],
    latest: dict[str, Any] | None = None,
) -> None:
    """Add to the counters of the one row that `row` names by its key, made where it is missing.

    `latest` is set as it is now. One statement, so that no count is lost between two who count.
    """
    table, given = model.__table__, latest or {}
    insert = _INSERTS[db.session.get_bind().dialect.name](table).values(row | given | by)
    sums = {name: table.c[name] + amount for name, amount in by.items()}
    changed(insert.on_conflict_do_update(index_elements=[*row], set_=sums | given))


def begin_writing() -> None:
    """Take SQLite's one write place now, so that what is read from here on stays true."""
    _begin_immediate(db.session.connection())


def is_up() -> bool:
    """Whether the database answers."""
    return db.session.execute(text("SELECT 1")).scalar() == 1


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # We begin transactions ourselves (see below); Python's own way begins them too late.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA cache_size=-16000")
    connection.execute("PRAGMA busy_timeout=5")


@event.listens_for(Engine, "before_cursor_execute")
def _begin_before_writing(
    connection: Connection, _cursor: Any, statement: str, *_rest: Any
) -> None:
    """Reads see each statement's present, as in PostgreSQL; the first write opens a transaction.

    A transaction that began by reading could not be promoted once somebody else had written.
    """
    if connection.dialect.name == "sqlite" and not statement.lstrip().upper().startswith(_READS):
        _begin_immediate(connection)


def _begin_immediate(connection: Connection) -> None:
    """Begin, waiting in small sleeps: SQLite's own wait would stop every greenlet."""
    raw: Any = connection.connection.dbapi_connection
    if raw.in_transaction:
        return
    give_up = time.monotonic() + WRITE_WAIT_SECONDS
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.002)
