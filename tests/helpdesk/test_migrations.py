"""Migrations: an empty database becomes the one that the rows speak of."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

from helpdesk.db import Base
from tests.processes import House, a_house


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A database that was upgraded from nothing."""
    with a_house(tmp_path) as house:
        yield house


def test_the_tables_are_those_of_the_rows(house: House) -> None:
    with house.database().connect() as connection:
        tables = set(inspect(connection).get_table_names())
    assert tables == {*Base.metadata.tables, "alembic_version"}
    check = house.flask("db", "check")
    assert check.returncode == 0, check.stdout.decode() + check.stderr.decode()
