"""Servers of others that the helpdesk sends to, standing in on this machine and keeping all."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.processes import free_port


class MailSink:
    """A mail server that takes everything, `slowness` seconds a mail."""

    def __init__(self, slowness: float) -> None:
        self.port = free_port()
        self.mails: list[EmailMessage] = []
        # Whom each mail was handed over for, and what is answered to whom instead of being taken.
        self.envelopes: list[list[str]] = []
        self.refusals: dict[str, str] = {}
        self._done_with = 0
        self._slowness = slowness

    def is_taking(self) -> bool:
        """Whether a mail is handed over this moment, taken but not acknowledged yet."""
        return len(self.mails) > self._done_with

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        # It is kept before it is acknowledged: who dies in between must send it again.
        self.envelopes.append(list(envelope.rcpt_tos))
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        try:
            await asyncio.sleep(self._slowness)
        finally:
            self._done_with += 1
        return "250 OK"


@contextmanager
def mail_sink(slowness: float = 0) -> Iterator[MailSink]:
    """A mail server on a port of its own."""
    sink = MailSink(slowness)
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


class GraphSink(ThreadingHTTPServer):
    """The Graph API's answer to a text message; `calls` are (path, authorization, body)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _GraphCall)
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self.base = f"http://127.0.0.1:{self.server_port}/v23.0"


class _GraphCall(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, GraphSink)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        calls = self.server.calls
        calls.append((self.path, self.headers["Authorization"], body))
        contact = {"input": body["to"], "wa_id": body["to"]}
        said = {"contacts": [contact], "messages": [{"id": f"wamid.out-{len(calls)}"}]}
        answer = json.dumps({"messaging_product": "whatsapp", **said}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def graph_sink() -> Iterator[GraphSink]:
    """A Graph API on a port of its own."""
    with GraphSink() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
