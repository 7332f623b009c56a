"""A place of its own for one run: a folder, a database, settings; gone when it is left."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

import psycopg
import redis

ROOT = Path(__file__).parent.parent
OWNER, PASSWORD = "layla@shop.example", "a password for measuring"
# What a child process may know of its surroundings; no setting of ours is among it.
INHERITED = ("HOME", "LANG", "PATH", "TMPDIR", "USER", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
DATABASE_SERVER = "postgresql:///postgres"
REDIS_SERVER = "redis://127.0.0.1:6379"
CHILD_SECONDS = 300


@dataclass(frozen=True)
class Place:
    """Where one installation stands: the settings its processes are started with."""

    name: str
    settings: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return {**kept, **self.settings, "PYTHONPATH": str(ROOT)}

    @property
    def address(self) -> str:
        """Where its web process listens."""
        return self.settings["PUBLIC_URL"]

    @property
    def smtp_port(self) -> int:
        """Where its mail goes."""
        return int(self.settings["SMTP_PORT"])

    @property
    def database(self) -> str:
        """The address of its PostgreSQL database, empty for SQLite."""
        return self.settings.get("DATABASE_URL", "")

    def run(self, module: str, *arguments: object) -> Any:
        """What a module of ours prints when run in this place, read as JSON."""
        done = self._done(["-m", module, *map(str, arguments)])
        return json.loads(done.stdout.splitlines()[-1])

    def migrate(self) -> None:
        """Give its database its tables."""
        self._done(["-m", "flask", "--app", "helpdesk", "db", "upgrade"])

    def _done(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=CHILD_SECONDS,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
        return done


@contextmanager
def embedded() -> Iterator[Place]:
    """SQLite, web and worker in one process."""
    with tempfile.TemporaryDirectory(prefix="farz-bench-") as folder:
        yield _migrated(Place("SQLite", _settings(folder)))


@contextmanager
def scaled() -> Iterator[Place]:
    """PostgreSQL and Redis, web and worker apart; the database is dropped afterwards."""
    name = f"farz_bench_{secrets.token_hex(4)}"
    with (
        tempfile.TemporaryDirectory(prefix="farz-bench-") as folder,
        _database(name) as url,
        _redis() as queue,
    ):
        servers = {"DATABASE_URL": url, "REDIS_URL": queue, "WORKER": "off"}
        yield _migrated(Place("PostgreSQL + Redis", _settings(folder) | servers))


def servers_run() -> bool:
    """Whether a PostgreSQL that lets us create databases and a Redis answer here."""
    try:
        with psycopg.connect(DATABASE_SERVER, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        return bool(row and row[0] and redis.Redis.from_url(REDIS_SERVER, socket_timeout=2).ping())
    except (psycopg.Error, redis.RedisError):
        return False


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _migrated(place: Place) -> Place:
    place.migrate()
    return place


def _settings(folder: str) -> dict[str, str]:
    port = free_port()
    return {
        "DATA_DIR": folder,
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "LOG_LEVEL": "WARNING",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(free_port()),
        "SMTP_STARTTLS": "off",
        "UNDO_SECONDS": "0",
    }


@contextmanager
def _database(name: str) -> Iterator[str]:
    with psycopg.connect(DATABASE_SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgresql:///{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _redis() -> Iterator[str]:
    """The last of Redis's sixteen databases in which nothing lies."""
    for number in range(15, -1, -1):
        url = f"{REDIS_SERVER}/{number}"
        server = redis.Redis.from_url(url)
        if not server.dbsize():
            try:
                yield url
            finally:
                server.flushdb()
            return
    raise RuntimeError("no database of Redis is empty")
