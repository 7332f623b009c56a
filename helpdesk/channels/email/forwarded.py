"""Whose words a forwarded mail carries: by the block that mailers write above, or by the mail.

Gmail, Outlook, Apple Mail and their kind, in Arabic, English, French and German.
"""

import re
from dataclasses import dataclass

import structlog

from helpdesk.channels.email.addressees import addressees
from helpdesk.channels.email.dividers import is_divider, is_forward_line
from helpdesk.channels.email.mail_fields import begins_mail_fields, field_told_by, kinds_of_fields
from helpdesk.channels.email.parse import parse
from helpdesk.channels.email.phrases import plain
from helpdesk.channels.email.quotes import new_text

log = structlog.get_logger()

_FORWARD_PREFIX = re.compile(
    r"(?i)\s*(?:(?:fwd?|wg|tr|إعادة توجيه|اعادة توجيه|تحويل|محول)\s?[:：]\s*){1,10}"
)
_MAILTO = re.compile(r"(?i)[\[<(]\s*mailto:([^\])>\s]{3,320})\s*[\])>]")
_LINES_OF_FIELDS = 14
_LONGEST_DATE = 100
_SEARCHED = 200_000


@dataclass(frozen=True, kw_only=True)
class Original:
    """What was forwarded: who wrote it (address in lower case), and when, as the mailer put it."""

    name: str
    address: str
    subject: str
    date: str
    text: str


def forwarded_in(full_text: str) -> Original | None:
    """The first forwarded block of a mail's text; None where none names its writer's address."""
    lines = full_text[:_SEARCHED].split("\n")
    for index, line in enumerate(lines):
        shown = plain(line).lstrip("> ")
        is_mark = is_forward_line(shown) or is_divider(shown)
        below = _unquoted(lines[index + is_mark :])
        head = below[:_LINES_OF_FIELDS]
        if is_mark or begins_mail_fields(head, kinds_of_fields(head), 0):
            found = _read(below)
            if found is not None:
                return found
    return None


def forwarded_as(raw: bytes) -> Original | None:
    """The same from a mail that was attached whole; None where it cannot be read."""
    try:
        mail = parse(raw)
    except Exception:  # it is only looked into: whatever is wrong with it, the ticket is shown
        log.info("attached mail not read", exc_info=True)
        return None
    if not mail.from_address:
        return None
    return Original(
        name=mail.from_name,
        address=mail.from_address,
        subject=mail.subject,
        date=mail.date.strftime("%Y-%m-%d %H:%M UTC") if mail.date else "",
        text=mail.text,
    )


def bare_subject(subject: str) -> str:
    """`subject` without the words for "forwarded" before it."""
    return _FORWARD_PREFIX.sub("", subject, count=1).strip() or subject


def _unquoted(lines: list[str]) -> list[str]:
    """Lines without the ">" that Apple Mail sets before all of what it forwards."""
    written = [line for line in lines if line.strip()]
    if not written or not all(line.startswith(">") for line in written[:5]):
        return lines
    return [line.removeprefix(">").removeprefix(" ") for line in lines]


def _read(lines: list[str]) -> Original | None:
    fields: dict[str, str] = {}
    end = 0
    for index, line in enumerate(lines[:_LINES_OF_FIELDS]):
        field = field_told_by(line)
        if field is not None:
            fields.setdefault(*field)
            end = index + 1
        elif fields and not line.strip():
            break
    people = addressees(_MAILTO.sub(r"<\1>", fields.get("from", "").replace("*", "")))
    if not people or not people[0].address:
        return None
    return Original(
        name=people[0].name,
        address=people[0].address,
        subject=fields.get("subject", ""),
        date=fields.get("sent", "")[:_LONGEST_DATE],
        text=new_text("\n".join(lines[end:]).strip("\n")),
    )
