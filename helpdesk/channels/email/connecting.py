"""Entering a mailbox step by step, so that whoever is told of a failure knows at which."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import imap_tools

from helpdesk.channels.email.reach import PrivateAddress, UnknownName, reach, trust

ERRORS = (imap_tools.ImapToolsError, imaplib.IMAP4.error, OSError, ValueError)


class MailboxUnavailable(Exception):  # noqa: N818 (said as an owner reads it)
    """The mailbox cannot be read now; its text says why, `step` where it failed."""

    def __init__(self, message: str, *, step: str = "mailbox") -> None:
        super().__init__(message)
        self.step = step


class Door(Protocol):
    """Where a mailbox is and how it is entered. `security` is "tls", "starttls" or "none"."""

    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def port(self) -> int: ...  # noqa: D102
    @property
    def security(self) -> str: ...  # noqa: D102
    @property
    def username(self) -> str: ...  # noqa: D102
    @property
    def password(self) -> str: ...  # noqa: D102
    @property
    def token(self) -> str: ...  # noqa: D102
    @property
    def folder(self) -> str: ...  # noqa: D102
    @property
    def timeout(self) -> int: ...  # noqa: D102
    @property
    def private(self) -> bool: ...  # noqa: D102


@contextmanager
def entered(door: Door, *, is_readonly: bool = True) -> Iterator[imap_tools.BaseMailBox]:
    """The mailbox, logged in to and its folder opened; a rude farewell changes nothing.

    Raises MailboxUnavailable.
    """
    box = _Box(door, _line(door))
    try:
        with step("tls", door):
            box.greet()
        with step("login", door):
            if door.token:
                box.xoauth2(door.username, door.token, initial_folder=None)
            else:
                box.login(door.username, door.password, initial_folder=None)
        with step("folder", door):
            box.folder.set(door.folder, readonly=is_readonly)
        yield box
    finally:
        with suppress(*ERRORS):
            box.logout()
        with suppress(OSError):  # closed already, where the farewell went well
            box.client.shutdown()


@contextmanager
def step(name: str, door: Door) -> Iterator[None]:
    """What fails within is told as this step's failure, in the server's own words."""
    try:
        yield
    except ERRORS as error:
        raise MailboxUnavailable(f"{door.host}: {_words(error)}", step=name) from error


def _line(door: Door) -> socket.socket:
    """Connected and, where the first byte is to be encrypted already, encrypted."""
    try:
        line = reach(door.host, door.port, timeout=door.timeout, private=door.private)
    except UnknownName as error:
        raise MailboxUnavailable(f"{door.host}: {error}", step="name") from error
    except PrivateAddress as error:
        raise MailboxUnavailable(f"{door.host}: {error}", step="private") from error
    except OSError as error:
        raise MailboxUnavailable(f"{door.host}: {_words(error)}", step="port") from error
    if door.security != "tls":
        return line
    try:
        with step("tls", door):
            return trust().wrap_socket(line, server_hostname=door.host)
    except MailboxUnavailable:
        line.close()
        raise


def _words(error: BaseException) -> str:
    """What the server said, out of the Python that is around it in some libraries' errors."""
    result = getattr(error, "command_result", None)
    said = result[1] if isinstance(result, tuple) and len(result) > 1 else error.args[-1:]
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate refused: {error.verify_message}"
    if isinstance(said, list | tuple) and said and isinstance(said[0], bytes):
        return said[0].decode("utf-8", "replace")
    if isinstance(error, imaplib.IMAP4.error) and said and isinstance(said[0], bytes):
        return said[0].decode("utf-8", "replace")
    return str(error)


class _Client(imaplib.IMAP4):
    """Speaks over a line that is there already."""

    def __init__(self, line: socket.socket, host: str, port: int, timeout: int) -> None:
        self._line = line
        super().__init__(host, port, timeout)

    def _create_socket(self, _timeout: float | None) -> socket.socket:
        return self._line


class _Box(imap_tools.BaseMailBox):
    """A mailbox at the other end of a line; nothing is said before greet()."""

    def __init__(self, door: Door, line: socket.socket) -> None:
        self._door, self._line = door, line
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        door = self._door
        try:
            with step("port", door):
                return _Client(self._line, door.host, door.port, door.timeout)
        except MailboxUnavailable:
            self._line.close()
            raise

    def greet(self) -> None:
        """Encrypt, where that is to be done by STARTTLS; without it nothing more is said."""
        if self._door.security == "starttls":
            self.client.starttls(trust())
