"""Mail as it came: for owners, as text and as a file that is only ever saved."""

from sqlalchemy import select

from helpdesk.channels import intake
from helpdesk.channels.base import File
from helpdesk.channels.files import attach
from helpdesk.db import commit, db
from helpdesk.tickets.models import Message
from tests.factories import NOON, agent, message

RAW = (
    b"From: =?utf-8?B?2YXZhtmJ?= <mona@mail.example>\r\n"
    b"Subject: <script>alert(1)</script>\r\n"
    b"X-Trace: <img src=x onerror=alert(1)>\r\n"
    b"Content-Type: text/html\r\n\r\n"
    b"<h1>Hello</h1><script>alert(1)</script>\r\n"
)


def arrived() -> Message:
    intake.store("email", "mail:1", RAW, now=NOON)
    commit()
    intake.read_waiting()
    return db.session.scalars(select(Message)).one()


def test_an_owner_reads_headers_and_source_as_text(as_person):
    first = arrived()
    browser = as_person(agent(role="owner"))
    assert f"/messages/{first.id}/original" in browser.get(f"/tickets/{first.ticket_id}").text
    page = browser.get(f"/messages/{first.id}/original").text
    assert "منى" in page
    assert "=?utf-8?B?2YXZhtmJ?=" in page
    assert "X-Trace: &lt;img src=x onerror=alert(1)&gt;" in page
    assert "&lt;h1&gt;Hello&lt;/h1&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_file_is_the_mail_byte_for_byte_and_only_saved(as_person):
    answer = as_person(agent(role="owner")).get(f"/messages/{arrived().id}/original.eml")
    assert answer.data == RAW
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_agents_are_not_offered_the_original_and_not_let_in(as_person):
    first = arrived()
    browser = as_person(agent(role="manager"))
    assert "/original" not in browser.get(f"/tickets/{first.ticket_id}").text
    for tail in ("original", "original.eml"):
        assert browser.get(f"/messages/{first.id}/{tail}").status_code == 403


def test_a_message_without_an_original_has_none_to_show(as_person):
    owner = as_person(agent(role="owner"))
    assert owner.get(f"/messages/{message().id}/original").status_code == 404


def test_an_attached_mail_is_read_as_text(as_person):
    first = message()
    mail = attach(first, File("Lamp.eml", "message/rfc822", RAW))
    picture = attach(first, File("a.png", "image/png", b"x"))
    commit()
    browser = as_person(agent())
    assert f"/attachments/{mail.token}/text" in browser.get(f"/tickets/{first.ticket_id}").text
    page = browser.get(f"/attachments/{mail.token}/text").text
    assert "&lt;h1&gt;Hello" in page
    assert "<script>alert" not in page
    assert browser.get(f"/attachments/{picture.token}/text").status_code == 404


def test_a_mail_without_end_is_cut_and_says_so(as_person):
    first = message()
    mail = attach(first, File("Long.eml", "message/rfc822", RAW + b"x" * 400_000))
    commit()
    page = as_person(agent()).get(f"/attachments/{mail.token}/text").text
    assert "The first 300000 characters are shown." in page
