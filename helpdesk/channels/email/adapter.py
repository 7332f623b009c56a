"""Mail as a channel: a raw mail in, a threaded reply out."""

import time
from datetime import UTC, datetime
from pathlib import Path

from helpdesk.channels.base import Copied, DeliveryError, File, Incoming, Outgoing, Status
from helpdesk.channels.email import bounce
from helpdesk.channels.email.address import reply_address, ticket_id_from
from helpdesk.channels.email.addressees import addressees
from helpdesk.channels.email.child import MailReader
from helpdesk.channels.email.compose import compose
from helpdesk.channels.email.head import head_of
from helpdesk.channels.email.headers import Headers
from helpdesk.channels.email.parse import ParsedMail
from helpdesk.channels.email.proof import proof_of
from helpdesk.channels.email.sealing import sealed
from helpdesk.channels.email.senders import OwnServer
from helpdesk.channels.email.smtp import deliver
from helpdesk.channels.email.spam_signs import spam_sign
from helpdesk.config import Settings

TIMEOUT_SECONDS = 60


class EmailChannel:
    """The shop's support address."""

    name = "email"
    identity = "email"
    settings_used: tuple[str, ...] = ("smtp_host", "imap_host")

    def __init__(self, settings: Settings) -> None:
        """Sends through `settings.smtp_host`, or into `settings.mail_outbox_dir` without one."""
        self._settings = settings
        self._reader = MailReader()

    def is_ready(self) -> bool:
        """Whether replies have somewhere to go."""
        return bool(self._settings.smtp_host or self._settings.mail_outbox_dir)

    def receive(self, raw: bytes) -> list[Incoming | Status]:
        """The one message a mail is. Raises UnreadableMail, or NotNow where it must wait."""
        mail, headers = self._reader.read(raw), head_of(raw)
        return [
            Incoming(
                channel=self.name,
                key=mail.message_id,
                sender_kind=self.identity,
                sender=mail.from_address or "unknown@invalid",
                sender_name=mail.from_name,
                subject=mail.subject,
                text=mail.text,
                quoted=_with_history(mail),
                html=mail.html or None,
                files=tuple(
                    File(a.name, a.content_type, a.data, a.content_id) for a in mail.attachments
                ),
                automatic=mail.is_auto_reply or mail.is_bounce,
                refuses_machines=mail.is_list or mail.refuses_machines,
                proof=proof_of(
                    raw,
                    headers,
                    mail.from_address,
                    trusted=self._settings.trusted_servers,
                    checks_seals=self._settings.mail_check_dkim,
                ),
                copied=_copied(headers),
                spam_sign=spam_sign(raw),
                ticket_id=ticket_id_from(
                    [*mail.to, *mail.cc, *mail.delivered_to], self._settings.secret_key
                ),
                answers=_answers(mail),
                addressed_to=(*mail.delivered_to, *mail.to, *mail.cc),
                bounce=bounce.told_by(mail) if mail.is_bounce else None,
            )
        ]

    def send(self, outgoing: Outgoing) -> str:
        """Hand the reply to the mail server; the receipt is the fixed Message-ID."""
        mailbox = outgoing.sender
        sender = mailbox.address if mailbox else self._settings.mail_address
        raw = self._composed(outgoing, sender)
        recipients = outgoing.envelope or (outgoing.recipient, *outgoing.cc)
        if mailbox and mailbox.host:
            deliver(raw, settings=OwnServer(mailbox), sender=sender, recipients=recipients)
        elif self._settings.smtp_host:
            server = _Smtp(self._settings)
            deliver(raw, settings=server, sender=sender, recipients=recipients)
        elif self._settings.mail_outbox_dir:
            self._write(raw)
        else:
            raise DeliveryError("No mail server is set.", permanent=False)
        return outgoing.key

    def _composed(self, outgoing: Outgoing, sender: str) -> bytes:
        try:
            raw = self._compose(outgoing, sender)
        except ValueError as error:
            # What can never be written as a mail (an address that is none) is no use to try again.
            raise DeliveryError(str(error), permanent=True) from error
        return sealed(
            raw,
            sender=sender,
            selector=self._settings.mail_dkim_selector,
            key_file=self._settings.mail_dkim_key_file,
        )

    def _compose(self, outgoing: Outgoing, sender: str) -> bytes:
        brand = outgoing.sender.name if outgoing.sender else self._settings.shop_name
        return compose(
            sender_name=f"{outgoing.sender_name} · {brand}".strip(" ·"),
            sender_address=sender,
            reply_to=reply_address(sender, outgoing.ticket_id, self._settings.secret_key),
            to=outgoing.recipient,
            cc=outgoing.cc,
            subject=outgoing.subject,
            text=outgoing.text,
            message_id=outgoing.key,
            in_reply_to=outgoing.answers,
            references=outgoing.thread,
            date=outgoing.sent_at,
            lang=outgoing.language,
            html=outgoing.html,
            automatic=outgoing.automatic,
            attachments=outgoing.files,
            signature=outgoing.signature,
        )

    def _write(self, raw: bytes) -> None:
        folder = Path(self._settings.mail_outbox_dir)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{stamp}-{time.monotonic_ns()}.eml").write_bytes(raw)
        except OSError as error:
            raise DeliveryError(f"MAIL_OUTBOX_DIR: {error}", permanent=False) from error


class _Smtp:
    """The settings of the mail server, in the shape that sending wants them."""

    def __init__(self, settings: Settings) -> None:
        self.host = settings.smtp_host
        self.port = settings.smtp_port
        self.username = settings.smtp_username
        self.password = settings.smtp_password
        self.token = ""
        self.private = True
        self.starttls = settings.smtp_starttls
        self.ssl = settings.smtp_ssl
        self.timeout = TIMEOUT_SECONDS


def _with_history(mail: ParsedMail) -> str | None:
    """The whole mail where it holds more than was written now; line ends and blanks are no more."""
    return mail.full_text if mail.full_text.split() != mail.text.split() else None


def _copied(headers: Headers) -> tuple[Copied, ...]:
    people = addressees(headers.raw("cc"))
    return tuple(Copied(each.address, each.name) for each in people if each.address)


def _answers(mail: ParsedMail) -> tuple[str, ...]:
    """The messages it says it answers, nearest first; a bounce speaks of the mail it bounced."""
    nearest = (mail.in_reply_to, mail.original_message_id, *reversed(mail.references))
    return tuple(dict.fromkeys(key for key in nearest if key))
