"""Files put to a reply: kept at once, within limits, sent with it, back when it is taken back."""

import io
import re

import pytest
from sqlalchemy import select

from helpdesk.channels import drafted_files
from helpdesk.channels.delivery import _outgoing, deliver_one
from helpdesk.channels.files import path_of
from helpdesk.channels.models import Delivery
from helpdesk.db import db
from helpdesk.tickets.models import Attachment, DraftFile, Message
from tests.factories import agent, ticket
from tests.helpdesk.web.parts import PART


@pytest.fixture
def desk(as_person):
    """A ticket by mail and the browser of an agent who has it open."""
    return ticket(), as_person(agent())


def put(browser, found, name="invoice.pdf", data=b"%PDF"):
    form = {"one": (io.BytesIO(data), name)}
    return browser.post(f"/tickets/{found.id}/files", data=form, headers=PART)


def tokens(part):
    return re.findall(r'name="file" value="([^"]+)"', part)


def send(browser, found, *files):
    form = {"text": "Here it is.", "file": list(files)}
    return browser.post(f"/tickets/{found.id}/reply", data=form, headers=PART)


def test_a_file_stands_beside_the_words_also_after_a_reload(desk):
    found, browser = desk
    assert tokens(put(browser, found, "فاتورة.pdf").text)
    page = browser.get(f"/tickets/{found.id}").text
    assert "فاتورة.pdf" in page
    assert len(tokens(page)) == 1


def test_it_goes_with_the_reply_and_is_handed_to_the_mail_server(desk):
    found, browser = desk
    answer = send(browser, found, *tokens(put(browser, found).text))
    assert "invoice.pdf" in answer.text
    assert tokens(answer.text) == []
    delivery = db.session.scalars(select(Delivery)).one()
    (file,) = _outgoing(delivery).files
    assert (file.name, file.content_type, file.data) == ("invoice.pdf", "application/pdf", b"%PDF")


def test_only_what_the_writer_saw_goes(desk):
    found, browser = desk
    (first,) = tokens(put(browser, found, "one.txt").text)
    put(browser, found, "two.txt")
    send(browser, found, first)
    assert db.session.scalars(select(Attachment.name)).all() == ["one.txt"]
    assert db.session.scalars(select(DraftFile.name)).all() == ["two.txt"]


def test_nobody_sends_or_removes_a_colleague_s_file(desk, as_person):
    found, browser = desk
    (token,) = tokens(put(browser, found).text)
    omar = as_person(agent("Omar"))
    assert tokens(omar.get(f"/tickets/{found.id}").text) == []
    omar.post(f"/tickets/{found.id}/files/{token}/remove", headers=PART)
    send(omar, found, token)
    assert db.session.scalars(select(Attachment)).all() == []
    assert db.session.scalars(select(DraftFile)).one().token == token


def test_a_file_is_let_go(desk):
    found, browser = desk
    (token,) = tokens(put(browser, found).text)
    answer = browser.post(f"/tickets/{found.id}/files/{token}/remove", headers=PART)
    assert (answer.status_code, tokens(answer.text)) == (200, [])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sara\\bill.pdf", "bill.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a"b\r\nX-Evil: 1.pdf', "a_bX-Evil_ 1.pdf"),
    ],
)
def test_a_dangerous_name_is_made_safe(desk, name, kept):
    found, _ = desk
    drafted_files.put_to(found, name, b"x", by=agent(), now=found.created_at)
    assert db.session.scalars(select(DraftFile.name)).one() == kept


def test_what_is_too_much_is_told_and_nothing_is_lost(desk, monkeypatch):
    found, browser = desk
    monkeypatch.setattr(drafted_files, "room", lambda: 10)
    monkeypatch.setattr(drafted_files, "MOST_FILES", 2)
    assert put(browser, found, data=b"12345").status_code == 200
    large = put(browser, found, "film.mp4", b"123456")
    assert large.status_code == 422
    assert "film.mp4" in large.text
    assert "larger than" in large.text
    assert len(tokens(large.text)) == 1
    put(browser, found, data=b"1")
    assert "up to 20 files" in put(browser, found, data=b"1").text
    assert "is empty" in put(browser, found, data=b"").text


def test_with_the_reply_its_files_come_back(desk):
    found, browser = desk
    send(browser, found, *tokens(put(browser, found).text))
    message = db.session.scalars(select(Message).where(Message.seq == 2)).one()
    answer = browser.post(f"/messages/{message.id}/undo", headers=PART)
    (token,) = tokens(answer.text)
    assert db.session.scalars(select(Attachment)).all() == []
    send(browser, found, token)
    assert db.session.scalars(select(Attachment)).one().name == "invoice.pdf"


def test_a_mail_does_not_leave_without_a_file_that_cannot_be_read(desk):
    found, browser = desk
    send(browser, found, *tokens(put(browser, found, data=b"gone soon").text))
    path_of(db.session.scalars(select(Attachment.sha256)).one()).unlink()
    waiting = db.session.scalars(select(Delivery)).one()
    deliver_one(waiting.id)
    db.session.expire_all()
    assert (waiting.state, waiting.attempt) == ("waiting", 1)
    assert "attachment cannot be read" in (waiting.error or "")


def test_where_no_files_can_be_sent_no_button_says_so(as_person):
    found = ticket(channel="whatsapp", sender_kind="phone", sender="966500000001")
    browser = as_person(agent())
    assert "data-attach" not in browser.get(f"/tickets/{found.id}").text
    assert put(browser, found).status_code == 400
