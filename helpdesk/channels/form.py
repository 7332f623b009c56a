"""The contact form: what a visitor filled in, raw and read; answers leave by mail."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from helpdesk.channels.base import (
    UNPROVEN,
    Channel,
    File,
    Incoming,
    Outgoing,
    Status,
    storable,
)

SUBJECT_LETTERS = 70
# Written below the text, where triage and people look for an order's number.
ORDER_LINE = {"ar": "رقم الطلب: {}", "en": "Order number: {}"}


class FormChannel:
    """The shop's contact form; whoever fills it in tells a mail address to be answered at."""

    name = "form"
    identity = "email"
    settings_used: tuple[str, ...] = ("smtp_host",)

    def __init__(self, mail: Channel) -> None:
        """Answers leave by `mail`."""
        self._mail = mail

    def receive(self, raw: bytes) -> list[Incoming | Status]:
        """The one message of a form, as pack() wrote it; raises ValueError or KeyError else."""
        said = json.loads(raw)
        return [
            Incoming(
                channel=self.name,
                key=said["key"],
                sender_kind=self.identity,
                sender=said["email"],
                sender_name=said["name"],
                subject=_subject(said["text"]),
                text=_with_order(said),
                files=tuple(_file(each) for each in said["files"]),
                proof=UNPROVEN,
            )
        ]

    def send(self, outgoing: Outgoing) -> str:
        """Hand the reply to the mail server; the receipt is its Message-ID."""
        return self._mail.send(outgoing)

    def is_ready(self) -> bool:
        """Whether answers have somewhere to go."""
        return self._mail.is_ready()


def pack(
    *, key: str, name: str, email: str, order: str, text: str, lang: str, files: Sequence[File]
) -> bytes:
    """What a visitor filled in, as it is stored before anything is made of it."""
    said = {"key": key, "name": name, "email": email, "order": order, "text": text, "lang": lang}
    told = {field: storable(words) for field, words in said.items()}
    packed = [
        {
            "name": storable(each.name),
            "type": storable(each.content_type),
            "data": base64.b64encode(each.data).decode(),
        }
        for each in files
    ]
    return json.dumps({**told, "files": packed}, ensure_ascii=False).encode()


def _subject(text: str) -> str:
    """The beginning of the text, up to a whole word: a form asks for no subject."""
    line = " ".join(text.split())
    if len(line) <= SUBJECT_LETTERS:
        return line
    return line[:SUBJECT_LETTERS].rpartition(" ")[0] or line[:SUBJECT_LETTERS]


def _with_order(said: dict[str, Any]) -> str:
    if not said["order"]:
        return str(said["text"])
    return f"{said['text']}\n\n{ORDER_LINE[said['lang']].format(said['order'])}"


def _file(packed: dict[str, str]) -> File:
    return File(packed["name"], packed["type"], base64.b64decode(packed["data"], validate=True))
