"""Web and worker as processes of their own: what one takes in or learns, the other works by."""

import re
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
def house(tmp_path: Path, migrated: House) -> Iterator[House]:
    """A web process that works nothing off."""
    with a_house(tmp_path, migrated, WORKER="off", **META) as house:
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


@pytest.fixture
def owner(house: House) -> Iterator[httpx.Client]:
    """The browser of an owner who is signed in."""
    email, password = "layla@dukkan.example", "a password for one test"
    hired = house.flask("people", "hire", email, "Layla", "--role", "owner", "--password", password)
    assert hired.returncode == 0, hired.stderr.decode()
    with httpx.Client(base_url=house.url, timeout=30) as browser:
        post(browser, "/login", "/login", email=email, password=password)
        yield browser


def post(browser: httpx.Client, page: str, path: str, **fields: str) -> None:
    """Send a form as the page it stands on would."""
    [token, *_] = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(page).text)
    assert browser.post(path, data={**fields, "csrf_token": token}).status_code == 302


def write(house: House, words: str, *, key: str) -> None:
    """Have a customer write by WhatsApp: each key from a number of its own."""
    told = whatsapp_text(words, id=f"wamid.{key}") | {"from": f"96650000000{key}"}
    body = call(messages=[told])
    signed = {"X-Hub-Signature-256": sign(body, META["WHATSAPP_APP_SECRET"])}
    assert house.http.post("/hooks/whatsapp", content=body, headers=signed).is_success


def urgencies(house: House) -> list[int]:
    with house.database().connect() as rows:
        return list(rows.scalars(text("SELECT urgency FROM ticket ORDER BY id")))


def test_the_worker_reads_what_the_web_process_took_in(
    house: House, worker: subprocess.Popen[bytes]
) -> None:
    body = call(messages=[whatsapp_text()])
    answer = house.http.post(
        "/hooks/whatsapp",
        content=body,
        headers={"X-Hub-Signature-256": sign(body, META["WHATSAPP_APP_SECRET"])},
    )
    assert answer.status_code == 200
    until(lambda: states(house) == ["read"], what="the worker reads it")
    worker.terminate()
    assert worker.wait(STOP_SECONDS) == 0


def test_a_word_that_is_listed_or_removed_here_counts_there(
    house: House, worker: subprocess.Popen[bytes], owner: httpx.Client
) -> None:
    calm = "السلام عليكم عن مجموعة العيد"
    for key, listed in enumerate((False, True, False), start=1):
        if listed:
            word = {"phrase": "مجموعة العيد", "topic": "order", "urgency": "3"}
            post(owner, "/settings/words", "/settings/words", **word)
        elif key > 1:
            post(owner, "/settings/words", "/settings/words/1/remove")
        write(house, calm, key=str(key))
        until(lambda: len(urgencies(house)) == key, what="the worker judges it")  # noqa: B023
    before, with_word, after = urgencies(house)
    assert with_word == 3
    assert before == after < 3
