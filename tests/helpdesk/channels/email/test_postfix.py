"""A real Postfix hands mail over by LMTP, as docs/operations.md sets it up."""

import os
import shutil
import smtplib
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.processes import House, a_house, free_port, until

SENDER, OURS = "mona@mail.example", "support@dukkan.example"
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.dukkan.example
mydestination =
smtpd_relay_restrictions = reject_unauth_destination
recipient_delimiter = +
virtual_mailbox_domains = dukkan.example
virtual_mailbox_maps =
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
minimal_backoff_time = 1s
queue_run_delay = 1s
"""
MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""
pytestmark = pytest.mark.skipif(
    not shutil.which("postfix") or os.geteuid() != 0, reason="wants Postfix, and root to run it"
)


@contextmanager
def postfix(*, lmtp: int) -> Iterator[int]:
    """A Postfix of its own that hands to the port `lmtp`; gives the port it takes mail at."""
    # Not in a test's folder, which is closed to the user that Postfix runs as.
    with tempfile.TemporaryDirectory(prefix="postfix") as place:
        Path(place).chmod(0o755)
        with _running(Path(place), lmtp) as smtp:
            yield smtp


@contextmanager
def _running(folder: Path, lmtp: int) -> Iterator[int]:
    smtp = free_port()
    (folder / "queue").mkdir()
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "postfix")
    (folder / "main.cf").write_text(MAIN.format(folder=folder, lmtp=lmtp))
    (folder / "master.cf").write_text(MASTER.format(smtp=smtp))
    command = ["postfix", "-c", str(folder)]
    with subprocess.Popen([*command, "start-fg"]) as running:
        try:
            until(lambda: _answers(smtp), seconds=20, what="Postfix answers")
            yield smtp
        finally:
            subprocess.run([*command, "stop"], check=False, capture_output=True)
            running.wait(20)


@contextmanager
def listener(house: House, port: int) -> Iterator[None]:
    """`flask mail listen`, killed in the end."""
    house.settings["MAIL_LISTEN"] = f"127.0.0.1:{port}"
    with house.begin("mail", "listen") as command:
        try:
            assert command.stdout
            assert command.stdout.readline().startswith(b"farz takes mail by LMTP")
            yield
        finally:
            command.kill()


def test_postfix_hands_over_and_waits_while_we_are_away(tmp_path: Path, migrated: House) -> None:
    port = free_port()
    with a_house(tmp_path, migrated) as house, postfix(lmtp=port) as smtp:
        with listener(house, port):
            send(smtp, 1, OURS)
            send(smtp, 2, OURS, "support+tag@dukkan.example")
            assert until(lambda: kept(house) == 2, what="two mails are kept")
        send(smtp, 3, OURS)
        with listener(house, port):
            assert until(lambda: kept(house) == 3, what="the third is kept, once we are back")
        with house.database().connect() as connection:
            found = list(connection.scalars(text("SELECT body FROM inbound_raw")))
    # Postfix hands over several at a time, in any order.
    bodies = sorted(found, key=lambda body: body.partition(b"Message-ID: ")[2])
    assert bodies[0].startswith(b"Return-Path: <mona@mail.example>\r\nDelivered-To: support@")
    assert b"\r\nDelivered-To: support+tag@dukkan.example\r\n" in bodies[1]


def send(port: int, number: int, *to: str) -> None:
    """Mona writes."""
    mail = f"From: {SENDER}\nSubject: Lamp\nMessage-ID: <{number}@mail.example>\n\nBroken."
    with smtplib.SMTP("127.0.0.1", port) as server:
        assert server.sendmail(SENDER, to, mail) == {}


def kept(house: House) -> int:
    """How many mails the house has."""
    with house.database().connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM inbound_raw")) or 0


def _answers(port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as server:
            return server.noop()[0] == 250
    except OSError:
        return False
