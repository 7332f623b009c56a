"""Fetching by the mailbox's own numbers, against Dovecot and against a scripted server."""

import imaplib
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest

from helpdesk.channels.email.connecting import MailboxUnavailable
from helpdesk.channels.email.imap import fetch_new, mark_seen
from helpdesk.channels.email.parse import parse
from tests.dovecot import a_dovecot

NEVER = (None, 0)


@dataclass
class Box:
    port: int
    host: str = "127.0.0.1"
    username: str = "shop"
    password: str = "secret"
    token: str = ""
    security: str = "none"
    private: bool = True
    folder: str = "INBOX"
    since: date | None = None
    size_limit: int = 30_000_000
    timeout: int = 10


def mail(number, body="hello"):
    text = f"From: mona@mail.example\nMessage-ID: <{number}@mail.example>\n\n{body} {number}\n"
    return text.replace("\n", "\r\n").encode()


def texts(found):
    return [parse(each.raw).text for each in found]


# ── Dovecot ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def dovecot():
    """The port of a Dovecot that keeps its mail in a folder of its own."""
    with a_dovecot() as ports:
        yield ports.plain


@pytest.fixture
def box(dovecot, request):
    """An empty mailbox of a user of its own."""
    return Box(port=dovecot, username=request.node.name.split("[")[0][:60])


@contextmanager
def other_client(box):
    client = imaplib.IMAP4(box.host, box.port)
    client.login(box.username, box.password)
    client.select(box.folder)
    try:
        yield client
    finally:
        client.logout()


def put(box, *mails, day='"01-Jul-2025 10:00:00 +0000"'):
    with other_client(box) as client:
        for each in mails:
            assert client.append("INBOX", "", day, each)[0] == "OK"


def test_all_comes_in_order_and_next_time_only_what_is_new(box):
    put(box, mail(1), mail(2))
    first = list(fetch_new(box, NEVER))
    assert [each.raw for each in first] == [mail(1), mail(2)]
    put(box, mail(3))
    position = (first[-1].uidvalidity, first[-1].uid)
    assert texts(fetch_new(box, position)) == ["hello 3"]


def test_nothing_new_is_nothing(box):
    put(box, mail(1))
    (only,) = fetch_new(box, NEVER)
    assert list(fetch_new(box, (only.uidvalidity, only.uid))) == []
    assert list(fetch_new(box, (only.uidvalidity, only.uid + 50))) == []


def test_an_empty_mailbox_is_no_trouble(box):
    assert list(fetch_new(box, NEVER)) == []


def test_a_mail_read_in_another_client_comes_all_the_same_and_we_mark_none(box):
    put(box, mail(1), mail(2))
    with other_client(box) as client:
        client.store("1", "+FLAGS", r"\Seen")
    assert texts(fetch_new(box, NEVER)) == ["hello 1", "hello 2"]
    with other_client(box) as client:
        assert client.search(None, "SEEN")[1] == [b"1"]


def test_mails_are_marked_as_seen_when_asked(box):
    put(box, mail(1), mail(2))
    first, _ = fetch_new(box, NEVER)
    mark_seen(box, first.uidvalidity, [first.uid])
    mark_seen(box, first.uidvalidity + 1, [first.uid + 1])
    with other_client(box) as client:
        assert client.search(None, "SEEN")[1] == [b"1"]


def test_a_mailbox_numbered_anew_comes_again_from_the_beginning(box):
    put(box, mail(1), mail(2))
    found = list(fetch_new(replace(box, since=date(2026, 1, 1)), (1, 4711)))
    assert texts(found) == ["hello 1", "hello 2"]


def test_the_first_day_counts_at_the_first_connect_only(box):
    put(box, mail(1), day='"01-Jan-2025 10:00:00 +0000"')
    put(box, mail(2), day='"05-Jul-2025 10:00:00 +0000"')
    assert texts(fetch_new(replace(box, since=date(2025, 7, 5)), NEVER)) == ["hello 2"]


def test_one_that_is_deleted_while_we_fetch_is_passed_over(box):
    put(box, *(mail(number) for number in range(60)))
    fetching = fetch_new(box, NEVER)
    first = next(fetching)
    with other_client(box) as client:
        client.store("55", "+FLAGS", r"\Deleted")
        client.expunge()
    assert len(texts([first, *fetching])) == 59


def test_a_mail_over_the_limit_comes_with_its_first_part_and_says_so(box):
    put(box, mail(1), mail(2, "words " * 2000), mail(3))
    small, big, after = fetch_new(replace(box, size_limit=2000), NEVER)
    read = parse(big.raw)
    assert (read.was_cut, read.message_id) == (True, "<2@mail.example>")
    assert read.text.startswith("words words")
    assert [parse(each.raw).was_cut for each in (small, after)] == [False, False]


def test_a_wrong_password_says_so(box):
    with pytest.raises(MailboxUnavailable, match=r"127\.0\.0\.1.*[Aa]uthentication"):
        list(fetch_new(replace(box, password="wrong"), NEVER))


def test_a_missing_folder_says_so(box):
    with pytest.raises(MailboxUnavailable, match="Nowhere"):
        list(fetch_new(replace(box, folder="Nowhere"), NEVER))


# ── A server that says what it is told ─────────────────────────────────────────────────────────


@contextmanager
def scripted(*fetch_answers, uidvalidity=b"* OK [UIDVALIDITY 7] ok\r\n"):
    """A server on one connection that answers each UID FETCH with the next of the answers."""
    answers = iter(fetch_answers)
    listener = socket.create_server(("127.0.0.1", 0))

    def talk():
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            for line in lines:
                tag, command, *_ = line.split()
                said = b""
                if command == b"CAPABILITY":
                    said = b"* CAPABILITY IMAP4rev1\r\n"
                elif command in (b"EXAMINE", b"SELECT"):
                    said = b"* 2 EXISTS\r\n" + uidvalidity
                elif command == b"UID":
                    said = next(answers)
                connection.sendall(said + tag + b" OK done\r\n")
                if command == b"LOGOUT":
                    return

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield Box(port=listener.getsockname()[1])
    finally:
        thread.join(10)
        listener.close()


def test_the_number_may_stand_behind_the_mail_and_mails_in_any_order():
    listed = (
        b"* 2 FETCH (RFC822.SIZE 40 UID 12)\r\n"
        b'* 1 FETCH (INTERNALDATE " 1-Jul-2025 10:00:00 +0000" RFC822.SIZE 40 UID 11)\r\n'
    )
    bodies = b""
    for number in (2, 1):
        raw = mail(number)
        bodies += b"* %d FETCH (BODY[] {%d}\r\n%s UID %d)\r\n" % (
            number, len(raw), raw, 10 + number,
        )  # fmt: skip
    with scripted(listed, bodies) as box:
        found = list(fetch_new(box, (7, 10)))
    assert [(each.uidvalidity, each.uid) for each in found] == [(7, 11), (7, 12)]
    assert texts(found) == ["hello 1", "hello 2"]


def test_a_server_that_sends_the_last_mail_again_is_not_believed():
    with scripted(b"* 1 FETCH (UID 10 RFC822.SIZE 40)\r\n") as box:
        assert list(fetch_new(box, (7, 10))) == []


def test_garbage_is_trouble_to_be_tried_again_and_no_crash():
    with scripted(b"garbage\r\n") as box, pytest.raises(MailboxUnavailable):
        list(fetch_new(box, NEVER))
    with scripted(uidvalidity=b"") as box, pytest.raises(MailboxUnavailable, match="UIDVALIDITY"):
        list(fetch_new(box, NEVER))


def test_a_server_that_is_not_there_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(MailboxUnavailable, match=r"127\.0\.0\.1"):
            list(fetch_new(Box(port=taken.getsockname()[1]), NEVER))
