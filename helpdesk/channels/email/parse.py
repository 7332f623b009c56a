"""A raw mail read: who wrote what to whom, in answer to which mail, and with which files."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from helpdesk.channels.email import bodies, charsets
from helpdesk.channels.email.addressees import Addressee, addressees, addresses
from helpdesk.channels.email.attachments import Attachment
from helpdesk.channels.email.automatic import recognise
from helpdesk.channels.email.headers import Headers
from helpdesk.channels.email.made_up import made_up_id
from helpdesk.channels.email.parts import Limits, Part, leaves, take_apart
from helpdesk.channels.email.quotes import new_text

LARGEST = 30 * 1024 * 1024
LONGEST_TEXT = 200_000
LONGEST_HTML = 2_000_000
# Set by the fetcher where a mail was too large to be fetched whole.
CUT_FIELD = "x-farz-cut-from"

_FORWARDED = re.compile(
    r"(?i)\s*(fwd?|tr|wg|rv|enc|i|doorst|vl|vb|pd|转发|轉寄|إعادة توجيه|اعادة توجيه|تحويل|محول)\s?:"
)
_REACHED_AT = ("delivered-to", "x-original-to", "x-delivered-to", "envelope-to")


class UnreadableMail(ValueError):  # noqa: N818 (the thing is named as people say it)
    """A raw mail in which there is nothing to read; `reason` says why in one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class ParsedMail:
    """What a mail says. Addresses are in lower case; `date` is the sender's word, in UTC.

    `text` is what the sender wrote now, `full_text` with the history below it; `html` is as it
    came and must be sanitised before it is shown. `delivered_to` holds the addresses at which
    it arrived, for those that To does not name. `was_cut` says that only the raw mail has all.
    """

    subject: str
    from_name: str
    from_address: str
    reply_to: list[str]
    to: list[str]
    cc: list[str]
    delivered_to: list[str]
    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    date: datetime | None
    text: str
    full_text: str
    html: str | None
    attachments: list[Attachment]
    is_auto_reply: bool
    is_bounce: bool
    is_list: bool
    refuses_machines: bool
    original_message_id: str | None
    failed_recipients: tuple[str, ...]
    was_cut: bool


def parse(raw: bytes) -> ParsedMail:
    """Read one mail as a server handed it over.

    Raises UnreadableMail where it is empty, over 30 MB, or has neither a head nor a word.
    """
    if len(raw) > LARGEST:
        raise UnreadableMail(f"The mail has {len(raw)} bytes, more than the {LARGEST} we read.")
    limits = Limits()
    root = take_apart(_with_line_feeds(raw), limits)
    if not root.headers and not root.body.strip():
        raise UnreadableMail("The mail is empty.")
    root.headers.charset = _charset_of_text(root)
    return _mail(root, limits)


def _mail(root: Part, limits: Limits) -> ParsedMail:
    headers = root.headers
    body, files = bodies.read(root)
    full_text, html = body.as_text(), body.html
    sender, subject = _sender(headers), headers.text("subject")
    answered = headers.ids("in-reply-to")
    automatic = recognise(
        headers,
        sender=f"{sender.name} {sender.address}",
        subject=subject,
        text=full_text[:LONGEST_TEXT],
        files=files,
    )
    return ParsedMail(
        **_people_of(headers, sender),
        subject=subject[:1000],
        message_id=headers.message_id() or made_up_id(headers, root.body),
        in_reply_to=answered[0] if answered else None,
        references=headers.ids("references"),
        date=headers.date(),
        text=new_text(full_text[:LONGEST_TEXT], is_forward=bool(_FORWARDED.match(subject))),
        full_text=full_text[:LONGEST_TEXT],
        html=html[:LONGEST_HTML] if html else None,
        attachments=files,
        **asdict(automatic),
        was_cut=limits.reached or CUT_FIELD in headers or _is_too_long(full_text, html),
    )


def _people_of(headers: Headers, sender: Addressee) -> dict[str, Any]:
    return {
        "from_name": sender.name,
        "from_address": sender.address,
        "reply_to": addresses(headers.raw("reply-to")),
        "to": addresses(headers.raw("to")),
        "cc": addresses(headers.raw("cc")),
        "delivered_to": _delivered_to(headers),
    }


def _is_too_long(full_text: str, html: str | None) -> bool:
    return len(full_text) > LONGEST_TEXT or len(html or "") > LONGEST_HTML


def _with_line_feeds(raw: bytes) -> bytes:
    if b"\r" not in raw:
        return raw
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _charset_of_text(root: Part) -> str | None:
    """The charset that the text names, of the first part that names one worth believing."""
    labels = (each.parameters.get("charset") for each in (root, *leaves(root)))
    return next((label for label in labels if charsets.says_more_than_latin(label)), None)


def _sender(headers: Headers) -> Addressee:
    """Who wrote it: From, else Sender, else where it came from; a name may stand alone."""
    named = Addressee("", "")
    for field in ("from", "sender", "reply-to", "return-path"):
        for person in _people(headers, field):
            if person.address:
                return replace(person, name=person.name or named.name)
            named = person if person.name and not named.name else named
    return named


def _people(headers: Headers, field: str) -> list[Addressee]:
    """Everybody in the field; broken mailers write it twice, the first time unreadably."""
    return [each for value in headers.all_raw(field)[:5] for each in addressees(value)]


def _delivered_to(headers: Headers) -> list[str]:
    found = [
        each
        for field in _REACHED_AT
        for value in headers.all_raw(field)[:20]
        for each in addresses(value)
    ]
    return list(dict.fromkeys(found))
