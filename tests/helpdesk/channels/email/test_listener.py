"""Mail handed over by LMTP and SMTP: kept before it is acknowledged, refused in the right words."""

import asyncio
import os
import shutil
import signal
import smtplib
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from helpdesk.channels import intake
from helpdesk.channels.email import conversation, letterbox, listener
from helpdesk.channels.email.address import reply_address
from helpdesk.channels.email.envelope import Envelope, is_for
from helpdesk.channels.email.listener import Keep, Listener
from helpdesk.channels.models import InboundRaw
from helpdesk.config import SettingError, read, settings
from helpdesk.db import commit, db
from helpdesk.tickets.models import Message, Ticket
from tests.factories import NOON, ticket
from tests.processes import House, a_house

OURS = "support@dukkan.example"
MAIL = (
    b"From: Mona <mona@mail.example>\r\nTo: support@dukkan.example\r\nSubject: Lamp\r\n"
    b"Message-ID: <lamp@mail.example>\r\n\r\nBroken.\r\n.a line that begins with a dot\r\n"
)
Start = Callable[..., int]


@pytest.fixture
def listen(app: Flask) -> Iterator[Start]:
    """listen(keep=…, MAIL_LISTEN_PROTOCOL=…): the port on which a listener now takes mail."""
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event, threading.Thread]] = []

    def keep_here(raw: bytes, envelope: Envelope) -> None:
        with app.app_context():
            letterbox.drop(raw, envelope, now=NOON)

    def start(keep: Keep = keep_here, **changed: object) -> int:
        named = {name.lower(): value for name, value in changed.items()}
        chosen = replace(settings(), mail_listen="127.0.0.1:0", **named)  # type: ignore[arg-type]
        ready, ports = threading.Event(), list[int]()

        def begun(port: int) -> None:
            ports.append(port)
            ready.set()

        async def run() -> None:
            stop = asyncio.Event()
            running.append((asyncio.get_running_loop(), stop, threading.current_thread()))
            await Listener(chosen, keep).listen(begun, stop)

        threading.Thread(target=asyncio.run, args=(run(),), daemon=True).start()
        assert ready.wait(10)
        return ports[0]

    yield start
    for loop, stop, thread in running:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def lmtp(port: int) -> smtplib.LMTP:
    """A mail server that has something for us."""
    return smtplib.LMTP("127.0.0.1", port, local_hostname="mx.mail.example")


def raws() -> list[InboundRaw]:
    """What was kept."""
    db.session.rollback()
    return list(db.session.scalars(select(InboundRaw).order_by(InboundRaw.id)))


def test_a_mail_is_kept_with_its_envelope_and_becomes_a_ticket(listen: Start) -> None:
    with lmtp(listen()) as server:
        assert server.sendmail("bounces@mail.example", [OURS], MAIL) == {}
    [raw] = raws()
    assert raw.body.startswith(
        b"Return-Path: <bounces@mail.example>\r\n"
        b"Delivered-To: support@dukkan.example\r\n"
        b"Received: from mx.mail.example ([127.0.0.1])\r\n"
        b"\tby localhost with LMTP; Mon, 02 Mar 2026 12:00:00 +0000\r\n"
        b"From: Mona"
    )
    assert raw.body.endswith(b"\r\n\r\nBroken.\r\n.a line that begins with a dot\r\n")
    intake.read_waiting()
    assert db.session.scalars(select(Ticket.subject)).one() == "Lamp"


def test_what_is_handed_over_again_is_kept_once(listen: Start) -> None:
    port = listen()
    for _ in range(2):
        with lmtp(port) as server:
            server.sendmail("mona@mail.example", [OURS], MAIL)
    assert len(raws()) == 1


@pytest.mark.parametrize("head", [b"Message-ID: <1@mail.example>\r\n", b""])
def test_one_that_comes_by_the_mailbox_too_is_one_message(listen: Start, head: bytes) -> None:
    came = b"Received: from phone by mx; Sun, 22 Nov 2026 09:00:00 +0000\r\n" + head
    mail = came + b"From: mona@mail.example\r\nSubject: Lamp\r\n\r\nBroken.\r\n"
    with lmtp(listen()) as server:
        server.sendmail("mona@mail.example", [OURS], mail)
    intake.store(
        "email", "mail:mailbox", b"Received: from mx by dovecot; today\r\n" + mail, now=NOON
    )
    commit()
    assert intake.read_waiting() == 2
    assert db.session.scalar(select(func.count(Message.id))) == 1


def test_the_address_on_the_envelope_is_enough_to_find_the_ticket(listen: Start) -> None:
    opened = ticket()
    to = reply_address(OURS, opened.id, settings().secret_key)
    with lmtp(listen()) as server:
        server.sendmail("mona@mail.example", [to.upper()], MAIL)
    intake.read_waiting()
    assert db.session.scalars(select(Message.ticket_id)).all() == [opened.id, opened.id]


def test_a_bounce_comes_without_a_sender(listen: Start) -> None:
    with lmtp(listen()) as server:
        server.sendmail("", [OURS], MAIL)
    assert raws()[0].body.startswith(b"Return-Path: <>\r\n")


def test_lmtp_answers_for_each_recipient(listen: Start) -> None:
    with lmtp(listen(MAIL_LISTEN_ADDRESSES="help@dukkan.example")) as server:
        server.ehlo()
        server.mail("mona@mail.example")
        for address in (OURS, "help@dukkan.example"):
            server.rcpt(address)
        assert server.data(MAIL)[0] == 250
        # The first answer was read above, the library knows of no second one.
        assert server.getreply()[0] == 250
        assert server.noop() == (250, b"OK")
    [raw] = raws()
    assert raw.body.count(b"Delivered-To:") == 2


def test_a_stranger_to_us_is_refused_and_the_others_are_served(listen: Start) -> None:
    with lmtp(listen()) as server:
        refused = server.sendmail("mona@mail.example", ["ceo@dukkan.example", OURS], MAIL)
    assert list(refused) == ["ceo@dukkan.example"]
    assert refused["ceo@dukkan.example"][0] == 550
    assert len(raws()) == 1


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("support@dukkan.example", True),
        ("Support@Dukkan.Example", True),
        ("support+t12.abc@dukkan.example", True),
        ("anything@shop.example", True),
        ("support@dukkan.example.evil.example", False),
        ("supporter@dukkan.example", False),
        ("@shop.example", False),
        ("support", False),
    ],
)
def test_ours_are_the_addresses_with_any_tag_and_whole_domains(address: str, is_ours: bool) -> None:
    assert is_for(address, [OURS, "@shop.example"]) is is_ours


def test_what_cannot_be_kept_is_left_with_the_sender(listen: Start) -> None:
    def fail(_raw: bytes, _envelope: Envelope) -> None:
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    with lmtp(listen(fail)) as server, pytest.raises(smtplib.SMTPDataError) as refusal:
        server.sendmail("mona@mail.example", [OURS], MAIL)
    assert refusal.value.smtp_code == 451
    assert "disk" not in str(refusal.value)


def test_a_mail_too_large_is_refused_for_good(listen: Start) -> None:
    port = listen(MAIL_LIMIT_MB=1)
    large = MAIL + b"x" * 70 + (b"\r\n" + b"x" * 70) * 20_000
    with lmtp(port) as server:
        with pytest.raises(smtplib.SMTPResponseException) as refusal:
            server.sendmail("mona@mail.example", [OURS], large)
        assert refusal.value.smtp_code == 552
    with lmtp(port) as server:
        # One that does not announce its size is heard to its end.
        server.ehlo()
        server.docmd("MAIL FROM:<mona@mail.example>")
        server.docmd(f"RCPT TO:<{OURS}>")
        assert server.data(large)[0] == 552
        assert server.noop()[0] == 250
    assert raws() == []


def test_long_lines_are_taken_endless_ones_are_not(
    listen: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "_SLACK", 0)
    port = listen(MAIL_LIMIT_MB=1)
    with lmtp(port) as server:
        server.sendmail("mona@mail.example", [OURS], MAIL + b"x" * 500_000 + b"\r\n")
    assert len(raws()) == 1
    with lmtp(port) as server:
        server.ehlo()
        server.docmd("MAIL FROM:<mona@mail.example>")
        server.docmd(f"RCPT TO:<{OURS}>")
        server.docmd("DATA")
        with pytest.raises(OSError):
            for _ in range(200):
                server.sock.sendall(b"x" * 100_000)


def test_recipients_connections_commands_and_time_have_limits(
    listen: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in [("MOST_RECIPIENTS", 2), ("MOST_CONNECTIONS", 1), ("COMMAND_SECONDS", 0.3)]:
        monkeypatch.setattr(listener, name, value)
    port = listen()
    with lmtp(port) as server:
        server.ehlo()
        with pytest.raises(smtplib.SMTPConnectError) as refusal:
            lmtp(port)
        assert refusal.value.smtp_code == 421
        server.docmd("MAIL FROM:<mona@mail.example>")
        codes = [server.docmd(f"RCPT TO:<support+{n}@dukkan.example>")[0] for n in range(3)]
        assert codes == [250, 250, 452]
        assert [server.docmd("NONSENSE")[0] for _ in range(5)][-1] == 502
        assert server.sock.recv(1) == b""
    with lmtp(port) as server:
        server.sock.settimeout(10)
        assert server.sock.recv(1) == b""


def test_smtp_offers_tls_where_there_is_a_certificate_and_no_login(
    listen: Start, tmp_path: Path
) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, so that no certificate can be made")
    place = tmp_path / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*command.split(), *subject, "-keyout", place, "-out", tmp_path / "c.pem"],
        check=True,
        capture_output=True,
    )
    place.write_bytes(place.read_bytes() + (tmp_path / "c.pem").read_bytes())
    port = listen(MAIL_LISTEN_PROTOCOL="smtp", MAIL_LISTEN_CERTIFICATE=str(place))
    context = ssl.create_default_context(cafile=str(tmp_path / "c.pem"))
    with smtplib.SMTP("127.0.0.1", port) as server:
        assert server.starttls(context=context)[0] == 220
        server.ehlo()
        assert not server.has_extn("auth")
        assert server.esmtp_features["size"] == str(25 * 1024 * 1024)
        server.sendmail("mona@mail.example", [OURS], MAIL)
    assert b"with ESMTPS;" in raws()[0].body


@pytest.mark.parametrize("place", ["2525", "host:", ":25", "host:port", "host:99999"])
def test_a_place_that_is_none_is_named(place: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="MAIL_LISTEN must be host:port"):
        read({"DATA_DIR": str(tmp_path), "MAIL_LISTEN": place})


def test_the_command_takes_mail_until_it_is_killed_and_keeps_what_it_took(
    tmp_path: Path, migrated: House
) -> None:
    with a_house(tmp_path, migrated, MAIL_LISTEN="127.0.0.1:0") as house:
        command = house.begin("mail", "listen")
        with command:
            assert command.stdout
            port = int(command.stdout.readline().decode().rpartition(":")[2])
            with suppress(smtplib.SMTPServerDisconnected), lmtp(port) as server:
                server.sendmail("mona@mail.example", [OURS], MAIL)
                os.kill(command.pid, signal.SIGKILL)
        with house.database().connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM inbound_raw")) == 1


def test_without_a_place_the_command_says_so(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["mail", "listen"])
    assert told.exit_code == 1
    assert "MAIL_LISTEN is empty" in told.output
