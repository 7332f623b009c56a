"""The house for tests: one app per run, empty tables per test, a browser that is signed in."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import event

from helpdesk import create_app
from helpdesk.config import read
from helpdesk.db import db
from helpdesk.people.models import Agent
from helpdesk.web.session import limiter
from tests.dealing import ONE_THREAD, Dealing
from tests.processes import House, a_house
from tests.servers import a_database

ORIGIN = "http://localhost"

# A machine that is busy with other things is no fault of a law.
hypothesis.settings.register_profile("house", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("house")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """All tests are dealt out to the cores; files that are named run in this process."""
    if config.args_source is config.ArgsSource.ARGS:
        return 0
    os.environ.update(ONE_THREAD)
    return None


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Dealing:
    return Dealing(config, log)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The helpdesk on SQLite, or on the servers that TEST_DATABASE_URL and TEST_REDIS_URL name."""
    place: Path = tmp_path_factory.mktemp("house")
    with a_database(place) as servers:
        app = create_app(read(_settings(place) | servers), testing=True)
        app.config.update(WTF_CSRF_ENABLED=False)
        # Tests keep an app context open; without this it would keep the first person signed in too.
        app.before_request(lambda: g.pop("_login_user", None) and None)
        # Nothing runs behind a test's back: it calls the worker's tasks itself.
        app.extensions["queue"].immediate = False
        # Hashing that is slow on purpose proves nothing here.
        app.extensions["security"].pwd_context.update(argon2__rounds=1, argon2__memory_cost=32)
        with app.app_context():
            event.listen(db.engine, "connect", _trust_the_machine)
            db.create_all()
        yield app
        with app.app_context():
            db.engine.dispose()


def _settings(place: Path) -> dict[str, str]:
    return {
        "DATA_DIR": str(place),
        "SECRET_KEY": "a secret that is only ever used in tests",
        "PUBLIC_URL": ORIGIN,
        "DEMO": "on",
        "SHOP_NAME": "Dukkan Layla",
        "MAIL_ADDRESS": "support@dukkan.example",
        "MAIL_TRUSTED_SERVERS": "mx.dukkan.example",
        "MAIL_OUTBOX_DIR": str(place / "outbox"),
        "WHATSAPP_PHONE_ID": "1234567890",
        "WHATSAPP_TOKEN": "test-token",
        "WHATSAPP_APP_SECRET": "test-app-secret",
        "WHATSAPP_VERIFY_TOKEN": "test-word",
        "WIDGET_ORIGINS": "https://shop.example",
    }


def _trust_the_machine(connection: Any, _record: Any) -> None:
    """Wait for no disk: these rows need to outlive no power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation with all its tables and nothing in them, for others to be copied from."""
    with a_house(tmp_path_factory.mktemp("migrated")) as house:
        upgraded = house.flask("db", "upgrade")
        assert upgraded.returncode == 0, upgraded.stderr.decode()
        yield house


@contextmanager
def emptied(app: Flask) -> Iterator[None]:
    """An app context, and empty tables after it."""
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


@pytest.fixture(autouse=True)
def house(request: pytest.FixtureRequest) -> Iterator[None]:
    """An app context around each test that uses the app, and empty tables after it."""
    if "app" not in request.fixturenames:
        yield
        return
    with emptied(request.getfixturevalue("app")):
        yield


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
