"""A reply as bytes for a mail server: plain text and HTML of the same words, threaded."""

import html as entities
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime
from typing import Any, Protocol

from helpdesk.channels.email.subjects import reply_subject

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_LINK = re.compile(r"https?://[^\s<>\"']{1,2000}")
_AFTER_LINK = ".,:;!?)]}،؛؟»"
# RFC 3834, section 5; Exchange's own field; and what older programs go by.
_NO_PERSON = (
    ("Auto-Submitted", "auto-replied"),
    ("X-Auto-Response-Suppress", "All"),
    ("Precedence", "bulk"),
)
# The first says where the thread began, the last are the nearest; between them it may be cut.
_MOST_REFERENCES = 20


class File(Protocol):
    """A file that goes with the reply."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def content_type(self) -> str: ...  # noqa: D102
    @property
    def data(self) -> bytes: ...  # noqa: D102


def compose(
    *,
    sender_name: str,
    sender_address: str,
    reply_to: str,
    to: str,
    cc: Sequence[str] = (),
    subject: str,
    text: str,
    message_id: str,
    in_reply_to: str | None,
    references: Iterable[str],
    date: datetime,
    lang: str,
    html: str | None = None,
    signature: str = "",
    automatic: bool = False,
    attachments: Sequence[File] = (),
) -> bytes:
    """The mail of one reply, lines ending in CRLF; an `automatic` one tells other machines so.

    `date` is aware; `lang` is "ar" or "en"; `html` is what stands in the page's body, made of
    `text` where none is given; `signature` stands below either. Ids stand in angle
    brackets; what is no id is left out of the thread, and a `message_id` that is none raises
    ValueError, as do addresses that are none.
    """
    if not _ID.fullmatch(message_id):
        raise ValueError(f"no message id: {message_id!r}")
    mail = EmailMessage(policy=_policy_for(sender_address, reply_to, to, *cc))
    mail["From"] = _address(sender_address, _one_line(sender_name))
    mail["To"] = _address(to)
    if cc:
        mail["Cc"] = [_address(each) for each in cc]
    mail["Reply-To"] = _address(reply_to)
    mail["Subject"] = reply_subject(_one_line(subject))
    mail["Date"] = format_datetime(date)
    mail["Content-Language"] = "ar" if lang == "ar" else "en"
    for name, value in _NO_PERSON if automatic else ():
        mail[name] = value
    words, ending = _with_line_feeds(text), _with_line_feeds(signature)
    whole = f"{words}\n-- \n{ending}" if signature else words
    mail.set_content(whole, charset="utf-8", cte=_encoding_of(whole))
    page = _page((html or _paragraphs(words)) + (_ending(ending) if signature else ""), lang)
    mail.add_alternative(page, subtype="html", charset="utf-8", cte=_encoding_of(page))
    for each in attachments:
        main, _, sub = each.content_type.partition("/")
        mail.add_attachment(
            each.data, maintype=main, subtype=sub or "octet-stream", filename=_one_line(each.name)
        )
    return _thread(message_id, in_reply_to, references) + mail.as_bytes()


def message_id(domain: str, unique: str) -> str:
    """The id of a mail of ours: `unique` (letters, digits, dot, dash) at our `domain`."""
    made = f"<{unique}@{domain}>"
    if not _ID.fullmatch(made):
        raise ValueError(f"no message id can be made of {unique!r} and {domain!r}")
    return made


def _address(address: str, name: str = "") -> Address:
    """The address as it is; the strange ones that people have get the quotes they need."""
    local, _, domain = address.rpartition("@")
    if not local or not domain or not address.isprintable() or " " in address:
        raise ValueError(f"no mail address: {address!r}")
    return Address(name, local, domain)


class _Folding(EmailPolicy):
    """As the library writes mail, but for long subjects beyond ASCII.

    It cuts them between two encoded words at a blank and leaves the blank out, which readers
    rightly do not put in again (RFC 2047, section 6.2).
    """

    def fold(self, name: str, value: str) -> str:
        """The field as lines; its blanks stand inside the encoded words."""
        if name != "Subject" or value.isascii():
            return super().fold(name, value)
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same in bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


_PLAIN = _Folding(linesep=SMTP.linesep)


def _policy_for(*addresses: str) -> "EmailPolicy[Any]":
    """Internationalised addresses (RFC 6531) need a server that takes them; others do not."""
    return _PLAIN if all(each.isascii() for each in addresses) else SMTPUTF8


def _thread(message_id: str, in_reply_to: str | None, references: Iterable[str]) -> bytes:
    """The threading fields, folded by hand: the library would encode ids longer than a line."""
    answered = [in_reply_to] if in_reply_to and _ID.fullmatch(in_reply_to) else []
    chain = list(dict.fromkeys(each for each in references if _ID.fullmatch(each)))
    chain = [each for each in chain if each not in answered] + answered
    if len(chain) > _MOST_REFERENCES:
        chain = [chain[0], *chain[1 - _MOST_REFERENCES :]]
    fields = [f"Message-ID: {message_id}"]
    fields += [f"In-Reply-To: {each}" for each in answered]
    fields += ["References: " + "\r\n ".join(chain)] if chain else []
    return "".join(f"{field}\r\n" for field in fields).encode("ascii")


def _encoding_of(text: str) -> str:
    """English stays legible in the raw mail, Arabic is shortest in base64."""
    beyond = sum(not letter.isascii() for letter in text)
    return "base64" if beyond * 6 > len(text) else "quoted-printable"


def _page(body: str, lang: str) -> str:
    direction = 'dir="rtl" lang="ar"' if lang == "ar" else 'dir="ltr" lang="en"'
    return (
        f"<!doctype html>\n<html {direction}>\n"
        f'<head><meta charset="utf-8"></head>\n<body {direction}>\n{body}\n</body>\n</html>\n'
    )


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"


def _ending(signature: str) -> str:
    """The signature in HTML, after the sign that mail programs know it by (RFC 3676, 4.3)."""
    lines = _with_links(signature.strip("\n"))
    return f'\n<div dir="auto" style="color:#666">-- <br>\n{lines}</div>'


def _paragraphs(text: str) -> str:
    return "\n".join(
        f'<p dir="auto">{_with_links(each)}</p>' for each in re.split(r"\n{2,}", text.strip("\n"))
    )


def _with_links(paragraph: str) -> str:
    done, pieces = 0, []
    for found in _LINK.finditer(paragraph):
        address = found[0].rstrip(_AFTER_LINK)
        pieces.append(_escaped(paragraph[done : found.start()]))
        pieces.append(f'<a href="{entities.escape(address)}">{entities.escape(address)}</a>')
        done = found.start() + len(address)
    return "".join([*pieces, _escaped(paragraph[done:])])


def _escaped(text: str) -> str:
    return entities.escape(text).replace("\n", "<br>\n")


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
