"""Web and worker as processes of their own: what one takes in, the other works off."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from tests.faults.test_killed import META
from tests.helpdesk.channels.test_whatsapp import call, sign
from tests.helpdesk.channels.test_whatsapp import text as whatsapp_text
from tests.processes import STOP_SECONDS, House, a_house, until


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A web process that works nothing off."""
    with a_house(tmp_path, WORKER="off", **META) as house:
        house.start()
        yield house
        assert house.stop() == 0


@pytest.fixture
def worker(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """`flask worker` beside it."""
    process = house.begin("worker", app="wsgi")
    yield process
    process.kill()
    process.communicate(timeout=STOP_SECONDS)


def states(house: House) -> list[str]:
    with house.database().connect() as rows:
        return list(rows.scalars(text("SELECT state FROM inbound_raw")))


def test_the_worker_reads_what_the_web_process_took_in(
    house: House, worker: subprocess.Popen[bytes]
) -> None:
    body = call(messages=[whatsapp_text()])
    answer = httpx.post(
        f"{house.url}/hooks/whatsapp",
        content=body,
        headers={"X-Hub-Signature-256": sign(body, META["WHATSAPP_APP_SECRET"])},
    )
    assert answer.status_code == 200
    until(lambda: states(house) == ["read"], what="the worker reads it")
    worker.terminate()
    assert worker.wait(STOP_SECONDS) == 0
