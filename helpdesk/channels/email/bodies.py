"""What a mail says: its text, its HTML and its files, out of its parts."""

import html as entities
from dataclasses import dataclass

from helpdesk.channels.email import charsets, transfer
from helpdesk.channels.email.attachments import Attachment, attachment_of, cut_uuencoded
from helpdesk.channels.email.flowed import unflowed
from helpdesk.channels.email.invitations import as_line
from helpdesk.channels.email.markup import html_to_text
from helpdesk.channels.email.parts import Part

_LONGEST_CALENDAR = 100_000
# Made for the mailer, never for a reader.
_PASSED_OVER = {"text/x-amp-html", "text/watch-html"}


@dataclass(frozen=True)
class Body:
    """One text and one HTML of the same words; either may be missing."""

    text: str | None = None
    html: str | None = None

    def as_text(self) -> str:
        """The words, taken from the HTML where there is no other."""
        if self.text is not None and (self.text.strip() or self.html is None):
            return self.text
        return html_to_text(self.html) if self.html else ""

    def as_html(self) -> str:
        """The words as HTML; plain ones keep their line ends."""
        if self.html is not None:
            return self.html
        return f"<pre>{entities.escape(self.text)}</pre>" if self.text else ""


def read(root: Part) -> tuple[Body, list[Attachment]]:
    """What the mail says and the files with it; the text of several parts is joined."""
    files: list[Attachment] = []
    body = _read(root, files, alone=True)
    text = body.as_text()
    return Body(text if text.strip() else _invitation(files), body.html), files


def _invitation(files: list[Attachment]) -> str:
    """What an invitation says that comes without a word."""
    calendars = (each.data for each in files if each.content_type == "text/calendar")
    return next((as_line(charsets.guess(data[:_LONGEST_CALENDAR])) for data in calendars), "")


def _read(part: Part, files: list[Attachment], *, alone: bool = False) -> Body:
    if part.children:
        bodies = [_read(child, files) for child in part.children]
        told = [body for body in bodies if body.text is not None or body.html is not None]
        if part.content_type == "multipart/alternative":
            return _best(told)
        return _joined(told)
    if _is_text(part, alone=alone):
        return _text_of(part, files)
    if part.content_type not in _PASSED_OVER and (part.body or part.file_name):
        files.append(attachment_of(part))
    return Body()


def _is_text(part: Part, *, alone: bool) -> bool:
    if part.content_type not in ("text/plain", "text/html"):
        return False
    return part.disposition != "attachment" and (alone or not part.file_name)


def _text_of(part: Part, files: list[Attachment]) -> Body:
    data = transfer.decoded(part.body, part.headers.raw("content-transfer-encoding"))
    text = charsets.decode(data, part.parameters.get("charset"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if part.content_type == "text/html":
        return Body(html=text)
    text, found = cut_uuencoded(text)
    files.extend(found)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return Body(text=text)


def _best(bodies: list[Body]) -> Body:
    """Of several forms of the same words, the first plain one and the richest (last) HTML."""
    texts = [body.text for body in bodies if body.text and body.text.strip()]
    pages = [body.html for body in bodies if body.html is not None]
    return Body(texts[0] if texts else None, pages[-1] if pages else None)


def _joined(bodies: list[Body]) -> Body:
    """Words after one another. HTML alone stays so, to be read as text only when asked for."""
    if len(bodies) <= 1:
        return bodies[0] if bodies else Body()
    text = html = None
    if any(body.text is not None for body in bodies):
        text = "\n\n".join(each for body in bodies if (each := body.as_text().strip("\n")))
    if any(body.html is not None for body in bodies):
        html = "\n".join(body.as_html() for body in bodies)
    return Body(text, html)
