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
    "acknowledging.look_ahead": OWNERS,
    "acknowledging.page": OWNERS,
    "acknowledging.save": OWNERS,
    "answered.page": EVERYONE,  # the address is signed
    "answered.say": EVERYONE,  # proven by where the form stood, and the address is signed
    "answers.helped": EVERYONE,  # pages of the shop only, by their origin
    "answers.likely": EVERYONE,
    "article_exchange.ahead": MANAGERS,
    "article_exchange.as_json": MANAGERS,
    "article_exchange.as_rows": MANAGERS,
    "article_exchange.do": MANAGERS,
    "article_exchange.look": MANAGERS,
    "article_exchange.page": MANAGERS,
    "article_pages.delete": TEAM,
    "article_pages.give_up": TEAM,
    "article_pages.make_live": MANAGERS,
    "article_pages.page": TEAM,
    "article_pages.preview": TEAM,
    "article_pages.put": TEAM,
    "article_pages.review": TEAM,
    "article_pages.save": TEAM,
    "article_pages.take_back": MANAGERS,
    "article_versions.bring_back": MANAGERS,
    "article_versions.page": TEAM,
    "articles.add": TEAM,
    "articles.blank": TEAM,
    "articles.page": TEAM,
    "blocked.add": OWNERS,
    "blocked.choose_days": OWNERS,
    "blocked.page": OWNERS,
    "blocked.remove": OWNERS,
    "bursts.dismissed": MANAGERS,
    "category_pages.add": MANAGERS,
    "category_pages.move_article_up": MANAGERS,
    "category_pages.move_up": MANAGERS,
    "category_pages.page": MANAGERS,
    "category_pages.remove": MANAGERS,
    "category_pages.rename": MANAGERS,
    "contact.articles": EVERYONE,
    "contact.helped": EVERYONE,  # the form carries a signed key
    "contact.page": EVERYONE,
    "contact.send": EVERYONE,  # the form carries a signed key
    "contact.thanks": EVERYONE,
    "deliveries.again": TEAM,
    "deliveries.undo": TEAM,  # and only what one wrote oneself
    "demo.graph": EVERYONE,  # bearer token of its own
    "demo.shop": EVERYONE,
    "drafted_files.add": TEAM,  # and only what one put there oneself
    "drafted_files.remove": TEAM,
    "files.attachment": TEAM,
    "forwarding.give": TEAM,
    "forwarding.give_back": TEAM,
    "health.healthz": EVERYONE,
    "help.article": EVERYONE,
    "help.home": EVERYONE,
    "help.nowhere": EVERYONE,
    "help.start": EVERYONE,
    "help.topic": EVERYONE,
    "help_report.articles": MANAGERS,
    "help_report.page": MANAGERS,
    "help_report.searches": MANAGERS,
    "help_counting.seen": EVERYONE,
    "help_counting.voice": EVERYONE,  # proven by where the form stood
    "help_machines.robots": EVERYONE,
    "help_machines.sitemap": EVERYONE,
    "hooks.whatsapp": EVERYONE,  # proven by signature
    "hooks.whatsapp_handshake": EVERYONE,  # proven by the agreed word
    "inbox.home": TEAM,
    "inbox.page": TEAM,
    "inbox.rows": TEAM,
    "mail_consent.answer": OWNERS,  # and its state is signed for this person and browser
    "mail_consent.ask": OWNERS,
    "mail_pages.add": OWNERS,
    "mail_pages.blank": OWNERS,
    "mail_pages.change": OWNERS,
    "mail_pages.look": OWNERS,
    "mail_pages.one": OWNERS,
    "mail_pages.page": OWNERS,
    "mail_pages.remove": OWNERS,
    "mail_pages.try_now": OWNERS,
    "mail_frames.as_sent": TEAM,
    "mail_frames.with_pictures": TEAM,
    "missing.accept": TEAM,
    "missing.choose": MANAGERS,
    "missing.dismiss": TEAM,
    "missing.look": MANAGERS,
    "missing.merge": MANAGERS,
    "missing.page": TEAM,
    "missing.run": TEAM,
    "missing.take_up": TEAM,
    "originals.attached": TEAM,
    "originals.download": OWNERS,
    "originals.page": OWNERS,
    "own_words.add_word": OWNERS,
    "own_words.look_ahead": OWNERS,
    "own_words.page": OWNERS,
    "own_words.remove_word": OWNERS,
    "people.language": EVERYONE,
    "people.preferences": TEAM,
    "pictures.picture": EVERYONE,
    "pictures.upload": TEAM,
    "quality.page": MANAGERS,
    "quality.rows": MANAGERS,
    "quality.switch": MANAGERS,
    "quality.train": MANAGERS,
    "quality.training": MANAGERS,
    "recipients.change": TEAM,
    "recipients.page": TEAM,
    "reports.more_misses": MANAGERS,
    "reports.rows": MANAGERS,
    "reports.times": MANAGERS,
    "security.login": EVERYONE,
    "security.logout": EVERYONE,
    "security.static": EVERYONE,
    "security.verify": TEAM,
    "settings_pages.add_person": OWNERS,
    "settings_pages.page": OWNERS,
    "settings_pages.save_reopening": OWNERS,
    "settings_pages.save_targets": OWNERS,
    "static": EVERYONE,
    "signing.mine": TEAM,
    "signing.preview_mine": TEAM,
    "signing.preview_shop": OWNERS,
    "signing.save_mine": TEAM,
    "signing.save_shop": OWNERS,
    "signing.shop": OWNERS,
    "style_guide.page": TEAM,
    "suspended_mail.block_senders": TEAM,
    "suspended_mail.delete": TEAM,
    "suspended_mail.let_in": TEAM,
    "suspended_mail.page": TEAM,
    "suspended_mail.undo": TEAM,
    "ticket_answers.found": TEAM,
    "ticket_answers.refusal_undone": TEAM,
    "ticket_answers.refused": TEAM,
    "ticket_answers.used": TEAM,
    "ticket_spam.block_sender": TEAM,
    "ticket_spam.mark": TEAM,
    "tickets.assign": TEAM,
    "tickets.close": TEAM,
    "tickets.context": TEAM,
    "tickets.correct": TEAM,
    "tickets.messages": TEAM,
    "tickets.note": TEAM,
    "tickets.page": TEAM,
    "tickets.reopen": TEAM,
    "tickets.reply": TEAM,
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
        assert answer != 302 or endpoint in ("inbox.home", "people.preferences", *_SAVES, *_ACTIONS)
    else:
        assert answer in ((302, 401) if role == "nobody" else (403,))


_SAVES = ("signing.save_mine", "signing.save_shop")
_ACTIONS = tuple(
    name
    for name in ROUTES
    if name.startswith(
        (
            "article",
            "category",
            "blocked.",
            "bursts.",
            "forwarding.",
            "suspended_mail.",
            "ticket_spam.",
            "missing.",
            "ticket_answers.",
            "tickets.",
            "settings_pages.",
            "own_words.",
            "mail_pages.",
            "acknowledging.",
            "quality.",
        )
    )
    or name == "pictures.upload"
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
        .replace("<int:mailbox_id>", "0")
        .replace("<int:model_id>", "0")
        .replace("<int:group_id>", "0")
        .replace("<any(ar,en):lang>", "en")
        .replace("<int:number>", "1")
        .replace("<int:category_id>", "0")
        .replace("<int:import_id>", "0")
        .replace("<int:sender_id>", "0")
        .replace("<any(address,domain):what>", "address")
        .replace("<token>", "guessed")
    )
    method = "POST" if "POST" in rule.methods else "GET"
    return browser.open(path, method=method).status_code


READ_ONLY = (
    "acknowledging.page",
    "article_exchange.ahead",
    "article_exchange.as_json",
    "article_exchange.as_rows",
    "article_exchange.page",
    "article_pages.page",
    "article_versions.page",
    "articles.blank",
    "articles.page",
    "blocked.page",
    "category_pages.page",
    "mail_pages.blank",
    "mail_pages.one",
    "mail_pages.page",
    "missing.choose",
    "missing.page",
    "missing.run",
    "own_words.page",
    "quality.page",
    "quality.rows",
    "quality.training",
    "settings_pages.page",
    "suspended_mail.page",
    "ticket_answers.found",
    "tickets.context",
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
