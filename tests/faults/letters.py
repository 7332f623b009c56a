"""What is sent to the helpdesk: mails and webhook calls, each message with an id of its own."""

import random
import re
from dataclasses import dataclass

from tests.helpdesk.channels.test_whatsapp import call, text

ID = re.compile(r"\b[ME]-\d{4}\b")
PHONES = 20
WORDS = (
    "وصلني الطلب ناقص، أين الباقي؟",
    "The lamp arrived broken, I want my money back.",
    "متى يصل طلبي؟ تأخر كثيرًا",
    "Do you deliver to Jeddah on Fridays?",
    "أريد تغيير العنوان قبل أن يخرج الطلب اليوم",
)


@dataclass(frozen=True)
class Letter:
    """One handover: by the mail pipe, or as a call of the webhook; `ids` are what it says."""

    road: str
    ids: tuple[str, ...]
    body: bytes


def mails(count: int) -> list[Letter]:
    """Mails of as many customers, each a matter of its own."""
    return [_mail(f"M-{number:04}", WORDS[number % len(WORDS)]) for number in range(count)]


def calls(count: int) -> list[Letter]:
    """Webhook calls with `count` events, and some calls again with another neighbour, as Meta's."""
    events = [(f"E-{number:04}", _event(number)) for number in range(count)]
    pairs = zip(events[::10], events[5::10], strict=False)
    batches = [[event] for event in events] + [list(pair) for pair in pairs]
    return [
        Letter("webhook", tuple(id_ for id_, _ in batch), call(messages=[e for _, e in batch]))
        for batch in batches
    ]


def shuffled(letters: list[Letter], seed: int) -> list[Letter]:
    """The letters in another order, the same for the same seed."""
    return random.Random(seed).sample(letters, len(letters))


def _mail(id_: str, words: str) -> Letter:
    head = (
        f"From: {id_} <{id_.lower()}@mail.example>\r\nTo: support@dukkan.example\r\n"
        f"Subject: {id_}\r\nMessage-ID: <{id_}@mail.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return Letter("pipe", (id_,), f"{head}{words} {id_}\r\n".encode())


def _event(number: int) -> dict[str, object]:
    id_ = f"E-{number:04}"
    words = f"{WORDS[number % len(WORDS)]} {id_}"
    return text(words, id=f"wamid.{id_}", **{"from": f"9665000{number % PHONES:05}"})
