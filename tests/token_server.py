"""A stand-in of a provider's token server: it keeps what was asked and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


class TokenServer:
    """Gives tokens for codes and refresh tokens; says of a token whose it is (RFC 7662)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[dict[str, str]] = []
        self.status = 200
        self.answer: dict[str, Any] = {
            "access_token": "access-1",
            "refresh_token": "refresh-1",
            "expires_in": 3600,
            "token_type": "Bearer",
        }
        # Whose each access token is.
        self.owners = {"access-1": "help@dukkan.example"}


@contextmanager
def a_token_server() -> Iterator[TokenServer]:
    """One on this machine, until the end of the block."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            server.asked.append(dict(parse_qsl(body)))
            self._say(server.status, server.answer)

        def do_GET(self) -> None:
            asked = dict(parse_qsl(urlsplit(self.path).query))
            owner = server.owners.get(asked.get("access_token", ""))
            self._say(200, {"active": "yes", "email": owner} if owner else {"active": "no"})

        def _say(self, status: int, answer: dict[str, Any]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Nothing: tests read `asked`."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server = TokenServer(f"http://127.0.0.1:{http.server_address[1]}/token")
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(10)
