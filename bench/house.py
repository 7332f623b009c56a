"""The real processes of an installation: started, watched, stopped."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import psycopg

from bench.meter import cpu_ms, pss_mib
from bench.place import ROOT, Place

START_SECONDS = 30
STOP_SECONDS = 10


@dataclass(frozen=True)
class House:
    """A running installation."""

    place: Place
    pids: tuple[int, ...]

    def cpu_ms(self) -> float:
        """Processor time used so far by its processes and the database's for it."""
        return cpu_ms([*self.pids, *_backends(self.place)])

    def pss_mib(self) -> float:
        """Memory of its processes, the database server left out."""
        return pss_mib(self.pids)


@contextmanager
def running(place: Place) -> Iterator[House]:
    """The web process of `place`, and a worker where the web process has none."""
    with ExitStack() as stack:
        commands = [["wsgi.py"]]
        if place.settings.get("WORKER") == "off":
            commands.append(["-m", "flask", "--app", "wsgi", "worker"])
        pids = [stack.enter_context(_process(place, command)).pid for command in commands]
        _wait_until_up(place)
        yield House(place, tuple(pids))


@contextmanager
def _process(place: Place, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=place.environment, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_up(place: Place) -> None:
    give_up = time.monotonic() + START_SECONDS
    while not _is_up(place):
        if time.monotonic() > give_up:
            raise RuntimeError(f"{place.name}: nothing answers after {START_SECONDS} s")
        time.sleep(0.1)


def _is_up(place: Place) -> bool:
    connection = HTTPConnection(urlsplit(place.address).netloc, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _backends(place: Place) -> list[int]:
    """The database's processes that work for us; only seen where it runs on this machine."""
    if not place.database:
        return []
    with psycopg.connect(place.database) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    return [pid for (pid,) in rows]
