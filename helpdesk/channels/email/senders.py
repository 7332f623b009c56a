"""The mailbox in whose name a ticket's mail leaves, and its own way out."""

from helpdesk.channels.base import DeliveryError, Sender
from helpdesk.channels.email.access import NoKey, key_to_send
from helpdesk.config import settings
from helpdesk.mailboxes.models import PLAIN, STARTTLS, TLS, Mailbox

TIMEOUT_SECONDS = 60


def sender_of(mailbox: Mailbox | None) -> Sender | None:
    """In whose name mail leaves; None where it is the installation's own."""
    if mailbox is None or mailbox.address is None:
        return None
    mailbox_id = mailbox.id

    def key() -> tuple[str, str]:
        found = key_to_send(mailbox_id)
        return found.password, found.token

    return Sender(
        name=mailbox.name,
        address=mailbox.address,
        host=mailbox.smtp_host,
        port=mailbox.smtp_port,
        security=mailbox.smtp_security,
        username=mailbox.smtp_username or mailbox.imap_username,
        private=settings().mail_private_hosts,
        key=key,
    )


class OwnServer:
    """A mailbox's own mail server, in the shape that sending wants it."""

    def __init__(self, sender: Sender, *, timeout: int = TIMEOUT_SECONDS) -> None:
        """Asks for the key. Raises DeliveryError, never for good: that is ours to mend."""
        try:
            self.password, self.token = sender.key()
        except NoKey as error:
            raise DeliveryError(f"{sender.address}: {error}", permanent=False) from error
        self.host = sender.host
        self.port = sender.port
        self.username = sender.username
        self.starttls = {STARTTLS: "required", TLS: "off", PLAIN: "off"}[sender.security]
        self.ssl = sender.security == TLS
        self.private = sender.private
        self.timeout = timeout
