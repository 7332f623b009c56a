"""Takes mail that a mail server hands over by LMTP or SMTP: kept first, then acknowledged."""

import asyncio
import signal
import ssl
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiosmtpd.smtp import SMTP, Session
from aiosmtpd.smtp import Envelope as Letter

from helpdesk.channels.email.conversation import Lmtp, Smtp, TurnedAway
from helpdesk.channels.email.envelope import Envelope, is_for
from helpdesk.config import Settings

log = structlog.get_logger()

MOST_CONNECTIONS = 50
# RFC 5321, 4.5.3.1.8: no fewer.
MOST_RECIPIENTS = 100
COMMAND_SECONDS = 120
CONNECTION_SECONDS = 1800
# Of each command in one connection; a mail server hands over many mails in one.
MOST_COMMANDS = {"*": 5000, "NOOP": 100, "VRFY": 20, "HELP": 20, "AUTH": 3, "STARTTLS": 3}
# SQLite has one place to write; a few wait for it while others still talk.
KEEPERS = 4

Keep = Callable[[bytes, Envelope], None]


class Listener:
    """One place to listen on. `keep` stores a mail for good or raises; it runs in a thread.

    `mailboxes` gives the addresses besides those in the settings, as they are at each recipient.
    """

    def __init__(
        self, settings: Settings, keep: Keep, mailboxes: Callable[[], Iterable[str]] = tuple
    ) -> None:
        """Address, protocol, limits and certificate come from `settings`."""
        self._settings = settings
        self._keep = keep
        self._mailboxes = mailboxes
        self._keepers = ThreadPoolExecutor(KEEPERS, thread_name_prefix="keeper")
        self._open: set[Any] = set()
        self._ours = [settings.mail_address, *settings.listened_addresses]
        self._name = urlsplit(settings.public_url).hostname or "localhost"
        self._is_lmtp = settings.mail_listen_protocol == "lmtp"
        self._tls = _certified(settings)

    async def listen(self, started: Callable[[int], None], stop: asyncio.Event) -> None:
        """Take mail until `stop`; `started` hears the port. What is being kept is kept to its end.

        Raises OSError where the place is taken.
        """
        host, _, port = self._settings.mail_listen.rpartition(":")
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self._conversation, host.strip("[]"), int(port))
        started(server.sockets[0].getsockname()[1])
        try:
            await stop.wait()
        finally:
            server.close()
            await asyncio.to_thread(self._keepers.shutdown)
            for each in list(self._open):
                each.hang_up()

    async def handle_EHLO(  # noqa: N802 (named by aiosmtpd)
        self, _server: SMTP, session: Session, _letter: Letter, host: str, answers: list[str]
    ) -> list[str]:
        """What we offer; nobody signs in here."""
        session.host_name = host
        return [each for each in answers if not each[4:].startswith("AUTH")]

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, letter: Letter, address: str, _options: list[str]
    ) -> str:
        """Takes a recipient of ours."""
        loop = asyncio.get_running_loop()
        mailboxes = await loop.run_in_executor(self._keepers, self._mailboxes)
        if not is_for(address, [*self._ours, *mailboxes]):
            return "550 5.1.1 Nobody here has this address"
        if len(letter.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        letter.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, letter: Letter
    ) -> str:
        """Keeps the mail, and says so only when it is kept."""
        assert isinstance(letter.content, bytes)
        envelope = Envelope(
            sender=(letter.mail_from or "").strip("<>"),
            recipients=tuple(dict.fromkeys(letter.rcpt_tos)),
            host=session.host_name or "unknown",
            address=session.peer[0] if isinstance(session.peer, tuple) else "local",
            by=self._name,
            protocol="LMTP" if self._is_lmtp else "ESMTPS" if session.ssl else "ESMTP",
        )
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._keepers, self._keep, letter.content, envelope)
        except Exception:
            log.exception("mail not kept", sender=envelope.sender)
            return "451 4.3.0 The mail could not be kept; try again later"
        return "250 2.0.0 Kept"

    async def handle_exception(self, _error: Exception) -> str:
        """Whatever went wrong with us is no reason to give a mail up."""
        log.exception("conversation failed")
        return "451 4.3.0 Something went wrong here; try again later"

    def _conversation(self) -> asyncio.Protocol:
        if len(self._open) >= MOST_CONNECTIONS:
            return TurnedAway()
        kind = Lmtp if self._is_lmtp else Smtp
        return kind(
            self,
            is_open=self._open,
            seconds=CONNECTION_SECONDS,
            data_size_limit=self._settings.mail_limit_mb * 1024 * 1024,
            enable_SMTPUTF8=True,
            hostname=self._name,
            ident="Farz",
            tls_context=self._tls,
            timeout=COMMAND_SECONDS,
            command_call_limit=MOST_COMMANDS,
            loop=asyncio.get_running_loop(),
        )


def run(listener: Listener, *, started: Callable[[int], None]) -> None:
    """Take mail until SIGTERM or SIGINT."""

    async def until_asked_to_go() -> None:
        stop = asyncio.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        await listener.listen(started, stop)

    asyncio.run(until_asked_to_go())


def _certified(settings: Settings) -> ssl.SSLContext | None:
    """STARTTLS by the certificate of the settings; none without."""
    if not settings.mail_listen_certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.mail_listen_certificate, settings.mail_listen_key or None)
    return context
