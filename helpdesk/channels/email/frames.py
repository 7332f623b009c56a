"""What two processes say to each other: frames of JSON, with bytes beside it, that carry no code.

A frame is two lengths (JSON, bytes), the JSON, the bytes. What JSON does not know is tagged.
"""

import json
import struct
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

HEAD = struct.Struct(">QQ")
# More than the largest mail can become once it is taken apart.
LARGEST = 160 * 1024 * 1024
_TAG = "!"


class BrokenFrame(ValueError):  # noqa: N818 (said as it is)
    """What came is no frame, or one too large."""


def packed(value: Any) -> bytes:
    """`value` as a frame: plain values, lists, tuples, dicts, moments, bytes and dataclasses."""
    pieces: list[bytes] = []
    told = _plain(value, pieces)
    text = json.dumps([told, [len(piece) for piece in pieces]]).encode()
    return b"".join([HEAD.pack(len(text), sum(map(len, pieces))), text, *pieces])


def lengths(head: bytes) -> tuple[int, int]:
    """How much JSON and how many bytes follow `head`. Raises BrokenFrame."""
    if len(head) != HEAD.size:
        raise BrokenFrame("no head")
    text, data = HEAD.unpack(head)
    if text + data > LARGEST:
        raise BrokenFrame(f"{text + data} bytes")
    return text, data


def unpacked(text: bytes, data: bytes, kinds: Iterable[type] = ()) -> Any:
    """The value that was packed; only dataclasses among `kinds` are made. Raises BrokenFrame."""
    known = {kind.__name__: kind for kind in kinds}
    try:
        told, sizes = json.loads(text)
        ends = list(accumulate(sizes))
        pieces = [data[end - size : end] for end, size in zip(ends, sizes, strict=True)]
        return _built(told, pieces, known)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise BrokenFrame(f"{type(error).__name__}: {error}") from error


def _plain(value: Any, pieces: list[bytes]) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return [_plain(each, pieces) for each in value]
    tag, inside = _tagged(value, pieces)
    return {_TAG: tag, "of": inside}


def _tagged(value: Any, pieces: list[bytes]) -> tuple[str, Any]:
    if isinstance(value, bytes):
        pieces.append(value)
        return "bytes", len(pieces) - 1
    if isinstance(value, datetime):
        return "moment", value.isoformat()
    if isinstance(value, tuple):
        return "tuple", [_plain(each, pieces) for each in value]
    if isinstance(value, dict):
        return "dict", [[key, _plain(each, pieces)] for key, each in value.items()]
    if is_dataclass(value):
        own = {field.name: getattr(value, field.name) for field in fields(value)}
        return type(value).__name__, {name: _plain(each, pieces) for name, each in own.items()}
    raise TypeError(f"no frame carries a {type(value).__name__}")


def _built(told: Any, pieces: list[bytes], known: dict[str, type]) -> Any:
    if isinstance(told, list):
        return [_built(each, pieces, known) for each in told]
    if not isinstance(told, dict):
        return told
    tag, inside = told[_TAG], told["of"]
    simple: dict[str, Callable[[], Any]] = {
        "bytes": lambda: pieces[inside],
        "moment": lambda: datetime.fromisoformat(inside),
        "tuple": lambda: tuple(_built(each, pieces, known) for each in inside),
        "dict": lambda: {key: _built(each, pieces, known) for key, each in inside},
    }
    if tag in simple:
        return simple[tag]()
    return known[tag](**{name: _built(each, pieces, known) for name, each in inside.items()})
