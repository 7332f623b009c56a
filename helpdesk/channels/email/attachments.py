"""Files that came with a mail."""

import re
from dataclasses import dataclass

from helpdesk.channels.email import transfer
from helpdesk.channels.email.headers import Headers, split_head
from helpdesk.channels.email.names import safe_name
from helpdesk.channels.email.parts import Part

_UU_BEGIN = re.compile(r"(?m)^begin [0-7]{3,4} (.{1,200})\n(?=[ -`]{2,100}$)")
_UU_END = re.compile(r"(?m)^end[ \t]*$\n?")
_FILE_AT_END = re.compile(r"[^/\\]\.[A-Za-z0-9]{1,8}$")
_NAMES_BY_TYPE = {
    "message/delivery-status": "delivery-status.txt",
    "text/rfc822-headers": "headers.txt",
    "text/calendar": "invite.ics",
}


@dataclass(frozen=True)
class Attachment:
    """One file: a safe name, its type as the sender claims it, its bytes, its id in the HTML."""

    name: str
    content_type: str
    data: bytes
    content_id: str | None = None

    @property
    def size(self) -> int:
        """Bytes of it."""
        return len(self.data)


def attachment_of(part: Part) -> Attachment:
    """The part as a file. A mail within a mail becomes an .eml named by its subject."""
    data = transfer.decoded(part.body, part.headers.raw("content-transfer-encoding"))
    content_id = part.headers.raw("content-id").strip("<> \t")
    return Attachment(
        name=safe_name(_given_name(part, data), part.content_type),
        content_type=part.content_type,
        data=data,
        content_id=content_id[:300] or None,
    )


def cut_uuencoded(text: str) -> tuple[str, list[Attachment]]:
    """`text` without the files that old mailers write into it, and those files."""
    files: list[Attachment] = []
    kept: list[str] = []
    done = 0
    for begin in _UU_BEGIN.finditer(text) if "begin " in text else ():
        end = _UU_END.search(text, begin.end()) if begin.start() >= done else None
        if end is None:
            break
        lines = text[begin.end() : end.start()].encode("ascii", "replace").split(b"\n")
        kept.append(text[done : begin.start()])
        files.append(
            Attachment(
                safe_name(begin[1]), "application/octet-stream", transfer.from_uuencode(lines)
            )
        )
        done = end.end()
    return "".join([*kept, text[done:]]), files


def _given_name(part: Part, data: bytes) -> str:
    if part.file_name:
        return part.file_name
    place = part.headers.raw("content-location")
    if _FILE_AT_END.search(place):
        return place
    if part.content_type == "message/rfc822":
        subject = Headers(split_head(data)[0]).text("subject")
        return f"{subject[:100].replace('/', '-') or 'message'}.eml"
    return _NAMES_BY_TYPE.get(part.content_type, "")
