"""Fetching from an IMAP mailbox by its own numbering, so that nothing is skipped or changed."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple, Protocol

import imap_tools

from helpdesk.channels.email.connecting import Door, entered, step
from helpdesk.channels.email.parse import CUT_FIELD

Position = tuple[int | None, int]

_AT_ONCE = 50
_BYTES_AT_ONCE = 8 * 1024 * 1024
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(rb'INTERNALDATE "([ \d]\d-\w{3}-\d{4})')


class Mailbox(Door, Protocol):
    """Where mail is fetched. `since` counts at the very first connect only."""

    @property
    def since(self) -> date | None: ...  # noqa: D102
    @property
    def size_limit(self) -> int: ...  # noqa: D102


class Fetched(NamedTuple):
    """One mail as the mailbox holds it, under its number there."""

    uidvalidity: int
    uid: int
    raw: bytes


class _Listed(NamedTuple):
    uid: int
    size: int
    day: date | None


class Visit:
    """A stay in an opened mailbox: what is new is fetched, and again when the server tells of more.

    Its methods raise MailboxUnavailable.
    """

    def __init__(self, mailbox: Mailbox, connection: imap_tools.BaseMailBox) -> None:
        self._mailbox, self._connection = mailbox, connection
        self._uidvalidity = _uidvalidity(connection)
        # What it offers is often told only once we are in (RFC 3501, 6.1.1).
        connection.client._get_capabilities()
        self.is_told = "IDLE" in connection.client.capabilities

    def fetch_new(self, position: Position) -> Iterator[Fetched]:
        """Every mail after `position` (UIDVALIDITY, last UID), oldest first; none is marked.

        Where the mailbox was numbered anew, all of it comes again, and whoever stores it drops what
        is there already. A mail over `size_limit` bytes comes with its first part only and a field
        that says so; one that is deleted meanwhile is passed over.
        """
        with step("mailbox", self._mailbox):
            yield from _after(self._connection, self._mailbox, self._uidvalidity, position)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Within, the server tells of new mail by itself (IDLE, RFC 2177); see is_news()."""
        with step("mailbox", self._mailbox), self._connection.idle:
            yield

    def is_news(self, *, within: float) -> bool:
        """Whether the server said anything in so many seconds, were it good-bye."""
        begun = time.monotonic()
        said = self._connection.idle.poll(timeout=within)
        # Silence that ended early is a line that broke: whoever goes to look will be told.
        return bool(said) or time.monotonic() - begun < within / 2


@contextmanager
def visited(mailbox: Mailbox) -> Iterator[Visit]:
    """The mailbox, opened for reading alone. Raises MailboxUnavailable."""
    with entered(mailbox) as connection:
        with step("folder", mailbox):
            visit = Visit(mailbox, connection)
        yield visit


def fetch_new(mailbox: Mailbox, position: Position) -> Iterator[Fetched]:
    """What is new after `position`, on a connection of its own; see Visit.fetch_new."""
    with visited(mailbox) as visit:
        yield from visit.fetch_new(position)


def mark_seen(mailbox: Mailbox, uidvalidity: int, uids: Iterable[int]) -> None:
    """Mark mails as read that are safely stored; does nothing where they were numbered anew.

    Raises MailboxUnavailable.
    """
    wanted = sorted(set(uids))
    with entered(mailbox, is_readonly=False) as connection, step("mailbox", mailbox):
        if wanted and _uidvalidity(connection) == uidvalidity:
            connection.flag([str(uid) for uid in wanted], imap_tools.MailMessageFlags.SEEN, True)


def _after(
    connection: imap_tools.BaseMailBox, mailbox: Mailbox, uidvalidity: int, position: Position
) -> Iterator[Fetched]:
    known, last = position
    if known != uidvalidity:
        last = 0
    listed = _listed(connection, last)
    if known is None and mailbox.since:
        first_day = mailbox.since
        listed = [each for each in listed if each.day is None or each.day >= first_day]
    for batch in _batches(listed, mailbox.size_limit):
        for uid, raw in _bodies(connection, batch, mailbox.size_limit):
            yield Fetched(uidvalidity, uid, raw)


def _uidvalidity(connection: imap_tools.BaseMailBox) -> int:
    _, values = connection.client.response("UIDVALIDITY")
    if not values or not values[-1]:
        raise ValueError("The mailbox has no UIDVALIDITY.")
    return int(values[-1])


def _listed(connection: imap_tools.BaseMailBox, last: int) -> list[_Listed]:
    """Number, size and day of every mail after `last`, in order.

    One FETCH and no SEARCH: its answer has a line for each mail, so that no length limit of a
    line stands in the way of a large mailbox.
    """
    found: dict[int, _Listed] = {}
    for line in _fetch(connection, f"{last + 1}:*", "(UID RFC822.SIZE INTERNALDATE)"):
        text = line[0] if isinstance(line, tuple) else line
        uid, size, day = _UID.search(text), _SIZE.search(text), _DAY.search(text)
        # "n:*" always names the last mail, also where its number is below n (RFC 3501, 9).
        if uid and int(uid[1]) > last:
            found[int(uid[1])] = _Listed(int(uid[1]), int(size[1]) if size else 0, _day(day))
    return [found[uid] for uid in sorted(found)]


def _day(found: re.Match[bytes] | None) -> date | None:
    if not found:
        return None
    day, month, year = found[1].decode("ascii").strip().split("-")
    return date(int(year), _MONTHS.index(month.title()) + 1, int(day))


def _batches(listed: Sequence[_Listed], limit: int) -> Iterator[list[_Listed]]:
    """What is fetched in one go: few enough mails, and few enough bytes to hold at once."""
    batch: list[_Listed] = []
    size = 0
    for each in listed:
        cost = min(each.size, limit)
        if batch and (len(batch) >= _AT_ONCE or size + cost > _BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += cost
    if batch:
        yield batch


def _bodies(
    connection: imap_tools.BaseMailBox, batch: list[_Listed], limit: int
) -> list[tuple[int, bytes]]:
    sizes = {each.uid: each.size for each in batch}
    whole = [each.uid for each in batch if each.size <= limit]
    cut = [each.uid for each in batch if each.size > limit]
    bodies: dict[int, bytes] = {}
    for uids, what in ((whole, "BODY.PEEK[]"), (cut, f"BODY.PEEK[]<0.{limit // 2}>")):
        if uids:
            numbers = ",".join(map(str, uids))
            bodies |= _literals(_fetch(connection, numbers, f"(UID {what})"))
    for uid in cut:
        if uid in bodies:
            note = f"{CUT_FIELD.title()}: {sizes[uid]}\r\n".encode()
            bodies[uid] = note + bodies[uid]
    return [(uid, bodies[uid]) for uid in sorted(bodies) if uid in sizes]


def _literals(answer: list[bytes | tuple[bytes, bytes]]) -> dict[int, bytes]:
    """Mail by number; servers name the number before or after the mail."""
    found: dict[int, bytes] = {}
    for index, piece in enumerate(answer):
        if not isinstance(piece, tuple):
            continue
        following = answer[index + 1] if index + 1 < len(answer) else b""
        after = following if isinstance(following, bytes) else b""
        uid = _UID.search(piece[0]) or _UID.search(after)
        if uid:
            found[int(uid[1])] = piece[1]
    return found


def _fetch(
    connection: imap_tools.BaseMailBox, numbers: str, what: str
) -> list[bytes | tuple[bytes, bytes]]:
    status, answer = connection.client.uid("FETCH", numbers, what)
    if status != "OK":
        raise ValueError(f"The server answered {status} to FETCH.")
    return [each for each in answer if each is not None]
