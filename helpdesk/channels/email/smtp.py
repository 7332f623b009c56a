"""Handing a mail to the mail server that sends it on."""

import smtplib
import socket
from collections.abc import Sequence
from typing import Protocol

from helpdesk.channels.base import DeliveryError, SomeRefused
from helpdesk.channels.email.reach import reach, trust

_PERMANENT = 500
_ACCEPTED = range(200, 300)


class MailServer(Protocol):
    """Where and how mail leaves. `starttls` is "required", "optional" or "off"."""

    host: str
    port: int
    username: str
    password: str
    starttls: str
    ssl: bool
    timeout: int
    # Goes instead of the password where one is given (XOAUTH2).
    token: str
    # Whether the host may lie in our own network.
    private: bool


def deliver(raw: bytes, *, settings: MailServer, sender: str, recipients: Sequence[str]) -> str:
    """Hand `raw` over for its recipients and return what the server answered to it.

    Raises SomeRefused where the server takes it for some of several, or refuses each by name.
    Raises DeliveryError: permanent where the server refuses this mail for good (5xx), not
    permanent for 4xx, for a network in trouble, and where the server and our own settings do
    not fit (no TLS though required, a refused login): that is ours to mend, and the mail waits.
    """
    try:
        with _connected(settings) as server:
            return _handed_over(server, raw, sender, recipients)
    except smtplib.SMTPResponseException as error:
        raise _not_delivered(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"{settings.host}: {error}", permanent=False) from error


def greet(settings: MailServer) -> None:
    """Connect, encrypt and log in, and leave again. Raises DeliveryError as deliver() does."""
    try:
        with _connected(settings):
            return
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"{settings.host}: {error}", permanent=False) from error


class _Connection(smtplib.SMTP):
    """A connection whose farewell cannot undo what was accepted, encrypted as wanted."""

    def __init__(self, settings: MailServer) -> None:
        self._settings = settings
        super().__init__(settings.host, settings.port, timeout=settings.timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = reach(host, port, timeout=timeout, private=self._settings.private)
        if not self._settings.ssl:
            return line
        try:
            return trust().wrap_socket(line, server_hostname=host)
        except OSError:
            line.close()
            raise

    def __exit__(self, *args: object) -> None:
        try:
            self.quit()
        except (smtplib.SMTPException, OSError):
            self.close()


def _connected(settings: MailServer) -> smtplib.SMTP:
    """A server greeted, encrypted as wanted, and logged in to."""
    server = _Connection(settings)
    try:
        _prepare(server, settings)
    except BaseException:
        server.close()
        raise
    return server


def _prepare(server: smtplib.SMTP, settings: MailServer) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        if not settings.ssl:
            _encrypt(server, settings)
        if settings.token:
            _log_in_by_token(server, settings)
        elif settings.username:
            server.login(settings.username, settings.password)
    except smtplib.SMTPResponseException as error:
        message = f"{settings.host} refused our login: {_told(error.smtp_code, error.smtp_error)}"
        raise DeliveryError(message, permanent=False) from error


def _log_in_by_token(server: smtplib.SMTP, settings: MailServer) -> None:
    """XOAUTH2; a server that refuses says why in a challenge, which is answered by nothing."""
    words = f"user={settings.username}\1auth=Bearer {settings.token}\1\1"
    server.auth("XOAUTH2", lambda challenge=None: words if challenge is None else "")


def _encrypt(server: smtplib.SMTP, settings: MailServer) -> None:
    """STARTTLS as the setting says; where it is offered and fails, nothing is sent in the clear."""
    if settings.starttls == "off":
        return
    if server.has_extn("starttls"):
        server.starttls(context=trust())
        server.ehlo()
    elif settings.starttls != "optional":
        raise DeliveryError(
            f"{settings.host} offers no STARTTLS, which is required; nothing was sent.",
            permanent=False,
        )


def _handed_over(server: smtplib.SMTP, raw: bytes, sender: str, recipients: Sequence[str]) -> str:
    wants_utf8 = not "".join([sender, *recipients]).isascii()
    if wants_utf8 and not server.has_extn("smtputf8"):
        named = ", ".join(each for each in recipients if not each.isascii()) or sender
        raise DeliveryError(f"The server takes no such address: {named}", permanent=True)
    _expect(*server.mail(sender, ["SMTPUTF8", "BODY=8BITMIME"] if wants_utf8 else []))
    refused = _refused(server, recipients)
    if len(refused) < len(recipients):
        receipt = _told(*_expect(*server.data(raw)))
    elif len(recipients) == 1:
        raise refused[recipients[0]]
    else:
        receipt = ""
    if refused:
        raise SomeRefused(receipt, refused)
    return receipt


def _refused(server: smtplib.SMTP, recipients: Sequence[str]) -> dict[str, DeliveryError]:
    answers = {each: server.rcpt(each) for each in recipients}
    return {
        each: _not_delivered(code, said)
        for each, (code, said) in answers.items()
        if code not in _ACCEPTED
    }


def _expect(code: int, answer: bytes) -> tuple[int, bytes]:
    if code not in _ACCEPTED:
        raise _not_delivered(code, answer)
    return code, answer


def _not_delivered(code: int, answer: bytes | str) -> DeliveryError:
    return DeliveryError(_told(code, answer), permanent=code >= _PERMANENT)


def _told(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"[:500]
