"""A mail taken apart: one part for each leaf, by boundaries, within limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpdesk.channels.email.headers import Headers, split_head
from helpdesk.channels.email.parameters import parse_value

MOST_PARTS = 200
DEEPEST = 20

_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)
_CONTENT_FIELD = re.compile(rb"(?i)\n+content-[a-z-]{2,40}:")
_SOME_BOUNDARY = re.compile(rb"(?m)^--([\w'()+,./:=?-]{5,70})[ \t]*$")


@dataclass
class Part:
    """One part: its head and its body as it came (line ends LF), or the parts inside it."""

    headers: Headers
    body: bytes
    content_type: str
    parameters: dict[str, str]
    disposition: str
    disposition_parameters: dict[str, str]
    children: list["Part"] = field(default_factory=list)

    @property
    def file_name(self) -> str:
        """The name the sender gave to it as a file, or nothing."""
        return self.disposition_parameters.get("filename") or self.parameters.get("name") or ""


@dataclass
class Limits:
    """What is left of the parts that one mail may have; `reached` once there were more."""

    parts: int = MOST_PARTS
    reached: bool = False


def take_apart(raw: bytes, limits: Limits, depth: int = 0, default: str = "text/plain") -> Part:
    """The part that `raw` (line ends LF) is, with all inside it as far as `limits` allow.

    An attached mail (message/rfc822) is a leaf: it stays the file that it is.
    """
    part = _part(*(_split_inner(raw) if depth else split_head(raw)), default)
    if not part.content_type.startswith("multipart/"):
        return part
    if depth >= DEEPEST:
        limits.reached = True
        part.content_type = "application/octet-stream"
        return part
    inner = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for piece in _pieces(part.body, part.parameters.get("boundary", "")):
        if limits.parts <= 0:
            limits.reached = True
            break
        limits.parts -= 1
        part.children.append(take_apart(piece, limits, depth + 1, inner))
    if not part.children:
        part.content_type = "text/plain"
    return part


def _split_inner(raw: bytes) -> tuple[bytes, bytes]:
    """Head and body of an inner part; one that begins with an empty line has words at once."""
    if raw.startswith(b"\n") and not _CONTENT_FIELD.match(raw):
        return b"", raw[1:]
    return split_head(raw)


def leaves(part: Part) -> Iterator[Part]:
    """Every part that holds something itself, in order."""
    if not part.children:
        yield part
    for child in part.children:
        yield from leaves(child)


def _part(head: bytes, body: bytes, default: str) -> Part:
    headers = Headers(head)
    kind, parameters = parse_value(headers.raw("content-type"))
    disposition, more = parse_value(headers.raw("content-disposition"))
    content_type = _content_type(kind, default)
    return Part(headers, body, content_type, parameters, disposition, more)


def _content_type(kind: str, default: str) -> str:
    found = _TYPE.match(kind)
    if found:
        return found[0]
    return "text/plain" if kind.startswith("text") else default


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    """What stands between the boundary lines; the line end before one belongs to it."""
    mark = _mark(body, boundary)
    if not mark:
        return
    start = -1
    for begin, end, is_last in _marked_lines(body, mark):
        if start >= 0:
            yield body[start : max(start, begin - 1)]
        start = end
        if is_last:
            return
    if start >= 0:
        yield body[start:]


def _mark(body: bytes, boundary: str) -> bytes:
    if boundary.strip():
        return b"--" + boundary.rstrip().encode("utf-8", "replace")
    guessed = _SOME_BOUNDARY.search(body, 0, 10_000)
    return guessed[0].rstrip() if guessed else b""


def _marked_lines(body: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Begin and end of every line that is the mark, and whether it is the closing one."""
    at = body.find(mark)
    while at >= 0:
        end_of_line = body.find(b"\n", at)
        end = len(body) if end_of_line < 0 else end_of_line + 1
        rest = body[at + len(mark) : end].strip()
        if (at == 0 or body[at - 1 : at] == b"\n") and rest in (b"", b"--"):
            yield at, end, rest == b"--"
        at = body.find(mark, end)
