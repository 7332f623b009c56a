"""The owner's page: targets, channels, team."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import verify_password

from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from helpdesk.sla.targets import DEFAULTS, all_targets, minutes_for
from helpdesk.tickets.reopening import days_to_reopen
from tests import factories
from triage import reader

AsPerson = Callable[[Agent], FlaskClient]


@pytest.fixture
def owner(as_person: AsPerson) -> FlaskClient:
    """Layla's browser."""
    return as_person(factories.agent("Layla", role="owner"))


def typed(**changed: str) -> dict[str, str]:
    """The form of targets as it comes, with some fields changed: email_3="45"."""
    form = {}
    for (channel, urgency), minutes in all_targets().items():
        form[f"{channel}-{urgency}"] = str(minutes)
        form[f"{channel}-{urgency}-unit"] = "min"
    return form | {name.replace("_", "-"): value for name, value in changed.items()}


def hiring(**changed: str) -> dict[str, str]:
    return {"name": "Mona Haddad", "email": "mona@dukkan.example", "role": "agent"} | changed


def mona() -> Agent | None:
    return db.session.query(Agent).filter_by(email="mona@dukkan.example").one_or_none()


def test_nobody_sees_it_without_signing_in(client: FlaskClient) -> None:
    assert client.get("/settings").status_code in (302, 401)


def test_managers_neither_see_nor_change_it(as_person: AsPerson) -> None:
    manager = as_person(factories.agent("Huda", role="manager"))
    assert manager.get("/settings").status_code == 403
    assert manager.post("/settings", data=typed(chat_0="1")).status_code == 403
    assert manager.post("/settings/team", data=hiring()).status_code == 403
    assert minutes_for("chat", 0) == DEFAULTS["chat"][0]
    assert mona() is None


def test_targets_are_saved_in_minutes_or_hours(owner: FlaskClient) -> None:
    answer = owner.post(
        "/settings", data=typed(email_3="45", email_0="36", email_0_unit="h", chat_2="٤")
    )
    assert answer.status_code == 302
    assert (minutes_for("email", 3), minutes_for("email", 0)) == (45, 36 * 60)
    assert minutes_for("chat", 2) == 4
    assert "Saved" in owner.get(answer.location).text


@pytest.mark.parametrize(
    "number, unit, says",
    [
        ("soon", "min", "Write a whole number"),
        ("", "min", "Write a whole number"),
        ("1.5", "h", "Write a whole number"),
        ("30", "fortnights", "Write a whole number"),
        ("0", "min", "From 1 minute"),
        ("-5", "min", "From 1 minute"),
        ("337", "h", "From 1 minute"),
    ],
)
def test_one_wrong_target_saves_none_and_loses_nothing(
    owner: FlaskClient, number: str, unit: str, says: str
) -> None:
    answer = owner.post(
        "/settings", data=typed(email_3=number, email_3_unit=unit, chat_0="7777", whatsapp_1="59")
    )
    assert answer.status_code == 422
    assert says in answer.text
    assert f'name="email-3" value="{number}"' in answer.text
    assert 'name="whatsapp-1" value="59"' in answer.text
    assert minutes_for("whatsapp", 1) == DEFAULTS["whatsapp"][1]


def test_it_says_what_each_channel_lacks_and_what_to_enter_elsewhere(owner: FlaskClient) -> None:
    text = html.unescape(owner.get("/settings").text)
    assert "SMTP_HOST" in text
    assert "WHATSAPP_TOKEN" not in text
    assert "http://localhost/hooks/whatsapp" in text
    assert '<script src="http://localhost/widget.js" async></script>' in text
    assert "https://shop.example" in text


def test_no_secret_is_shown(owner: FlaskClient, app: Flask) -> None:
    text = owner.get("/settings").text
    chosen = app.config["SETTINGS"]
    for secret in (chosen.secret_key, chosen.whatsapp_token, chosen.whatsapp_app_secret):
        assert secret not in text


def test_the_mailbox_s_last_trouble_is_told(owner: FlaskClient) -> None:
    box = factories.a_mailbox("help@dukkan.example")
    box.checked_at, box.error = factories.NOON, "LOGIN failed"
    commit()
    text = owner.get("/settings").text
    assert "help@dukkan.example" in text
    assert "LOGIN failed" in text


@pytest.mark.parametrize(
    "role, roles",
    [
        ("agent", {"agent"}),
        ("manager", {"agent", "manager"}),
        ("owner", {"agent", "manager", "owner"}),
    ],
)
def test_a_person_is_added_with_a_password_shown_once(
    owner: FlaskClient, role: str, roles: set[str]
) -> None:
    answer = owner.post("/settings/team", data=hiring(role=role))
    assert answer.status_code == 201
    assert "no-store" in answer.headers["Cache-Control"]
    shown = re.search(r'class="hired".*?<code[^>]*>([^<]+)</code>', answer.text, re.DOTALL)
    person = mona()
    assert shown and person
    assert verify_password(shown[1], person.password)
    assert {held.name for held in person.roles} == roles
    assert shown[1] not in owner.get("/settings").text


@pytest.mark.parametrize(
    "field, value, says",
    [
        ("name", " ", "Write the name"),
        ("email", "mona at shop", "Write an email address"),
        ("role", "queen", "Choose a role"),
    ],
)
def test_what_is_wrong_with_a_person_stands_beside_the_field(
    owner: FlaskClient, field: str, value: str, says: str
) -> None:
    answer = owner.post("/settings/team", data=hiring(**{field: value}))
    assert answer.status_code == 422
    assert says in answer.text
    kept = "mona@dukkan.example" if field == "name" else "Mona Haddad"
    assert f'value="{kept}"' in answer.text
    assert mona() is None


def test_nobody_is_added_twice(owner: FlaskClient) -> None:
    owner.post("/settings/team", data=hiring())
    answer = owner.post("/settings/team", data=hiring(email="MONA@dukkan.example"))
    assert answer.status_code == 422
    assert "Somebody already signs in" in answer.text


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (None, "No trained model is on this machine."),
        (b"half a file", "The trained model is there but cannot be read."),
    ],
)
def test_without_a_model_the_owner_and_the_managers_are_told_why_and_what_to_do(
    owner: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    spoilt: bytes | None,
    why: str,
) -> None:
    file = tmp_path / "weights.npz"
    if spoilt is not None:
        file.write_bytes(spoilt)
    monkeypatch.setattr(reader, "MODEL", file)
    for path in ("/settings", "/reports/quality"):
        text = owner.get(path).text
        assert "The word lists decide alone" in text
        assert why in text
        assert "python -m triage train" in text
    assert caplog.text.count("word lists alone") == 1


def test_with_a_model_nothing_is_said(owner: FlaskClient) -> None:
    assert "The word lists decide alone" not in owner.get("/settings").text


@pytest.mark.parametrize(("days", "kept"), [("3", 3), ("0", 0), ("٢١", 21)])
def test_the_owner_sets_for_how_long_a_reply_reopens(
    owner: FlaskClient, days: str, kept: int
) -> None:
    assert 'name="days" value="14"' in owner.get("/settings").text
    assert owner.post("/settings/reopening", data={"days": days}).status_code == 302
    assert days_to_reopen() == kept
    page = owner.get("/settings?saved=reopening").text
    assert f'name="days" value="{kept}"' in page
    assert "It holds for replies from now on" in page


@pytest.mark.parametrize("days", ["", "-1", "3651", "two", "1.5", "9" * 20])
def test_what_is_no_number_of_days_is_refused_beside_the_field(
    owner: FlaskClient, days: str
) -> None:
    answer = owner.post("/settings/reopening", data={"days": days})
    assert answer.status_code == 422
    assert 'id="reopening-wrong"' in answer.text
    assert f'name="days" value="{days}"' in answer.text
    assert days_to_reopen() == 14
