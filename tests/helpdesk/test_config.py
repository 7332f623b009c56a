"""Settings: read once, checked at the start, and wrong ones named in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk.config import SettingError, read

ROOT = Path(__file__).parent.parent.parent
KEY = "a secret that is only ever used in tests"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "abc"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"DEFAULT_LOCALE": "fr"}, "DEFAULT_LOCALE"),
        ({"TIMEZONE": "Mars/Olympus"}, "TIMEZONE"),
        ({"WORKER": "perhaps"}, "WORKER"),
        ({"PUBLIC_URL": "desk.shop.example"}, "PUBLIC_URL"),
        ({"MAIL_ADDRESS": "support"}, "MAIL_ADDRESS"),
        ({"DATABASE_URL": "mysql://here"}, "DATABASE_URL"),
        ({"REDIS_URL": "http://here"}, "REDIS_URL"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"WHATSAPP_TOKEN": "x"}, "WHATSAPP_PHONE_ID"),
        ({"IMAP_HOST": "mail.example"}, "IMAP_USERNAME"),
        ({"IMAP_SINCE": "yesterday"}, "IMAP_SINCE"),
        ({"SECRET_KEY": "", "DATABASE_URL": "postgresql://here/farz"}, "SECRET_KEY"),
    ],
)
def test_an_impossible_setting_is_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError) as wrong:
        read({"SECRET_KEY": KEY} | given)
    assert named in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_the_start_is_stopped_with_that_one_line(tmp_path: Path) -> None:
    start = subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": "abc"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert start.returncode == 75
    assert start.stderr == "farz: PORT must be a whole number, not 'abc'\n"


def test_a_secret_is_made_up_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = read({"DATA_DIR": str(tmp_path)}).secret_key
    assert len(first) >= 32
    assert read({"DATA_DIR": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_shops_pages_and_our_own_may_open_a_chat() -> None:
    given = {
        "PUBLIC_URL": "https://desk.example/",
        "WIDGET_ORIGINS": "https://a.example/, ,https://b.example",
    }
    assert read({"SECRET_KEY": KEY} | given).shop_origins == (
        "https://desk.example",
        "https://a.example",
        "https://b.example",
    )
