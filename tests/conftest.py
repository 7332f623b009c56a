"""The house for tests: one app per run, empty tables per test, a browser that is signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from helpdesk import create_app
from helpdesk.config import read
from helpdesk.db import db
from helpdesk.people.models import Agent
from helpdesk.web.session import limiter

ORIGIN = "http://localhost"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The helpdesk on SQLite, or on what TEST_DATABASE_URL and TEST_REDIS_URL name."""
    place: Path = tmp_path_factory.mktemp("house")
    app = create_app(
        read(
            {
                "DATA_DIR": str(place),
                "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
                "REDIS_URL": os.environ.get("TEST_REDIS_URL", ""),
                "SECRET_KEY": "a secret that is only ever used in tests",
                "PUBLIC_URL": ORIGIN,
                "DEMO": "on",
                "SHOP_NAME": "Dukkan Layla",
                "MAIL_ADDRESS": "support@dukkan.example",
                "MAIL_OUTBOX_DIR": str(place / "outbox"),
                "WHATSAPP_PHONE_ID": "1234567890",
                "WHATSAPP_TOKEN": "test-token",
                "WHATSAPP_APP_SECRET": "test-app-secret",
                "WHATSAPP_VERIFY_TOKEN": "test-word",
                "WIDGET_ORIGINS": "https://shop.example",
            }
        ),
        testing=True,
    )
    app.config.update(WTF_CSRF_ENABLED=False)
    # Tests keep an app context open; without this it would keep the first person signed in too.
    app.before_request(lambda: g.pop("_login_user", None) and None)
    # Nothing runs behind a test's back: it calls the worker's tasks itself.
    app.extensions["queue"].immediate = False
    with app.app_context():
        db.drop_all()
        db.create_all()
    yield app
    with app.app_context():
        db.drop_all()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def house(request: pytest.FixtureRequest) -> Iterator[None]:
    """An app context around each test that uses the app, and empty tables after it."""
    if "app" not in request.fixturenames:
        yield
        return
    app: Flask = request.getfixturevalue("app")
    limiter.reset()
    with app.app_context():
        yield
        db.session.rollback()
        db.session.remove()
        with db.engine.begin() as connection:
            for table in reversed(db.metadata.sorted_tables):
                connection.execute(table.delete())
        app.extensions["queue"].flush()
        for kept in ("faq_index", "own_words"):
            app.extensions.pop(kept, None)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def as_person(app: Flask) -> Callable[[Agent], FlaskClient]:
    """Gives a browser in which a person of the shop is signed in."""

    def sign_in(person: Agent) -> FlaskClient:
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
        return browser

    return sign_in
