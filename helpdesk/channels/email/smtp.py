"""Handing a mail to the mail server that sends it on."""

import smtplib
import ssl
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from helpdesk.channels.base import DeliveryError, SomeRefused

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


class _Connection(smtplib.SMTP):
    """A connection whose farewell cannot undo what was accepted."""

    def __exit__(self, *args: object) -> None:
        try:
            self.quit()
        except (smtplib.SMTPException, OSError):
            self.close()


class _SecureConnection(_Connection, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _connected(settings: MailServer) -> smtplib.SMTP:
    """A server greeted, encrypted as wanted, and logged in to."""
    if settings.ssl:
        server: smtplib.SMTP = _SecureConnection(
            settings.host, settings.port, timeout=settings.timeout, context=_context()
        )
    else:
        server = _Connection(settings.host, settings.port, timeout=settings.timeout)
    try:
        _prepare(server, settings)
    except BaseException:
        server.close()
        raise
    return server


@cache
def _context() -> ssl.SSLContext:
    """Whom we trust, read once: the list of authorities takes longer than sending a mail."""
    return ssl.create_default_context()


def _prepare(server: smtplib.SMTP, settings: MailServer) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        if not settings.ssl:
            _encrypt(server, settings)
        if settings.username:
            server.login(settings.username, settings.password)
    except smtplib.SMTPResponseException as error:
        message = f"{settings.host} refused our login: {_told(error.smtp_code, error.smtp_error)}"
        raise DeliveryError(message, permanent=False) from error


def _encrypt(server: smtplib.SMTP, settings: MailServer) -> None:
    """STARTTLS as the setting says; where it is offered and fails, nothing is sent in the clear."""
    if settings.starttls == "off":
        return
    if server.has_extn("starttls"):
        server.starttls(context=_context())
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
