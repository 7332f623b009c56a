"""What every channel is: bytes in, messages out of them; a reply in, a receipt out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

DELIVERY_STATES = ("waiting", "sent", "delivered", "read")
# How far it is proven that a message is of the address it names (Incoming.proof).
PASSED, FAILED, UNPROVEN = "passed", "failed", "unproven"


class DeliveryError(Exception):
    """A reply could not be handed over; `permanent` tells that trying again is no use."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class NotNow(Exception):  # noqa: N818 (said as the sweep hears it)
    """An arrival cannot be read at present, through no fault of its own; the next sweep tries."""


class SomeRefused(Exception):  # noqa: N818 (named as people say it)
    """A reply to several was refused for some: `refused` by address, `receipt` for the others.

    Where all were refused, the receipt is "".
    """

    def __init__(self, receipt: str, refused: Mapping[str, DeliveryError]) -> None:
        super().__init__(", ".join(refused))
        self.receipt = receipt
        self.refused = refused


@dataclass(frozen=True)
class File:
    """An attachment on its way in or out; `content_id` is what a mail's HTML calls it by."""

    name: str
    content_type: str
    data: bytes
    content_id: str | None = None


@dataclass(frozen=True)
class Copied:
    """Somebody whom a mail was also sent to; the name may be empty."""

    address: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """A report that a mail of ours did not arrive.

    `keys` may name the mail, the likeliest first; `recipients` are those it did not reach, none
    where that is not told; `words` are what the other server said.
    """

    keys: tuple[str, ...]
    recipients: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One message of one customer, as its channel tells it.

    `key` is the channel's own id of the message: a second one with the same key is dropped.
    `ticket_id` is a proven claim (a signed reply address); `answers` are keys of messages that
    it says it answers; where neither leads to a ticket, `continues` tells whether it joins the
    customer's latest ticket of that channel, as a chat does, or opens a new one.
    `refuses_machines` tells that no machine may answer it: a list's mail, or one that says so;
    `bounce` is there where it only reports that a message of ours did not arrive. `proof` is
    PASSED, FAILED or UNPROVEN, and None where the channel itself knows whose message it is.
    `addressed_to` are the addresses it was sent to, as far as the channel has such. `spam_sign` is
    what the server that received it wrote on it, where that calls it spam.
    """

    channel: str
    key: str
    sender_kind: str
    sender: str
    sender_name: str = ""
    subject: str = ""
    text: str
    quoted: str | None = None
    html: str | None = None
    files: tuple[File, ...] = ()
    automatic: bool = False
    refuses_machines: bool = False
    bounce: Bounce | None = None
    proof: str | None = None
    copied: tuple[Copied, ...] = ()
    spam_sign: str = ""
    ticket_id: int | None = None
    answers: tuple[str, ...] = ()
    continues: bool = False
    addressed_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Status:
    """What a channel says became of a reply: the receipt we were given, and its new state."""

    channel: str
    receipt: str
    state: str
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The mailbox in whose name a reply leaves; without a host, by the installation's server.

    `security` is "tls", "starttls" or "none"; `key` gives password and token, one of them empty,
    and may ask the provider first.
    """

    name: str
    address: str
    host: str = ""
    port: int = 587
    security: str = "starttls"
    username: str = ""
    private: bool = False
    key: Callable[[], tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One reply on its way to one customer, with all an adapter needs and nothing more.

    `recipient` and `cc` are named in it; `envelope` are those of them it still has to reach, all
    where none is named. `automatic` tells that no person wrote it; `html` is the same in HTML where
    it has a look of its own. `sender` is None where it leaves from the installation's own address.
    """

    key: str
    recipient: str
    recipient_name: str
    cc: tuple[str, ...] = ()
    envelope: tuple[str, ...] = ()
    sender_name: str
    subject: str
    text: str
    html: str | None = None
    automatic: bool = False
    files: tuple[File, ...] = ()
    signature: str = ""
    language: str
    ticket_id: int
    answers: str | None = None
    thread: tuple[str, ...] = field(default=())
    sent_at: datetime
    sender: Sender | None = None


def storable(text: str) -> str:
    """`text` without zero bytes and halves of letters, which no database takes."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


class Channel(Protocol):
    """A road in and out. An adapter knows no ticket and no database.

    `settings_used` names the settings it cannot do without, for the settings page.
    """

    name: str
    identity: str
    settings_used: tuple[str, ...]

    def receive(self, raw: bytes) -> list[Incoming | Status]:
        """What `raw` says; raises NotNow, or ValueError (a kind of it) where it cannot be read."""

    def send(self, outgoing: Outgoing) -> str:
        """Hand the reply over and give the receipt; raises DeliveryError, or SomeRefused."""

    def is_ready(self) -> bool:
        """Whether its settings are there, so that replies can leave."""
