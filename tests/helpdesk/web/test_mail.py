"""The owner's page of mailboxes: set up, changed, tried, removed; secrets stay where they are."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpdesk.channels.email import checking
from helpdesk.channels.email.connecting import MailboxUnavailable
from helpdesk.config import settings
from helpdesk.db import commit, db, now
from helpdesk.mailboxes import turns
from helpdesk.mailboxes.models import Mailbox
from helpdesk.mailboxes.sealing import unseal
from helpdesk.people.models import Agent
from tests import factories

AsPerson = Callable[[Agent], FlaskClient]
SECRET = "a password nobody may see"


@pytest.fixture
def owner(as_person: AsPerson) -> FlaskClient:
    """Layla's browser."""
    return as_person(factories.agent("Layla", role="owner"))


@pytest.fixture
def set_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have other settings for this test."""

    def change(**changed: object) -> None:
        monkeypatch.setitem(
            app.config,
            "SETTINGS",
            replace(app.config["SETTINGS"], **changed),  # type: ignore[arg-type]
        )

    return change


def typed(**changed: str) -> dict[str, str]:
    return {
        "name": "Dukkan Help", "address": "help@dukkan.example", "aliases": "",
        "auth": "password", "imap_host": "imap.dukkan.example", "imap_port": "993",
        "imap_security": "tls", "imap_username": "help", "imap_folder": "INBOX",
        "password": SECRET, "since": "all", "since_day": "", "sends": "shared",
        "smtp_host": "", "smtp_port": "587", "smtp_security": "starttls", "smtp_username": "",
        "smtp_password": "", "is_on": "yes",
    } | changed  # fmt: skip


def the_mailbox() -> Mailbox | None:
    db.session.expire_all()
    return db.session.scalar(select(Mailbox))


def test_a_mailbox_is_added_with_its_password_sealed(owner: FlaskClient) -> None:
    answer = owner.post("/settings/mail", data=typed(aliases="Sales@dukkan.example\nbuy@x.example"))
    assert answer.status_code == 302
    box = the_mailbox()
    assert box and box.password and SECRET not in box.password
    assert unseal(box.password, settings().secret_key) == SECRET
    assert box.aliases == ["sales@dukkan.example", "buy@x.example"]
    page = owner.get(answer.location).text
    assert "Saved. Farz looks into the mailbox now." in page
    assert SECRET not in page
    assert SECRET not in owner.get(f"/settings/mail/{box.id}").text


@pytest.mark.parametrize(
    ("since", "day", "wanted"),
    [
        ("today", "", "today"),
        ("day", "2026-01-31", date(2026, 1, 31)),
        ("all", "", None),
    ],
)
def test_from_which_day_is_asked_and_kept(
    owner: FlaskClient, since: str, day: str, wanted: object
) -> None:
    owner.post("/settings/mail", data=typed(since=since, since_day=day))
    box = the_mailbox()
    assert box
    today = now().astimezone(settings().zone).date()
    assert box.since == (today if wanted == "today" else wanted)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Write the name that customers see"),
        ("address", "help at dukkan", "Write an email address"),
        ("aliases", "no address", "is no email address"),
        ("auth", "google", "Choose how Farz signs in"),
        ("imap_host", "", "Write the server’s name"),
        ("imap_host", "imap.example/x", "Write the server’s name"),
        ("imap_port", "70000", "Write a number from 1 to 65535"),
        ("imap_port", "-1", "Write a number from 1 to 65535"),
        ("imap_security", "none", "Choose how the connection is encrypted"),
        ("imap_username", "", "Write the name with which"),
        ("password", "", "Write the password"),
        ("since", "", "Choose from which day"),
        ("since_day", "soon", "Choose the day"),
        ("smtp_host", "", "Write the server’s name"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    owner: FlaskClient, field: str, value: str, says: str
) -> None:
    own_way_out = {"sends": "own"} if field == "smtp_host" else {}
    dated = {"since": "day"} if field == "since_day" else {}
    answer = owner.post("/settings/mail", data=typed(**own_way_out, **dated, **{field: value}))
    assert answer.status_code == 422
    assert says in html.unescape(answer.text)
    assert 'value="help"' in answer.text or field == "imap_username"
    assert SECRET not in answer.text
    assert the_mailbox() is None


def test_plain_text_is_refused_unless_it_is_allowed(
    owner: FlaskClient, set_up: Callable[..., None]
) -> None:
    assert "can be read on the way" not in owner.get("/settings/mail/new").text
    set_up(mail_plain_text=True)
    assert "can be read on the way" in owner.get("/settings/mail/new").text
    owner.post("/settings/mail", data=typed(imap_security="none"))
    box = the_mailbox()
    assert box and box.imap_security == "none"


def test_only_what_stands_in_the_form_can_be_changed(owner: FlaskClient) -> None:
    extra = {"last_uid": "99", "fence": "99", "from_settings": "x", "refresh_token": "x"}
    owner.post("/settings/mail", data=typed() | extra)
    box = the_mailbox()
    assert box and (box.last_uid, box.from_settings, box.refresh_token) == (0, None, None)
    assert box.fence < 99


def test_an_empty_password_keeps_the_saved_one(owner: FlaskClient) -> None:
    box = factories.a_mailbox(imap_host="imap.dukkan.example", imap_username="help")
    kept = box.password
    answer = owner.post(f"/settings/mail/{box.id}", data=typed(password="", name="Brand Two"))
    assert answer.status_code == 302
    changed = the_mailbox()
    assert changed and (changed.name, changed.password) == ("Brand Two", kept)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"imap_host": "imap.thief.example"},
        {"imap_port": "994"},
        {"imap_security": "starttls"},
        {"sends": "own", "smtp_host": "smtp.thief.example"},
    ],
)
@pytest.mark.parametrize("address", ["/settings/mail/{}", "/settings/mail/check"])
def test_a_saved_password_goes_nowhere_but_where_it_was_typed_for(
    owner: FlaskClient, elsewhere: dict[str, str], address: str
) -> None:
    box = factories.a_mailbox(imap_host="imap.dukkan.example", imap_username="help")
    form = typed(password="", **elsewhere) | {"id": str(box.id)}
    answer = owner.post(address.format(box.id), data=form)
    assert answer.status_code == 422
    assert "write the password" in answer.text


def test_another_place_is_fetched_from_its_beginning(owner: FlaskClient) -> None:
    box = factories.a_mailbox(imap_host="imap.dukkan.example", imap_username="help")
    box.uidvalidity, box.last_uid = 7, 40
    commit()
    owner.post(f"/settings/mail/{box.id}", data=typed(name="Another name"))
    same = the_mailbox()
    assert same and same.last_uid == 40
    owner.post(f"/settings/mail/{box.id}", data=typed(imap_folder="Support"))
    moved = the_mailbox()
    assert moved and (moved.uidvalidity, moved.last_uid) == (None, 0)


def test_trouble_is_told_with_what_to_do_and_when_it_is_tried_again(owner: FlaskClient) -> None:
    box = factories.a_mailbox()
    box.trouble, box.error, box.failures = "login", "imap.example: [AUTHENTICATIONFAILED] no", 1
    box.checked_at, box.next_try_at = now(), now() + timedelta(minutes=14, seconds=30)
    commit()
    text = html.unescape(owner.get("/settings/mail").text)
    assert "[AUTHENTICATIONFAILED] no" in text
    assert "Check the login and the password." in text
    assert "Next try in 15 minutes." in text


def test_try_now_ends_the_pause(owner: FlaskClient, app: Flask) -> None:
    box = factories.a_mailbox()
    box.next_try_at = now() + timedelta(hours=6)
    commit()
    assert not turns.is_due(box.id, now=now())
    owner.post(f"/settings/mail/{box.id}/try")
    assert turns.is_due(box.id, now=now())
    assert app.extensions["queue"].pending_count() == 1


def test_removing_leaves_the_tickets_to_the_shop_s_own_address(owner: FlaskClient) -> None:
    box = factories.a_mailbox()
    ticket = factories.ticket(addressed_to=("help@dukkan.example",))
    number, ticket_id = box.id, ticket.id
    assert ticket.mailbox_id == number
    owner.post(f"/settings/mail/{number}/remove")
    assert the_mailbox() is None
    assert db.session.get_one(type(ticket), ticket_id).mailbox is None
    again = factories.a_mailbox("other@dukkan.example")
    assert again.id != number


def test_the_settings_file_s_mailbox_is_shown_and_cannot_be_changed(
    owner: FlaskClient, set_up: Callable[..., None]
) -> None:
    set_up(imap_host="imap.example", imap_username="shop", imap_password=SECRET)
    box = Mailbox(from_settings="shop@imap.example/INBOX", created_at=now())
    db.session.add(box)
    commit()
    text = owner.get("/settings/mail").text
    assert "shop@imap.example/INBOX" in text
    assert SECRET not in text
    assert f"/settings/mail/{box.id}/remove" not in text
    for path in ("", "/remove"):
        assert owner.post(f"/settings/mail/{box.id}{path}", data=typed()).status_code == 404
    assert owner.post(f"/settings/mail/{box.id}/try").status_code == 302


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("name", "typing error"),
        ("port", "whether the server is up"),
        ("tls", "port 993 wants TLS"),
        ("login", "app password"),
        ("folder", "as the server names it"),
        ("private", "MAIL_PRIVATE_HOSTS=on"),
    ],
)
def test_a_check_tells_the_step_that_failed_and_saves_nothing(
    owner: FlaskClient, monkeypatch: pytest.MonkeyPatch, step: str, says: str
) -> None:
    def refuse(*_door: object) -> None:
        raise MailboxUnavailable("imap.dukkan.example: it said no", step=step)

    monkeypatch.setattr(checking, "entered", refuse)
    text = html.unescape(owner.post("/settings/mail/check", data=typed()).text)
    assert "imap.dukkan.example: it said no" in text
    assert says in text
    assert text.count("steps__failed") == 1
    assert the_mailbox() is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254"])
def test_a_check_does_not_look_around_in_our_own_network(owner: FlaskClient, host: str) -> None:
    text = html.unescape(owner.post("/settings/mail/check", data=typed(imap_host=host)).text)
    assert f"{host}: the name leads to a private address" in text
