"""The reading process: it says what the parser says, and no mail takes it or its parent along."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels import intake
from helpdesk.channels.base import NotNow
from helpdesk.channels.email import child
from helpdesk.channels.email.child import MailReader
from helpdesk.channels.email.parse import UnreadableMail, parse
from helpdesk.channels.models import InboundRaw
from helpdesk.channels.registry import channel
from helpdesk.db import commit, db
from helpdesk.tickets.models import Ticket
from tests.factories import NOON
from tests.processes import ROOT, until

MAILS = sorted((Path(__file__).parent / "mails").glob("**/*.eml"))
MAIL = b"From: mona@mail.example\nSubject: Lamp\n\nBroken."
POISON = b"From: mona@mail.example\nSubject: Poison\n\nDrink."
# How a parser may go wrong on one mail, as a program of the child's.
STRANGE = "reading.parse = lambda raw, parse=reading.parse: parse(raw) if b'Drink' not in raw else "
SPINS = "reading.CPU_SECONDS = 0.2; " + STRANGE + "[None for _ in iter(int, 1)]"
EATS = STRANGE + "bytearray(1 << 40)"
DIES = STRANGE + "sys.modules['os'].kill(sys.modules['os'].getpid(), 9)"
HANGS = STRANGE + "__import__('time').sleep(60)"
RAVES = STRANGE + "reading.socket.socket(fileno=0).sendall(b'!' * 16)"
BREAKS = STRANGE + "1 / 0"
Gone = Callable[[str], MailReader]


@pytest.fixture
def reader() -> Iterator[MailReader]:
    """A reader whose process is gone afterwards."""
    reader = MailReader()
    yield reader
    reader.end()


@pytest.fixture
def with_parser(reader: MailReader, monkeypatch: pytest.MonkeyPatch) -> Gone:
    """with_parser(program): the reader, whose process runs `program` before it reads."""

    def begin(program: str) -> MailReader:
        monkeypatch.setattr(
            child, "_BEGIN", child._BEGIN.replace("reading.main()", f"{program}; reading.main()")
        )
        return reader

    return begin


def is_gone(pid: int) -> bool:
    """Whether the process has ended, whoever is to bury it."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True


def test_every_mail_says_there_what_it_says_here(reader: MailReader) -> None:
    assert len(MAILS) > 10
    for path in MAILS:
        raw = path.read_bytes()
        assert reader.read(raw) == parse(raw), path.name


def test_one_process_reads_many(reader: MailReader) -> None:
    reader.read(MAIL)
    pid = reader.pid
    reader.read(MAIL)
    assert reader.pid == pid


def test_a_mail_without_anything_is_refused_in_the_parsers_words(reader: MailReader) -> None:
    with pytest.raises(UnreadableMail, match=r"^The mail is empty\.$"):
        reader.read(b"")


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (SPINS, "processor time"),
        (EATS, "512 MB of memory"),
        (DIES, r"ended \(-9\)"),
        (HANGS, "more than 0.5 s"),
        (RAVES, "nobody understands"),
        (BREAKS, "ZeroDivisionError"),
    ],
    ids=["spins", "eats", "dies", "hangs", "raves", "breaks"],
)
def test_a_mail_that_the_process_cannot_bear_is_unreadable_and_the_next_is_read(
    with_parser: Gone, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
) -> None:
    reader = with_parser(program)
    reader.read(MAIL)
    with monkeypatch.context() as impatient:
        impatient.setattr(child, "WALL_SECONDS", 0.5 if program is HANGS else 60)
        with pytest.raises(UnreadableMail, match=reason):
            reader.read(POISON)
    assert reader.read(MAIL).text == "Broken."


def test_a_process_that_the_machine_ended_is_no_fault_of_the_mail(reader: MailReader) -> None:
    reader.read(MAIL)
    assert reader.pid
    os.kill(reader.pid, signal.SIGKILL)
    assert reader.read(MAIL).text == "Broken."


def test_where_no_process_can_begin_the_mail_waits(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = MailReader()
    monkeypatch.setattr(channel("email"), "_reader", reader)
    intake.store("email", "mail:1", MAIL, now=NOON)
    commit()
    with monkeypatch.context() as broken:
        broken.setattr(child, "_BEGIN", "raise SystemExit(1)")
        with pytest.raises(NotNow):
            reader.read(MAIL)
        intake.read_waiting()
    assert db.session.scalars(select(InboundRaw.state)).one() == "new"
    intake.read_waiting()
    reader.end()
    assert db.session.scalars(select(Ticket.subject)).one() == "Lamp"


def test_it_knows_nothing_of_the_house(reader: MailReader) -> None:
    words = child._BEGIN.replace("reading.main()", "print(*sys.modules)")
    told = subprocess.run(
        [sys.executable, "-I", "-c", words, str(child._HOUSE)], capture_output=True, check=True
    )
    loaded = set(told.stdout.decode().split())
    assert "helpdesk.channels.email.parse" in loaded
    assert not {"flask", "sqlalchemy", "sklearn", "numpy", "triage", "helpdesk.config"} & loaded
    reader.read(MAIL)
    assert Path(f"/proc/{reader.pid}/environ").read_bytes() == b""


@pytest.mark.parametrize("patch", ["", "from gevent import monkey; monkey.patch_all(); "])
def test_it_ends_when_its_parent_is_killed(patch: str) -> None:
    words = (
        f"{patch}import os; from helpdesk.channels.email.child import MailReader; "
        f"reader = MailReader(); reader.read({MAIL!r}); "
        "print(reader.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    told = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, check=False)
    assert told.returncode == -signal.SIGKILL, told.stderr
    until(lambda: is_gone(int(told.stdout)), seconds=10, what="the reading process ends")
