"""Attachments go out as files, to the team only."""

import pytest

from helpdesk.channels.base import File
from helpdesk.channels.files import attach, path_of
from helpdesk.db import commit
from tests.factories import agent, message


@pytest.fixture
def page():
    """An attachment that would like to be a web page."""
    found = attach(message(), File("فاتورة.html", "text/html", b"<script>alert(1)</script>"))
    commit()
    return found


def test_a_file_is_saved_never_shown(as_person, page):
    answer = as_person(agent()).get(f"/attachments/{page.token}")
    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''%D9%81" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.mimetype == "application/octet-stream"
    answer.close()


def test_strangers_get_no_file(client, page):
    assert client.get(f"/attachments/{page.token}").status_code == 302


def test_a_guessed_token_finds_nothing(as_person, page):
    assert as_person(agent()).get(f"/attachments/{page.token[::-1]}").status_code == 404


def test_a_file_whose_bytes_are_gone_is_not_found(as_person, page):
    path_of(page.sha256).unlink()
    assert as_person(agent()).get(f"/attachments/{page.token}").status_code == 404
