"""Handing mail over: what the server says becomes a receipt, a later try, or a refusal."""

import shutil
import socket
import ssl
import subprocess
from dataclasses import dataclass, replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from helpdesk.channels.base import DeliveryError
from helpdesk.channels.email.smtp import deliver

RAW = b"From: support@shop.example\r\nSubject: Hi\r\n\r\n.a line that begins with a dot\r\n"


@dataclass
class Server:
    host: str = "127.0.0.1"
    port: int = 0
    username: str = ""
    password: str = ""
    starttls: str = "off"
    ssl: bool = False
    timeout: int = 10
    token: str = ""
    private: bool = True


class Sink:
    """A mail server that answers as it is told and keeps what it was given."""

    def __init__(self):
        self.rcpt_answer = self.data_answer = "250 OK"
        self.kept = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt_answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(self, server, session, envelope):
        if self.data_answer.startswith("2"):
            self.kept.append((session.ssl is not None, envelope))
        return self.data_answer


@pytest.fixture
def run():
    """Start a server with a Sink: run(**options) -> (sink, settings to reach it)."""
    running = []

    def start(**options):
        sink = Sink()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(sink, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        return sink, Server(port=port)

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A TLS context for 127.0.0.1 whose certificate is trusted within the test."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, so that no certificate can be made")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*command.split(), *names, "-keyout", key, "-out", cert], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    return context


def hand_over(settings):
    return deliver(
        RAW, settings=settings, sender="support@shop.example", recipients=["mona@mail.example"]
    )


def test_an_accepted_mail_arrives_whole_and_the_answer_is_the_receipt(run):
    sink, settings = run()
    sink.data_answer = "250 2.0.0 Ok: queued as 4Xb7"
    assert hand_over(settings) == "250 2.0.0 Ok: queued as 4Xb7"
    ((_, envelope),) = sink.kept
    assert envelope.content == RAW
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "support@shop.example",
        ["mona@mail.example"],
    )


@pytest.mark.parametrize("where", ["rcpt_answer", "data_answer"])
@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 5.1.1 User unknown", True), ("451 4.7.1 Try later", False)]
)
def test_a_refusal_is_for_good_or_for_now_as_the_server_says(run, where, answer, permanent):
    sink, settings = run()
    setattr(sink, where, answer)
    with pytest.raises(DeliveryError, match=answer) as error:
        hand_over(settings)
    assert error.value.permanent is permanent
    assert sink.kept == []


def test_a_server_that_is_not_there_is_tried_again_later():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(DeliveryError, match=r"127\.0\.0\.1") as error:
            hand_over(Server(port=taken.getsockname()[1]))
    assert not error.value.permanent


def test_without_starttls_nothing_is_sent_in_the_clear(run):
    sink, settings = run()
    with pytest.raises(DeliveryError, match="no STARTTLS") as error:
        hand_over(replace(settings, starttls="required", username="u", password="p"))
    assert not error.value.permanent
    assert sink.kept == []


def test_optional_encryption_sends_where_none_is_offered(run):
    sink, settings = run()
    hand_over(replace(settings, starttls="optional"))
    assert len(sink.kept) == 1


def test_starttls_encrypts(run, certificate):
    sink, settings = run(tls_context=certificate)
    hand_over(replace(settings, starttls="required"))
    assert [encrypted for encrypted, _ in sink.kept] == [True]


@pytest.mark.parametrize("starttls", ["required", "optional"])
def test_a_certificate_that_is_not_trusted_sends_nothing(run, certificate, monkeypatch, starttls):
    monkeypatch.delenv("SSL_CERT_FILE")
    sink, settings = run(tls_context=certificate)
    with pytest.raises(DeliveryError, match="certificate") as error:
        hand_over(replace(settings, starttls=starttls))
    assert not error.value.permanent
    assert sink.kept == []


def test_a_refused_login_is_ours_to_mend_so_the_mail_waits(run):
    def refuse(server, session, envelope, mechanism, data):
        return AuthResult(success=False, handled=False)

    _, settings = run(authenticator=refuse, auth_require_tls=False)
    with pytest.raises(DeliveryError, match="refused our login: 535") as error:
        hand_over(replace(settings, username="shop", password="wrong"))
    assert not error.value.permanent


def test_a_server_that_hangs_up_after_taking_the_mail_has_taken_it(run):
    class Rude(Sink):
        async def handle_QUIT(self, server, session, envelope):
            server.transport.abort()
            return "221 never heard"

    sink, settings = run()
    sink.handle_QUIT = Rude().handle_QUIT
    assert hand_over(settings).startswith("250")
