"""The way to a provider and back, against a stand-in of it: proven, and told when refused."""

import base64
import hashlib
import html
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.channels.email import oauth
from helpdesk.channels.email.access import NoKey, key_of
from helpdesk.config import settings
from helpdesk.db import commit, db, now
from helpdesk.mailboxes.models import Mailbox
from helpdesk.mailboxes.sealing import unseal
from helpdesk.people.models import Agent
from tests import factories
from tests.token_server import TokenServer, a_token_server

AsPerson = Callable[[Agent], FlaskClient]


@pytest.fixture
def provider() -> Iterator[TokenServer]:
    with a_token_server() as server:
        yield server


@pytest.fixture(autouse=True)
def google(app: Flask, provider: TokenServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation is known to Google, whose token server is the stand-in."""
    known = {"mail_google_client_id": "our-id", "mail_google_client_secret": "our-secret"}
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], **known))
    stand_in = replace(oauth.PROVIDERS["google"], token=provider.address)
    monkeypatch.setitem(oauth.PROVIDERS, "google", stand_in)


@pytest.fixture
def owner(as_person: AsPerson) -> FlaskClient:
    return as_person(factories.agent("Layla", role="owner"))


@pytest.fixture
def box(app: Flask) -> int:
    return factories.a_mailbox(auth="google", password=None).id


def row(mailbox_id: int) -> Mailbox:
    db.session.expire_all()
    return db.session.get_one(Mailbox, mailbox_id)


def asked(browser: FlaskClient, box: int) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    answer = browser.get(f"/settings/mail/{box}/connect")
    assert answer.status_code == 302
    assert answer.location.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    return {name: each[0] for name, each in parse_qs(urlsplit(answer.location).query).items()}


def come_back(browser: FlaskClient, **said: str) -> tuple[int, str]:
    answer = browser.get("/settings/mail/connected", query_string=said)
    return answer.status_code, html.unescape(answer.text)


def test_a_yes_becomes_tokens_that_lie_sealed(
    owner: FlaskClient, box: int, provider: TokenServer
) -> None:
    sent = asked(owner, box)
    assert sent["redirect_uri"] == "http://localhost/settings/mail/connected"
    assert (sent["client_id"], sent["access_type"]) == ("our-id", "offline")
    assert sent["login_hint"] == "help@dukkan.example"
    assert come_back(owner, code="the-code", state=sent["state"])[0] == 302
    found = row(box)
    assert found.refresh_token and found.access_token and found.access_until
    assert "refresh-1" not in found.refresh_token
    assert unseal(found.refresh_token, settings().secret_key) == "refresh-1"
    assert timedelta(minutes=59) < found.access_until - now() <= timedelta(hours=1)
    assert "Connected. Farz looks into" in owner.get("/settings/mail?told=connected").text


def test_the_code_is_worth_nothing_without_what_stayed_with_us(
    owner: FlaskClient, box: int, provider: TokenServer
) -> None:
    sent = asked(owner, box)
    come_back(owner, code="the-code", state=sent["state"])
    [exchange] = provider.asked
    assert exchange["grant_type"] == "authorization_code"
    digest = hashlib.sha256(exchange["code_verifier"].encode()).digest()
    assert sent["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert sent["code_challenge_method"] == "S256"


@pytest.mark.parametrize("forge", [lambda state: state[:-2] + "xx", lambda state: "", str.upper])
def test_a_forged_state_is_refused(
    owner: FlaskClient, box: int, provider: TokenServer, forge: Callable[[str], str]
) -> None:
    sent = asked(owner, box)
    assert come_back(owner, code="the-code", state=forge(sent["state"]))[0] == 400
    assert provider.asked == []


def test_a_state_of_another_browser_or_used_once_is_refused(
    owner: FlaskClient, as_person: AsPerson, box: int, provider: TokenServer
) -> None:
    thief = as_person(factories.agent("Thief", role="owner"))
    foreign = asked(thief, box)["state"]
    own = asked(owner, box)["state"]
    assert come_back(owner, code="the thief's code", state=foreign)[0] == 400
    # Whoever is sent here with a foreign state has to begin anew; and no state works twice.
    own = asked(owner, box)["state"]
    assert come_back(owner, code="the-code", state=own)[0] == 302
    assert come_back(owner, code="the-code", state=own)[0] == 400
    assert len(provider.asked) == 1


def test_a_no_is_told_in_the_provider_s_words_with_a_way_to_try_again(
    owner: FlaskClient, box: int
) -> None:
    state = asked(owner, box)["state"]
    _, text = come_back(owner, error="access_denied", error_description="<b>No</b>", state=state)
    assert "The mailbox was not connected" in text
    assert "<b>No</b>" in text  # unescaped by come_back(): on the page it is text
    assert f"/settings/mail/{box}/connect" in text
    assert row(box).refresh_token is None


def test_an_exchange_that_fails_changes_nothing(
    owner: FlaskClient, box: int, provider: TokenServer
) -> None:
    provider.status, provider.answer = 400, {"error": "invalid_grant", "error_description": "Late"}
    status, text = come_back(owner, code="old", state=asked(owner, box)["state"])
    assert status == 502
    assert "invalid_grant: Late" in text
    assert row(box).refresh_token is None


def connected(box: int, owner: FlaskClient) -> Mailbox:
    come_back(owner, code="the-code", state=asked(owner, box)["state"])
    return row(box)


def test_a_token_is_used_until_shortly_before_its_end_and_then_asked_anew(
    owner: FlaskClient, box: int, provider: TokenServer
) -> None:
    assert key_of(connected(box, owner)).token == "access-1"
    assert len(provider.asked) == 1
    row(box).access_until = now() + timedelta(minutes=4)
    commit()
    provider.answer = {"access_token": "access-2", "expires_in": 3600, "token_type": "Bearer"}
    assert key_of(row(box)).token == "access-2"
    assert provider.asked[-1]["grant_type"] == "refresh_token"
    assert provider.asked[-1]["refresh_token"] == "refresh-1"
    assert key_of(row(box)).token == "access-2"
    assert len(provider.asked) == 2


def test_a_refresh_token_that_changes_is_kept(
    owner: FlaskClient, box: int, provider: TokenServer
) -> None:
    connected(box, owner).access_until = now()
    commit()
    provider.answer |= {"refresh_token": "refresh-2"}
    key_of(row(box))
    kept = row(box).refresh_token
    assert kept and unseal(kept, settings().secret_key) == "refresh-2"


@pytest.mark.parametrize(
    ("status", "error", "trouble"),
    [(400, "invalid_grant", "consent"), (401, "invalid_client", "mailbox"), (503, "", "mailbox")],
)
def test_only_a_yes_that_ended_has_to_be_said_again(
    owner: FlaskClient, box: int, provider: TokenServer, status: int, error: str, trouble: str
) -> None:
    connected(box, owner).access_until = now()
    commit()
    provider.status, provider.answer = status, {"error": error} if error else {}
    with pytest.raises(NoKey) as refusal:
        key_of(row(box))
    assert refusal.value.trouble == trouble
    assert "refresh-1" not in str(refusal.value)


def test_a_yes_that_ended_is_told_with_the_way_to_say_it_again(
    owner: FlaskClient, box: int
) -> None:
    found = connected(box, owner)
    found.trouble, found.error, found.checked_at = "consent", "invalid_grant: expired", now()
    commit()
    text = html.unescape(owner.get("/settings/mail").text)
    assert "Connect with Google again" in text
    assert "the provider no longer accepts the last consent" in text


def test_a_token_goes_to_its_provider_s_servers_alone(owner: FlaskClient, box: int) -> None:
    connected(box, owner)
    form = {
        "name": "Dukkan", "address": "help@dukkan.example", "auth": "google", "since": "all",
        "imap_host": "imap.thief.example", "imap_port": "993", "imap_security": "tls",
        "imap_username": "help@dukkan.example", "imap_folder": "INBOX", "is_on": "yes",
        "sends": "own", "smtp_host": "smtp.thief.example", "smtp_port": "587",
        "smtp_security": "starttls",
    }  # fmt: skip
    assert owner.post(f"/settings/mail/{box}", data=form).status_code == 302
    found = row(box)
    assert (found.imap_host, found.smtp_host) == ("imap.gmail.com", "smtp.gmail.com")
    assert found.refresh_token


def test_another_account_needs_a_yes_of_its_own(owner: FlaskClient, box: int) -> None:
    connected(box, owner)
    form = {
        "name": "Dukkan", "address": "other@dukkan.example", "auth": "google", "since": "all",
        "imap_folder": "INBOX", "is_on": "yes",
    }  # fmt: skip
    owner.post(f"/settings/mail/{box}", data=form)
    assert row(box).refresh_token is None
    assert "Not connected yet" in owner.get("/settings/mail").text
