"""What the server lets a browser send it over a websocket."""

import io
import logging
import struct
from types import SimpleNamespace
from typing import Any

import pytest
from geventwebsocket.websocket import Stream, WebSocket

from helpdesk.serve import LARGEST_MESSAGE, bounded

LAST, TEXT, MORE, MASK = 0x80, 0x01, 0x00, 0x80


def frame(kind: int, text: bytes, *, said: int | None = None) -> bytes:
    """A frame as browsers send it; `said` is the length it claims, where that is another."""
    length = len(text) if said is None else said
    return bytes([kind, MASK | 127]) + struct.pack("!Q", length) + bytes(4) + text


def heard(sent: bytes) -> tuple[Any, io.BytesIO]:
    """What the server takes from the line, and the line with what it did not read."""
    line = io.BytesIO(sent)
    quiet = SimpleNamespace(sendall=lambda _: None)
    server = SimpleNamespace(application=None)
    handler = SimpleNamespace(rfile=line, socket=quiet, server=server, logger=logging.getLogger())
    websocket = bounded(WebSocket({}, Stream(handler), handler), handler)
    return websocket.receive(), line


def test_a_message_of_the_usual_length_comes_through() -> None:
    text = "مرحبا".encode() * 5000
    assert heard(frame(LAST | TEXT, text))[0] == text.decode()
    assert heard(frame(TEXT, b"where is ") + frame(LAST | MORE, b"it?"))[0] == "where is it?"


@pytest.mark.parametrize("length", [LARGEST_MESSAGE + 1, 2**40])
def test_a_message_too_long_is_not_read(length: int) -> None:
    said, line = heard(frame(LAST | TEXT, b"x" * 1000, said=length))
    assert said is None
    assert line.read() == b"x" * 1000


def test_nor_is_one_that_comes_in_pieces() -> None:
    piece = b"x" * 60_000
    said, line = heard(frame(TEXT, piece) + frame(MORE, piece) * 10)
    assert said is None
    assert len(line.read()) > 8 * len(piece)
