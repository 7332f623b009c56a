"""Who may go where: every route of the house has a row here, and each role is tried at each."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpdesk.people.models import Agent
from tests.factories import agent, ticket

# Who is let in: everyone, the team (agents and above), managers (and owners), or owners.
EVERYONE, TEAM, MANAGERS, OWNERS = "everyone", "team", "managers", "owners"
ROUTES = {
    "bursts.dismissed": MANAGERS,
    "demo.graph": EVERYONE,  # bearer token of its own
    "demo.shop": EVERYONE,
    "files.attachment": TEAM,
    "health.healthz": EVERYONE,
    "hooks.whatsapp": EVERYONE,  # proven by signature
    "hooks.whatsapp_handshake": EVERYONE,  # proven by the agreed word
    "inbox.home": TEAM,
    "inbox.page": TEAM,
    "inbox.rows": TEAM,
    "own_words.add_word": OWNERS,
    "own_words.look_ahead": OWNERS,
    "own_words.page": OWNERS,
    "own_words.remove_word": OWNERS,
    "people.language": EVERYONE,
    "people.preferences": TEAM,
    "quality.page": MANAGERS,
    "quality.rows": MANAGERS,
    "quality.switch": MANAGERS,
    "quality.train": MANAGERS,
    "quality.training": MANAGERS,
    "reports.more_misses": MANAGERS,
    "reports.rows": MANAGERS,
    "reports.times": MANAGERS,
    "security.login": EVERYONE,
    "security.logout": EVERYONE,
    "security.static": EVERYONE,
    "security.verify": TEAM,
    "settings_pages.add_person": OWNERS,
    "settings_pages.page": OWNERS,
    "settings_pages.save_targets": OWNERS,
    "static": EVERYONE,
    "style_guide.page": TEAM,
    "tickets.assign": TEAM,
    "tickets.close": TEAM,
    "tickets.context": TEAM,
    "tickets.correct": TEAM,
    "tickets.mail_as_sent": TEAM,
    "tickets.messages": TEAM,
    "tickets.note": TEAM,
    "tickets.page": TEAM,
    "tickets.reopen": TEAM,
    "tickets.reply": TEAM,
    "tickets.used": TEAM,
    "widget.launcher": EVERYONE,
    "widget.panel": EVERYONE,
}
ROLES = ("nobody", "agent", "manager", "owner")
LET_IN = {
    EVERYONE: ROLES,
    TEAM: ("agent", "manager", "owner"),
    MANAGERS: ("manager", "owner"),
    OWNERS: ("owner",),
}


@pytest.fixture
def browser_of(
    client: FlaskClient, as_person: Callable[[Agent], FlaskClient]
) -> Callable[[str], FlaskClient]:
    """The browser of somebody in a role."""

    def browser(role: str) -> FlaskClient:
        return client if role == "nobody" else as_person(agent(role.title(), role=role))

    return browser


def test_every_route_has_a_row(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("endpoint", [name for name, who in ROUTES.items() if who != EVERYONE])
def test_the_door_opens_to_whom_it_should(
    app: Flask, browser_of: Callable[[str], FlaskClient], endpoint: str, role: str
) -> None:
    answer = _try(app, browser_of(role), endpoint)
    if role in LET_IN[ROUTES[endpoint]]:
        # Nothing was filled in, so an action may find fault with the form, but not the person.
        assert answer not in (401, 403)
        assert answer != 302 or endpoint in ("inbox.home", "people.preferences", *_ACTIONS)
    else:
        assert answer in ((302, 401) if role == "nobody" else (403,))


_ACTIONS = tuple(
    name
    for name in ROUTES
    if name.startswith(("bursts.", "tickets.", "settings_pages.", "own_words.", "quality."))
)


def _try(app: Flask, browser: FlaskClient, endpoint: str) -> int:
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    found = ticket()
    path = (
        rule.rule.replace("<int:ticket_id>", str(found.id))
        .replace("<int:message_id>", "0")
        .replace("<int:article_id>", "0")
        .replace("<int:word_id>", "0")
        .replace("<int:burst_id>", "0")
        .replace("<int:model_id>", "0")
        .replace("<token>", "guessed")
    )
    method = "POST" if "POST" in rule.methods else "GET"
    return browser.open(path, method=method).status_code


READ_ONLY = (
    "own_words.page",
    "quality.page",
    "quality.rows",
    "quality.training",
    "settings_pages.page",
    "tickets.context",
    "tickets.mail_as_sent",
    "tickets.messages",
    "tickets.page",
)


@pytest.mark.parametrize("endpoint", sorted({*_ACTIONS, "people.preferences"} - {*READ_ONLY}))
def test_a_form_from_a_foreign_page_is_refused(
    app: Flask,
    browser_of: Callable[[str], FlaskClient],
    endpoint: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert _try(app, browser_of("owner"), endpoint) == 400
