"""Runs migrations on the app's own database, several processes at once excluded by its locks."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

migrating = current_app.extensions["migrate"]
database = migrating.db


def plain_type(kind: str, found: Any, _autogen: Any) -> Any:
    """Migrations name the database's types, not ours, which may change after them."""
    if kind == "type" and isinstance(found, TypeDecorator) and "helpdesk" in type(found).__module__:
        return f"sa.{found.impl!r}"
    return False


def run() -> None:
    """Bring the tables to the wanted revision, all in one transaction."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            transactional_ddl=True,
            render_item=plain_type,
            **migrating.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
