"""Whoever breaks a law of the architecture is named, and whoever keeps it is not."""

from pathlib import Path

import pytest

from tests.test_architecture import (
    arrows_up,
    commits,
    files,
    homeless,
    loops,
    not_alone,
    shapeless,
    strays,
    wordless,
)

BREACHES = [
    (arrows_up, "helpdesk/tickets/actions.py", "from helpdesk.sla.clock import due"),
    (arrows_up, "helpdesk/tickets/actions.py", "def late():\n    from helpdesk import web"),
    (arrows_up, "helpdesk/tickets/actions.py", "from ..web import inbox"),
    (arrows_up, "helpdesk/sla/clock.py", "from helpdesk.channels import base"),
    (arrows_up, "helpdesk/db.py", "import helpdesk"),
    (homeless, "helpdesk/extras.py", "import os"),
    (strays, "helpdesk/tickets/actions.py", "from flask import request"),
    (strays, "helpdesk/cli.py", "import flask\nflask.session"),
    (strays, "helpdesk/web/inbox.py", "import flask_socketio"),
    (strays, "helpdesk/web/inbox.py", "import os\nos.environ['PORT']"),
    (strays, "helpdesk/web/inbox.py", "from os import environ"),
    (strays, "triage/urgency.py", "from sklearn.svm import LinearSVC"),
    (not_alone, "triage/text.py", "from helpdesk.config import settings"),
    (not_alone, "triage/text.py", "from flask_babel import gettext"),
    (not_alone, "faq/match.py", "from triage.labels import TOPICS"),
    (commits, "helpdesk/web/inbox.py", "db.session.commit()"),
    (commits, "helpdesk/tickets/actions.py", "commit()"),
    (shapeless, "helpdesk/web/utils.py", ""),
    (shapeless, "helpdesk/tickets/ticket_manager.py", ""),
]


@pytest.mark.parametrize(("law", "file", "text"), BREACHES)
def test_a_breach_is_named(tmp_path, law, file, text):
    plant(tmp_path, file, text)
    (complaint,) = law(tmp_path)
    assert file in complaint


def test_what_points_down_is_no_breach(tmp_path):
    plant(tmp_path, "helpdesk/web/inbox.py", "from flask import request\nfrom helpdesk import db")
    plant(tmp_path, "helpdesk/tickets/queries.py", "from helpdesk.tickets.models import Ticket")
    plant(tmp_path, "faq/match.py", "from triage.text import normalise")
    assert [*arrows_up(tmp_path), *strays(tmp_path), *not_alone(tmp_path)] == []


def test_a_loop_among_siblings_is_named(tmp_path):
    plant(tmp_path, "helpdesk/sla/clock.py", "from helpdesk.sla import targets")
    plant(tmp_path, "helpdesk/sla/targets.py", "from helpdesk.sla.clock import due")
    (loop,) = loops(tmp_path)
    assert "helpdesk.sla.clock imports helpdesk.sla.targets" in loop


def test_a_file_without_a_docstring_is_named(tmp_path):
    plant(tmp_path, "helpdesk/web/inbox.py", "import flask")
    assert wordless(tmp_path, files(tmp_path)) == [
        "helpdesk/web/inbox.py opens without a docstring"
    ]


def plant(root: Path, file: str, text: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")
