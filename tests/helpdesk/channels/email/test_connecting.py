"""Entering a mailbox, against Dovecot: encrypted as chosen, and each failure told by its step."""

import imaplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helpdesk.channels.email import connecting
from helpdesk.channels.email.connecting import MailboxUnavailable, entered
from helpdesk.channels.email.imap import visited
from helpdesk.channels.email.place import Place
from tests.dovecot import Certificate, Ports, a_certificate, a_dovecot
from tests.token_server import TokenServer, a_token_server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with a_token_server() as server:
        yield server


@pytest.fixture(scope="module")
def dovecot(certificate: Certificate, tokens: TokenServer) -> Iterator[Ports]:
    with a_dovecot(certificate, introspection=f"{tokens.address}?access_token=") as ports:
        yield ports


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, certificate: Certificate) -> None:
    monkeypatch.setattr(connecting, "trust", certificate.trusting)


def place(port: int, security: str, **chosen: object) -> Place:
    there = Place(
        host="localhost",
        port=port,
        security=security,
        username="help@dukkan.example",
        password="secret",
        size_limit=1_000_000,
        timeout=5,
    )
    return replace(there, **chosen)  # type: ignore[arg-type]


def failing_step(there: Place) -> str:
    with pytest.raises(MailboxUnavailable) as refusal, entered(there):
        pass
    return refusal.value.step


def test_over_tls_and_by_starttls_it_is_encrypted(dovecot: Ports) -> None:
    for port, security in ((dovecot.tls, "tls"), (dovecot.plain, "starttls")):
        with entered(place(port, security)) as box:
            assert isinstance(box.client.sock, ssl.SSLSocket)


def test_unencrypted_only_where_that_was_chosen(dovecot: Ports) -> None:
    with entered(place(dovecot.plain, "none")) as box:
        assert not isinstance(box.client.sock, ssl.SSLSocket)


def test_without_starttls_no_password_goes_out() -> None:
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        line, _ = listener.accept()
        with line, line.makefile("rb") as words:
            line.sendall(b"* OK ready\r\n")
            for said in words:
                heard.append(said)
                tag = said.split()[0]
                line.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")

    thread = threading.Thread(target=talk)
    thread.start()
    assert failing_step(place(listener.getsockname()[1], "starttls", host="127.0.0.1")) == "tls"
    thread.join(10)
    listener.close()
    assert b"secret" not in b"".join(heard)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    dovecot: Ports, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setattr(connecting, "trust", ssl.create_default_context)
    port = dovecot.tls if security == "tls" else dovecot.plain
    assert failing_step(place(port, security)) == "tls"


def test_a_certificate_of_another_name_is_refused(
    dovecot: Ports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        connecting,
        "reach",
        lambda *_where, **_how: socket.create_connection(("127.0.0.1", dovecot.tls)),
    )
    assert failing_step(place(dovecot.tls, "tls", host="imap.other.example")) == "tls"


def test_each_failure_is_told_by_its_step(dovecot: Ports) -> None:
    well = place(dovecot.tls, "tls")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert failing_step(replace(well, port=taken.getsockname()[1])) == "port"
    assert failing_step(replace(well, host="nowhere.invalid")) == "name"
    assert failing_step(replace(well, password="wrong")) == "login"
    assert failing_step(replace(well, folder="Nowhere")) == "folder"
    assert failing_step(replace(well, private=False)) == "private"
    assert failing_step(replace(well, port=dovecot.plain)) == "tls"


def test_a_token_enters_instead_of_a_password(dovecot: Ports) -> None:
    with entered(place(dovecot.tls, "tls", password="", token="access-1")) as box:
        assert box.folder.get() == "INBOX"
    assert failing_step(place(dovecot.tls, "tls", password="", token="stolen")) == "login"


def test_the_server_tells_of_new_mail_while_we_listen(dovecot: Ports) -> None:
    there = place(dovecot.plain, "none", username="told")
    with visited(there) as visit:
        assert visit.is_told
        assert list(visit.fetch_new((None, 0))) == []
        with visit.listening():
            assert not visit.is_news(within=0.1)
            other = imaplib.IMAP4("127.0.0.1", dovecot.plain)
            other.login("told", "secret")
            other.append("INBOX", "", "", b"From: mona@mail.example\r\n\r\nHello\r\n")
            other.logout()
            assert visit.is_news(within=10)
        [mail] = visit.fetch_new((None, 0))
        assert b"Hello" in mail.raw
        assert list(visit.fetch_new((mail.uidvalidity, mail.uid))) == []


def test_a_line_that_breaks_while_we_listen_is_noticed(dovecot: Ports) -> None:
    with (
        pytest.raises(MailboxUnavailable),
        visited(place(dovecot.plain, "none")) as visit,
        visit.listening(),
    ):
        visit._connection.client.sock.shutdown(socket.SHUT_RDWR)
        assert visit.is_news(within=10)
