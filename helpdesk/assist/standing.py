"""Where a ticket stands by its verdicts, one message after another, nobody having set it."""

from collections.abc import Iterable
from dataclasses import dataclass

# A "thank you" or a bare number does not change what a ticket is about.
KEEPS_TOPIC = ("other", "feedback")


@dataclass(frozen=True)
class Said:
    """A message of a ticket; `topic` and `urgency` are its verdict's, none where it has none."""

    message_id: int
    incoming: bool
    automatic: bool
    channel: str
    subject: str
    text: str
    topic: str | None
    urgency: int | None


@dataclass(frozen=True)
class Standing:
    """The topic and urgency a ticket has, and the message whose verdict gave the urgency."""

    topic: str
    urgency: int
    message_id: int


def standing(said: Iterable[Said]) -> Standing | None:
    """Where the messages, in their order, put their ticket; none where none was judged.

    The first one decides. Of later ones only worse news does, until somebody answered.
    """
    at: Standing | None = None
    waits = False
    for each in said:
        if each.incoming and each.topic is not None and each.urgency is not None:
            if at is None:
                at = Standing(each.topic, each.urgency, each.message_id)
            elif not each.automatic and (each.urgency > at.urgency or not waits):
                topic = topic_after(at.topic, each.topic)
                at = Standing(topic, each.urgency, each.message_id)
        waits = each.incoming
    return at


def topic_after(was: str, said: str) -> str:
    """What a ticket is about once another message came in."""
    return was if said in KEEPS_TOPIC else said
