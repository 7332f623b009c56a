"""Nothing is lost and nothing stands twice, however often the server is killed at work.

`FAULTS=full` sends 500 mails and 500 webhook events under twenty kills; on two busy cores that
took eighteen minutes on SQLite and twenty on PostgreSQL.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from helpdesk.serve import GREENLETS
from tests.faults.letters import PHONES, calls, mails, shuffled
from tests.faults.senders import Agent, Post, ids_in
from tests.processes import House, a_house, until
from tests.sinks import MailSink, graph_sink, mail_sink

PATIENCE = 1.0
SEED = int(os.environ.get("FAULTS_SEED", "20260302"))
EMAIL, PASSWORD = "sara@dukkan.example", "a password for one test"
META = {
    "WHATSAPP_PHONE_ID": "1000000001",
    "WHATSAPP_TOKEN": "fault-token",
    "WHATSAPP_APP_SECRET": "fault-app-secret",
    "WHATSAPP_VERIFY_TOKEN": "fault-word",
}


@dataclass(frozen=True)
class Size:
    """How much is sent, how often the server is killed, and how long that may take."""

    mails: int
    events: int
    answers: int
    kills: int
    seconds: int


SIZE = {"": Size(6, 60, 5, 4, 400), "full": Size(500, 500, 400, 20, 2400)}[
    os.environ.get("FAULTS", "")
]


@pytest.fixture
def sink() -> Iterator[MailSink]:
    """A mail server that takes its time, so that kills also strike while a mail is handed over."""
    with mail_sink(slowness=0.2) as sink:
        yield sink


@pytest.fixture
def house(sink: MailSink, tmp_path: Path, migrated: House) -> Iterator[House]:
    """A running helpdesk with one agent."""
    post = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(sink.port),
        "SMTP_STARTTLS": "off",
        "UNDO_SECONDS": "0",
    }
    with graph_sink() as graph:
        meta = {**META, "GRAPH_API_BASE": graph.base}
        with a_house(tmp_path, migrated, **post, **meta) as it:
            hired = it.flask("people", "hire", EMAIL, "Sara", "--password", PASSWORD)
            assert hired.returncode == 0, hired.stderr.decode()
            it.start()
            yield it


def test_every_message_stands_once_and_every_answer_is_one_mail(
    house: House, sink: MailSink
) -> None:
    sent = shuffled(mails(SIZE.mails) + calls(SIZE.events), SEED)
    post = Post(house, sent, META["WHATSAPP_APP_SECRET"], SEED)
    agent = Agent(house, EMAIL, PASSWORD, SIZE.answers)
    post.start()
    agent.start()
    kill_at_random_moments(house, post, sink, len(sent))
    until(lambda: post.is_over() and agent.is_over(), seconds=SIZE.seconds, what="all is sent")
    agent.close()
    assert len(post.acknowledged) == len(sent)
    assert len(agent.answered) == SIZE.answers

    settle(house)
    with house.database().connect() as rows:
        until(lambda: is_quiet(rows), seconds=SIZE.seconds, what="all is read and all has left")
        nothing_is_lost_or_double(rows, {id_ for letter in sent for id_ in letter.ids})
        every_answer_is_one_mail(rows, sink, agent.answered)
        nothing_is_torn(rows, house)
    assert house.stop() == 0
    copies = len(sink.mails) - SIZE.answers
    # A killed worker hands over again at most what each of its greenlets was handing over.
    assert copies <= SIZE.kills * GREENLETS
    pipes_killed = sum(name.startswith("killed") for name in post.tries)
    print(
        f"\n{SIZE.mails} mails in {post.tries['pipe']} tries ({pipes_killed} pipes killed), "
        f"{SIZE.events} events in {post.tries['webhook']} calls, {SIZE.answers} answers "
        f"({copies} handed over twice under one Message-ID), {SIZE.kills} kills: "
        "0 lost, 0 double"
    )


def kill_at_random_moments(house: House, post: Post, sink: MailSink, count: int) -> None:
    """Kill and restart the server, at moments spread over the sending of `count` letters.

    Every other time the next answer on its way is awaited for a while, since the moment between
    its leaving and our noting it is short and rarely struck by chance.
    """
    chance = random.Random(SEED)
    for number, moment in enumerate(sorted(chance.sample(range(count), SIZE.kills))):
        until(
            lambda: len(post.acknowledged) >= moment,  # noqa: B023
            seconds=SIZE.seconds,
            what=f"{moment} letters are acknowledged",
        )
        passed = after(chance.uniform(0, 0.3) if number % 2 else PATIENCE)
        until(lambda: passed() or (not number % 2 and sink.is_taking()), what="the moment is come")  # noqa: B023
        house.kill()
        house.start()


def after(seconds: float) -> Callable[[], bool]:
    """Says whether so much time has passed since it was made."""
    then = datetime.now(UTC) + timedelta(seconds=seconds)
    return lambda: datetime.now(UTC) >= then


def settle(house: House) -> None:
    """As if five minutes passed: leases of killed workers run out, and a worker is woken."""
    assert house.stop() == 0
    with house.database().begin() as rows:
        rows.execute(text("UPDATE delivery SET lease_until = NULL WHERE state = 'waiting'"))
    house.start()


def is_quiet(rows: Connection) -> bool:
    """Whether nothing waits to be read or to be sent."""
    unread = rows.scalar(text("SELECT count(*) FROM inbound_raw WHERE state = 'new'"))
    unsent = rows.scalar(text("SELECT count(*) FROM delivery WHERE state = 'waiting'"))
    rows.rollback()
    return not unread and not unsent


def nothing_is_lost_or_double(rows: Connection, ids: set[str]) -> None:
    """The ledger of the senders and the messages say the same."""
    said = rows.scalars(text("SELECT text FROM message WHERE customer_id IS NOT NULL"))
    assert ids_in(said) == dict.fromkeys(ids, 1)
    failed = rows.scalars(text("SELECT error FROM inbound_raw WHERE state <> 'read'")).all()
    assert failed == []
    tickets = pairs(rows, "SELECT channel, count(*) FROM ticket GROUP BY channel")
    assert tickets == {"email": SIZE.mails, "whatsapp": min(PHONES, SIZE.events)}


def every_answer_is_one_mail(rows: Connection, sink: MailSink, answered: list[str]) -> None:
    """Each answer reached the mail server, always under the one Message-ID it was born with."""
    born = pairs(rows, "SELECT m.text, d.key FROM delivery d JOIN message m ON m.id = d.message_id")
    assert set(born) == {f"answer to {subject}" for subject in answered}
    got: dict[str, Counter[str]] = {}
    for mail in sink.mails:
        body = mail.get_body(("plain",))
        assert body is not None
        got.setdefault(body.get_content().strip(), Counter())[mail["Message-ID"]] += 1
    assert {words: set(ids) for words, ids in got.items()} == {
        words: {key} for words, key in born.items()
    }


def nothing_is_torn(rows: Connection, house: House) -> None:
    """What belongs into one transaction is there together, and numbers run without a gap."""
    unclocked = text(
        "SELECT count(*) FROM ticket t"
        " WHERE NOT EXISTS (SELECT 1 FROM clock c WHERE c.ticket_id = t.id)"
    )
    assert rows.scalar(unclocked) == 0
    gaps = text(
        "SELECT count(*) FROM ticket t WHERE t.last_seq <>"
        " (SELECT count(*) FROM message m WHERE m.ticket_id = t.id)"
    )
    assert rows.scalar(gaps) == 0
    if rows.dialect.name == "sqlite":
        assert rows.scalar(text("PRAGMA integrity_check")) == "ok"
    assert "task failed" not in house.log.read_text()


def pairs(rows: Connection, query: str) -> dict[str, Any]:
    """A query of two columns as a dictionary."""
    return dict(tuple(row) for row in rows.execute(text(query)))
