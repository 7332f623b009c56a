"""What can happen in a helpdesk, as records in the past tense, and who listens."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Event:
    """Something that happened."""


@dataclass(frozen=True)
class TicketEvent(Event):
    """Something that happened to a ticket."""

    ticket_id: int


@dataclass(frozen=True)
class ArticleDeleted(Event):
    """An article is no more, though its number may be kept for the figures of its time."""

    article_id: int


@dataclass(frozen=True)
class MessageReceived(TicketEvent):
    """A customer wrote; `opened` tells whether a new ticket came of it.

    `files` is how many came with it; `refuses_machines` tells that no machine may answer it.
    """

    message_id: int
    channel: str
    opened: bool
    files: int = 0
    refuses_machines: bool = False


@dataclass(frozen=True)
class MessageAmended(TicketEvent):
    """A message was read again; `new_words` tells whether it says something else than it did."""

    message_id: int
    new_words: bool


@dataclass(frozen=True)
class CustomerAcknowledged(TicketEvent):
    """A customer who wrote is told by ourselves that the message is here."""


@dataclass(frozen=True)
class ParticipantsChanged(TicketEvent):
    """An agent had somebody read along, or no more."""


@dataclass(frozen=True)
class ReplyPosted(TicketEvent):
    """An agent answered the customer."""

    message_id: int
    channel: str


@dataclass(frozen=True)
class ReplyWithdrawn(TicketEvent):
    """An agent took back a reply, written at `sent_at`, before it left; its row goes after this."""

    message_id: int
    by_id: int
    sent_at: datetime


@dataclass(frozen=True)
class NotePosted(TicketEvent):
    """An agent left a note that customers never see."""

    message_id: int


@dataclass(frozen=True)
class CustomerIntroduced(TicketEvent):
    """A chat visitor told a name or an address."""


@dataclass(frozen=True)
class MessageAttributed(TicketEvent):
    """A forwarded message was given to whoever wrote it first, or back to whoever forwarded it."""

    message_id: int


@dataclass(frozen=True)
class TicketAssigned(TicketEvent):
    """A ticket got another agent, or none."""


@dataclass(frozen=True)
class TicketClosed(TicketEvent):
    """An agent considers the matter settled; or the customer does, whom an article answered."""

    at: datetime
    by_article: bool = False


@dataclass(frozen=True)
class TicketReopened(TicketEvent):
    """An agent took a settled matter up again."""

    at: datetime


@dataclass(frozen=True)
class VerdictCorrected(TicketEvent):
    """An agent set another topic or urgency than triage had."""


@dataclass(frozen=True)
class AnswersChanged(TicketEvent):
    """A suggested answer was taken or found no help by an agent, or found no help by a customer."""


@dataclass(frozen=True)
class DeliveryChanged(TicketEvent):
    """An outgoing message moved on: waiting, sent, delivered, read, failed or bounced.

    `failed` tells that it did not reach whom it should, so that somebody has to do something.
    """

    message_id: int
    failed: bool = False


@dataclass(frozen=True)
class DeliveryAskedAgain(TicketEvent):
    """A message that did not arrive is to be sent once more, by a person's wish."""

    message_id: int


@dataclass(frozen=True)
class ClockBreached(TicketEvent):
    """The time to answer ran out; noticed at `at`."""

    at: datetime


@dataclass(frozen=True)
class BurstChanged(TicketEvent):
    """A topic began to come in far more often than usual, went on, was dismissed, or is over.

    The ticket is the latest of it.
    """


Listener = Callable[[Any], None]
_must: dict[type[Event], list[Listener]] = defaultdict(list)
_live: dict[type[Event], list[Listener]] = defaultdict(list)


def listen(event: type[Event], *, must: Iterable[Listener], live: Iterable[Listener]) -> None:
    """Have `must` follow `event` inside the transaction, and `live` after the commit."""
    _must[event] = list(must)
    _live[event] = list(live)


def musts(event: Event) -> list[Listener]:
    """What has to follow `event` in the same transaction, in order."""
    return _must[type(event)]


def lives(event: Event) -> list[Listener]:
    """What follows `event` once it is saved."""
    return _live[type(event)]
