"""Seconds since 1970 of a moment in the database, in each database's own words."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class epoch(FunctionElement[int]):  # noqa: N801 (reads as the SQL function it stands for)
    """Whole seconds since 1970 in UTC; fractions are cut off."""

    inherit_cache = True
    type = BigInteger()


@compiles(epoch, "sqlite")
def _in_sqlite(element: epoch, compiler: SQLCompiler, **named: Any) -> str:
    return f"unixepoch({compiler.process(element.clauses, **named)})"


@compiles(epoch, "postgresql")
def _in_postgresql(element: epoch, compiler: SQLCompiler, **named: Any) -> str:
    moment = compiler.process(element.clauses, **named)
    return f"CAST(FLOOR(EXTRACT(EPOCH FROM {moment})) AS BIGINT)"
