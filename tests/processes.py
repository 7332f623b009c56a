"""An installation of real processes: a server that is started, stopped or killed, and commands."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import httpx
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from helpdesk.config import read
from tests.servers import a_database

ROOT = Path(__file__).parent.parent
# What a process may know of its surroundings; no setting of ours is among it.
INHERITED = ("HOME", "LANG", "PATH", "TMPDIR", "USER", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
START_SECONDS, STOP_SECONDS, COMMAND_SECONDS = 120, 60, 120
Found = TypeVar("Found")


class House:
    """One installation: a folder, a database, a port, and the server process that serves it."""

    def __init__(self, settings: dict[str, str]) -> None:
        """Nothing runs yet; `settings` is the environment of all its processes."""
        self.settings = settings
        self.url = settings["PUBLIC_URL"]
        self.log = Path(settings["DATA_DIR"]) / "server.log"
        # One for all calls: each new client reads the list of authorities, some 20 ms of work.
        self.http = httpx.Client(base_url=self.url, timeout=30)
        self._database = create_engine(read(settings).database, poolclass=NullPool)
        self._server: subprocess.Popen[bytes] | None = None

    def flask(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run `flask …` to its end."""
        with self.begin(*words) as command:
            out, err = command.communicate(given, timeout=COMMAND_SECONDS)
        return subprocess.CompletedProcess(words, command.returncode, out, err)

    def begin(self, *words: str, app: str = "helpdesk") -> subprocess.Popen[bytes]:
        """Start `flask …`, all three ends of it in our hands; workers want `wsgi` for their app."""
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", app, *words],
            cwd=ROOT,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "wsgi.py"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        until(self._answers, seconds=START_SECONDS, what="the server answers")

    def stop(self) -> int:
        """Ask the server to leave, as an operator does; gives its exit status."""
        assert self._server is not None
        self._server.terminate()
        return self._server.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End the server between one instruction and the next, whatever it was doing."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(STOP_SECONDS)

    def leave(self) -> None:
        """End what still runs, and hang up."""
        self.kill()
        self.http.close()

    def database(self) -> Engine:
        """The database as an outsider reads it."""
        return self._database

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return {**kept, **self.settings}

    def _answers(self) -> bool:
        assert self._server is not None
        assert self._server.poll() is None, f"the server ended:\n{self.log.read_text()[-4000:]}"
        try:
            return self.http.get("/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


@contextmanager
def a_house(folder: Path, of: House | None = None, **settings: str) -> Iterator[House]:
    """An installation in `folder`, its database a copy of that of the house `of`, else empty.

    Nothing of it outlives this.
    """
    port = free_port()
    own = {
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "a secret that is only ever used in tests",
        "SHOP_NAME": "Dukkan Layla",
        "MAIL_ADDRESS": "support@dukkan.example",
        "LOG_LEVEL": "WARNING",
    }
    with a_database(folder, of and of.settings) as servers:
        house = House(own | servers | settings)
        try:
            yield house
        finally:
            house.leave()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(found: Callable[[], Found], *, seconds: float = 60, what: str) -> Found:
    """What `found` gives once that is something; fails with `what` when time is up."""
    give_up = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < give_up, f"waited {seconds} s in vain: {what}"
        time.sleep(0.05)
    return result
