"""Where the tests' rows and queues are: files, or databases of their own on the servers named."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from huey import RedisHuey

# Of so many databases that a Redis has, each process that runs tests takes one.
REDIS_DATABASES = 16


@contextmanager
def a_database(folder: Path, of: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Settings of a fresh database, a copy of that in the settings `of` or empty, and a queue.

    A file in `folder`, where DATA_DIR is to be; or a database beside TEST_DATABASE_URL, which is
    dropped in the end, with TEST_REDIS_URL.
    """
    near = os.environ.get("TEST_DATABASE_URL")
    if not near:
        if of:
            shutil.copy(Path(of["DATA_DIR"]) / "farz.db", folder)
        yield {}
        return
    name, queue = f"farz_test_{secrets.token_hex(4)}", _queue()
    like = urlsplit(of["DATABASE_URL"]).path[1:] if of else "template1"
    with psycopg.connect(near, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        _empty(queue)
        try:
            yield {"DATABASE_URL": _beside(near, name), "REDIS_URL": queue}
        finally:
            _empty(queue)
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _beside(address: str, name: str) -> str:
    """The address of another database on the same server (urllib would lose the empty host)."""
    path = urlsplit(address).path
    return re.sub(re.escape(path) + r"(?=\?|$)", f"/{name}", address)


def _queue() -> str:
    """TEST_REDIS_URL; for the second process that runs tests the database below, and so on."""
    address = urlsplit(os.environ.get("TEST_REDIS_URL", ""))
    if not address.scheme:
        return ""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    number = (int(address.path.strip("/") or 0) - process) % REDIS_DATABASES
    return address._replace(path=f"/{number}").geturl()


def _empty(queue: str) -> None:
    if queue:
        RedisHuey("farz", url=queue).flush()
