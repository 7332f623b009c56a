"""The file store: bytes lie once, under their hash, where nothing is served from."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels.base import File
from helpdesk.channels.files import attach, keep, path_of
from helpdesk.db import commit, db
from helpdesk.tickets.models import Attachment
from tests.factories import message

pytestmark = pytest.mark.usefixtures("app")

PDF = b"%PDF-1.7 an invoice"


def test_bytes_lie_under_their_hash_outside_of_what_is_served(app: Flask) -> None:
    digest = keep(PDF)
    place = path_of(digest)
    assert digest == hashlib.sha256(PDF).hexdigest()
    assert place.read_bytes() == PDF
    assert place.is_relative_to(Path(app.config["SETTINGS"].data_dir).resolve())
    assert not place.is_relative_to(str(app.static_folder))


def test_the_same_bytes_lie_once_and_leave_nothing_half_written_behind() -> None:
    digest = keep(PDF)
    before = path_of(digest).stat()
    assert keep(PDF) == digest
    after = path_of(digest).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [each.name for each in path_of(digest).parent.iterdir()] == [digest]


def test_an_attachment_says_what_it_is_and_cannot_be_guessed() -> None:
    first = attach(message(), File("فاتورة.pdf", "application/pdf", PDF))
    second = attach(message(), File("فاتورة.pdf", "application/pdf", PDF))
    commit()
    kept = db.session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [(each.name, each.content_type, each.size) for each in kept] == [
        ("فاتورة.pdf", "application/pdf", len(PDF))
    ] * 2
    assert first.sha256 == second.sha256
    assert first.token != second.token
    assert len(first.token) >= 32


def test_a_name_beyond_all_measure_is_cut() -> None:
    attachment = attach(message(), File("ن" * 5000, "x/" + "y" * 5000, b""))
    commit()
    assert (len(attachment.name), len(attachment.content_type)) == (200, 100)
