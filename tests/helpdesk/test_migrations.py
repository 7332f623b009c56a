"""Migrations: an empty database becomes the one that the rows speak of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from helpdesk.db import Base
from tests.processes import House, a_house


@pytest.fixture
def house(tmp_path: Path, migrated: House) -> Iterator[House]:
    """A database that was upgraded from nothing."""
    with a_house(tmp_path, migrated) as house:
        yield house


def test_the_tables_are_those_of_the_rows(house: House) -> None:
    with house.database().connect() as connection:
        tables = set(inspect(connection).get_table_names())
    assert tables == {*Base.metadata.tables, "alembic_version"}
    check = house.flask("db", "check")
    assert check.returncode == 0, check.stdout.decode() + check.stderr.decode()


OLD_ROWS = (
    "INSERT INTO customer VALUES (1, 'Mona', 'en', '2026-03-01 12:00:00')",
    "INSERT INTO ticket (id, channel, subject, customer_id, state, topic, urgency, score, why,"
    " lane, due_at, created_at, last_message_at, last_seq, preview)"
    " VALUES (1, 'email', '', 1, 'open',"
    " 'order', 1, 40.0, '[]', 1, '2026-03-02 12:00:00', '2026-03-01 12:00:00',"
    " '2026-03-01 12:00:00', 1, '')",
    "INSERT INTO message (id, ticket_id, seq, kind, customer_id, channel, subject, text, automatic,"
    " sent_at) VALUES (1, 1, 1, 'message', 1, 'email', '', 'Hello', false, '2026-03-01 12:00:00')",
    "INSERT INTO verdict (message_id, ticket_id, topic, urgency, score, confidence, sure, language,"
    " reasons, answers, model, at) VALUES (1, 1, 'order', 1, 40.0, 0.9, true, 'en', '[]', '[]',"
    " 'old', '2026-03-01 12:00:00')",
    "INSERT INTO mailbox_position VALUES ('shop@imap.example/INBOX', 7, 12, NULL, 'LOGIN failed')",
    "INSERT INTO article (id, slug, topic, updated_at)"
    " VALUES (1, 'track', 'shipment', '2026-03-01 12:00:00')",
    "INSERT INTO article_text (article_id, lang, question, phrasings, answer)"
    " VALUES (1, 'ar', 'كيف؟', '[]', 'هكذا.'), (1, 'en', 'How?', '[]', 'So.')",
)


def test_what_is_left_of_a_deleted_article_goes_with_its_figures_on_the_way_down(
    house: House,
) -> None:
    at = "'2026-03-01 12:00:00'"
    with house.database().begin() as connection:
        for row in (
            "INSERT INTO article (id, slug, topic, position, created_at, updated_at, kind,"
            " title_en)"
            f" VALUES (1, '~1', 'order', 0, {at}, {at}, 'deleted', 'How?'),"
            f" (2, 'track', 'order', 0, {at}, {at}, 'article', NULL)",
            "INSERT INTO article_day VALUES ('en', '2026-03-01', 1, 3, 1, 0),"
            " ('en', '2026-03-01', 2, 5, 0, 0)",
        ):
            connection.execute(text(row))
    assert house.flask("db", "downgrade", "0012").returncode == 0
    with house.database().connect() as connection:
        assert connection.execute(text("SELECT slug FROM article")).scalars().all() == ["track"]
        assert connection.execute(text("SELECT views FROM article_day")).scalars().all() == [5]
    assert house.flask("db", "upgrade").returncode == 0
    with house.database().connect() as connection:
        assert connection.execute(text("SELECT kind FROM article")).scalars().all() == ["article"]


def test_what_was_written_before_stays_and_stands_where_it_stood(house: House) -> None:
    assert house.flask("db", "downgrade", "0001").returncode == 0
    with house.database().begin() as connection:
        for row in OLD_ROWS:
            connection.execute(text(row))
    upgraded = house.flask("db", "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr.decode()
    with house.database().connect() as connection:
        ticket = "SELECT turn_at = due_at, base_score FROM ticket"
        assert tuple(connection.execute(text(ticket)).one()) == (True, 40.0)
        assert connection.execute(text("SELECT count(*) FROM message")).scalar() == 1
        verdict = "SELECT variety, CAST(facts AS VARCHAR), fingerprint FROM verdict"
        assert tuple(connection.execute(text(verdict)).one()) == ("", "[]", None)
        doubt = "SELECT CAST(chances AS VARCHAR), doubt FROM verdict, ticket"
        assert tuple(connection.execute(text(doubt)).one()) == ("[]", None)
        texts = "SELECT lang, version, fits, published_at = created_at FROM article_text, article"
        assert {*map(tuple, connection.execute(text(texts)))} == {
            ("ar", 1, 1, True),
            ("en", 1, 1, True),
        }
        box = "SELECT from_settings, uidvalidity, last_uid FROM mailbox"
        assert tuple(connection.execute(text(box)).one()) == ("shop@imap.example/INBOX", 7, 12)
        kept = "SELECT answer, number FROM article_version WHERE lang = 'en'"
        assert tuple(connection.execute(text(kept)).one()) == ("So.", 1)
