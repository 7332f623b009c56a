"""Commands as an MTA and an owner call them: as processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MAIL = (
    b"From: mona@mail.example\r\nSubject: Lamp\r\nMessage-ID: <1@mail.example>\r\n\r\nBroken.\r\n"
)


def flask(
    *words: str, data: Path, given: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `flask …` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data), **settings},
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database."""
    place = tmp_path_factory.mktemp("data")
    assert flask("db", "upgrade", data=place).returncode == 0
    return place


def test_a_piped_mail_is_stored_and_can_be_read(data: Path) -> None:
    assert flask("mail", "receive", data=data, given=MAIL).returncode == 0
    assert flask("arrivals", "read", data=data).stdout.strip() == b"1"
    assert flask("arrivals", "read", data=data).stdout.strip() == b"0"


def test_a_mail_that_cannot_be_stored_is_given_back_to_the_mail_server(tmp_path: Path) -> None:
    unmigrated = flask("mail", "receive", data=tmp_path, given=MAIL)
    assert unmigrated.returncode == 75
    assert unmigrated.stderr.startswith(b"farz: the mail could not be stored")


def test_so_it_is_where_a_setting_is_wrong(data: Path) -> None:
    assert flask("mail", "receive", data=data, given=MAIL, PORT="abc").returncode == 75


def test_the_demo_shop_loads_once_and_is_lively(data: Path) -> None:
    assert flask("demo", "load", data=data, DEMO="on").stdout.strip() == b"demo shop loaded"
    assert flask("demo", "load", data=data, DEMO="on").stdout.strip() == b"there is a shop already"
