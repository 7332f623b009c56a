"""The contact form: nothing typed is lost, nothing accepted is lost or doubled, robots wait."""

import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from helpdesk.channels import intake
from helpdesk.channels.delivery import deliver_waiting
from helpdesk.channels.email.address import reply_address
from helpdesk.channels.models import Delivery, InboundRaw
from helpdesk.config import settings
from helpdesk.db import commit, db, now
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Message, Ticket
from helpdesk.web.form_key import new_key
from tests.factories import agent

TEXT = "The lamp arrived broken, what now?"


def form(**changed: Any) -> dict[str, Any]:
    """A form that was open for a minute, filled in by Mona."""
    typed = {
        "key": new_key(now=now() - timedelta(minutes=1)),
        "name": "Mona Haddad",
        "email": "mona@mail.example",
        "order": "SA-1042",
        "text": TEXT,
        "step": "send",
    }
    return typed | changed


def post(client: FlaskClient, typed: dict[str, Any], lang: str = "en") -> TestResponse:
    return client.post(f"/contact?lang={lang}", data=typed, content_type="multipart/form-data")


def count(row: type) -> int:
    return db.session.scalar(select(func.count()).select_from(row)) or 0


@pytest.mark.parametrize(
    ("address", "accepts", "language"),
    [
        ("/contact", "ar-SA,ar;q=0.9", "ar"),
        ("/contact", "en-GB", "en"),
        ("/contact?lang=ar", "en-GB", "ar"),
        ("/contact?lang=xx", "en-GB", "en"),
    ],
)
def test_the_form_speaks_the_readers_language(
    client: FlaskClient, address: str, accepts: str, language: str
):
    page = client.get(address, headers={"Accept-Language": accepts})
    assert page.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page.text
    assert "Set-Cookie" not in page.headers


def test_what_was_searched_for_stands_in_the_form_and_is_stored_only_when_sent(
    client: FlaskClient,
):
    page = client.get("/contact?lang=en&text=</textarea><script>alert(1)</script> broken").text
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; broken</textarea>" in page
    assert "<script>alert" not in page
    assert count(InboundRaw) == 0


def test_an_address_brings_no_letter_along(client: FlaskClient):
    page = client.get("/contact", query_string={"lang": "en", "text": "x\x00" * 100_000}).text
    assert "x" * 300 + "</textarea>" in page
    assert "x" * 301 not in page


def test_what_is_sent_becomes_a_ticket_whose_number_is_told(client: FlaskClient):
    answer = post(client, form())
    assert answer.status_code == 303

    ticket = db.session.scalars(select(Ticket)).one()
    message = db.session.scalars(select(Message)).one()
    assert (ticket.channel, ticket.customer.name) == ("form", "Mona Haddad")
    assert ticket.subject == TEXT
    assert message.text == f"{TEXT}\n\nOrder number: SA-1042"
    assert message.raw_id is not None
    assert f"#{ticket.id}" in client.get(answer.location).text


def test_files_come_with_it(client: FlaskClient):
    photo = (io.BytesIO(b"\x89PNG..."), "lamp.png", "image/png")
    post(client, form(files=[photo]))
    message = db.session.scalars(select(Message)).one()
    assert [(each.name, each.size) for each in message.attachments] == [("lamp.png", 7)]


def test_sent_twice_it_is_one_ticket_and_changed_it_is_another(client: FlaskClient):
    typed = form()
    assert post(client, typed).location == post(client, typed).location
    assert count(Ticket) == 1
    post(client, typed | {"text": "And the shade is missing."})
    assert count(Ticket) == 2


def test_it_is_stored_before_it_is_read_and_a_sweep_reads_what_could_not_be(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(intake, "read_at_once", lambda key: None)
        answer = post(client, form())
    assert (count(InboundRaw), count(Ticket)) == (1, 0)
    assert 'http-equiv="refresh"' in client.get(answer.location).text

    intake.read_waiting()
    assert re.search(r"#\d+", client.get(answer.location).text)


def test_thanks_for_what_never_came_are_not_given(client: FlaskClient):
    assert client.get("/contact/thanks/guessed").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "  ", "Tell us your name"),
        ("name", "x" * 121, "Up to 120 characters"),
        ("email", "mona", "not complete"),
        ("email", "", "not complete"),
        ("order", "9" * 61, "Up to 60 characters"),
        ("text", "", "Tell us what it is about"),
        ("text", "x" * 10_001, "Up to 10000 characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, field: str, value: str, says: str
):
    answer = post(client, form() | {field: value})
    assert answer.status_code == 422
    told = re.search(rf'id="{field}-wrong"[^>]*>(.*?)</p>', answer.text, re.S)
    assert told is not None and says in told[1]
    kept = {"name": "Mona Haddad", "email": "mona@mail.example", "text": TEXT} | {field: value}
    for each in kept.values():
        assert each.strip() in unescape(answer.text)
    assert count(InboundRaw) == 0


def test_a_megabyte_comes_back_whole(client: FlaskClient):
    # As a form without files, which the test's own client need not keep in a file on its way.
    answer = client.post("/contact?lang=en", data=form(text="x" * 1_000_000))
    assert answer.status_code == 422
    assert "Up to 10000 characters" in answer.text
    assert "x" * 1_000_000 in answer.text


def test_markup_is_shown_as_text(client: FlaskClient):
    page = post(client, form(email="", text="<script>alert(1)</script>")).text
    assert "<script>alert" not in page


def test_too_many_files_are_refused_and_asked_for_again(client: FlaskClient):
    files = [(io.BytesIO(b"x"), f"{n}.png") for n in range(11)]
    answer = post(client, form(files=files))
    assert answer.status_code == 422
    assert "Up to 10 files" in answer.text

    answer = post(client, form(email="", files=[(io.BytesIO(b"x"), "lamp.png")]))
    assert "Choose the files again" in answer.text


@pytest.mark.parametrize("step", ["answers", "back"])
def test_files_that_a_page_between_lost_are_asked_for_again(client: FlaskClient, step: str):
    lamp = (io.BytesIO(b"x"), "lamp.png")
    assert "Choose the files again" in post(client, form(step=step, files=[lamp])).text
    # The other language is asked for without the files; their names come as words.
    typed = form(step=step, files="lamp.png")
    assert "Choose the files again" in client.post("/contact?lang=en", data=typed).text
    assert "Choose the files again" not in post(client, form(step=step)).text


@pytest.mark.parametrize(
    "changed",
    [
        {"website": "https://pills.example"},
        {"key": "made-up"},
        {"key": ""},
        {"key": "soon"},
        {"key": "old"},
    ],
)
def test_robots_are_refused_and_people_press_again(client: FlaskClient, changed: dict[str, str]):
    shown = {"soon": now(), "old": now() - timedelta(days=3)}.get(changed.get("key", ""))
    typed = form(**changed) | ({"key": new_key(now=shown)} if shown else {})
    answer = post(client, typed)
    assert answer.status_code == 422
    assert "press Send again" in answer.text
    assert TEXT in answer.text
    assert count(InboundRaw) == 0


def test_whoever_sends_without_end_gets_the_form_back_as_typed(client: FlaskClient):
    answers = [post(client, form(email="")) for _ in range(11)]
    assert [each.status_code for each in answers[-2:]] == [422, 429]
    assert TEXT in answers[-1].text


def test_the_answer_leaves_by_mail_and_the_reply_to_it_joins_the_ticket(client: FlaskClient):
    post(client, form(email="Mona@Mail.example"))
    ticket = db.session.scalars(select(Ticket)).one()
    answer = reply(ticket, "A new one is on its way.", by=agent(), now=now() - timedelta(minutes=1))
    commit()
    deliver_waiting()
    sent = db.session.scalars(select(Delivery)).one()
    assert (sent.state, sent.recipient) == ("sent", "mona@mail.example")

    for road, head in {
        "by its address": f"To: {_reply_address(ticket)}",
        "by what it answers": f"To: support@dukkan.example\r\nIn-Reply-To: {answer.channel_key}",
    }.items():
        mail = f"From: mona@mail.example\r\n{head}\r\nMessage-ID: <{road[3:6]}@mail>\r\n\r\nThanks"
        intake.store("email", road, mail.encode(), now=now())
    commit()
    intake.read_waiting()
    assert count(Ticket) == 1
    assert count(Message) == 4


def _reply_address(ticket: Ticket) -> str:
    return reply_address(settings().mail_address, ticket.id, settings().secret_key)


def test_in_arabic_it_is_arabic_throughout(client: FlaskClient):
    answer = post(client, form(email=""), lang="ar")
    assert "هذا العنوان غير مكتمل" in answer.text
    post(client, form(text="وصل المصباح مكسورًا"), lang="ar")
    assert "رقم الطلب: SA-1042" in db.session.scalars(select(Message)).one().text
