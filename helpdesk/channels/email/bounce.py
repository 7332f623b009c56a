"""What a bounce says: which mail of ours it speaks of, whom it did not reach, and why."""

import re

from helpdesk.channels.base import Bounce
from helpdesk.channels.email.parse import ParsedMail

_REPORTS = ("message/delivery-status", "message/global-delivery-status")
# RFC 3464, 2.3.6; a field goes on in lines that begin with a blank.
_DIAGNOSIS = re.compile(rb"(?im)^diagnostic-code:[ \t]*((?:[^\r\n]*(?:\r?\n[ \t]+)?){1,12})")
_STATUS = re.compile(rb"(?im)^status:[ \t]*([245]\.\d{1,3}\.\d{1,3})")
_KIND = re.compile(r"^(smtp|x-[\w-]{1,20}|unix|dns)\s*;\s*", re.IGNORECASE)
# What programs without a report write in their text.
_ANSWER = re.compile(
    r"(?m)^[^\n]{1,200}\(#[45]\.\d\.\d\)|\b[45]\d\d[ -][^\n]{1,300}(?:\n[^\n]{1,300})?"
)
_READ = 64 * 1024
_LONGEST = 500


def told_by(mail: ParsedMail) -> Bounce:
    """What the bounce `mail` tells."""
    named = (mail.original_message_id, mail.in_reply_to)
    return Bounce(
        keys=tuple(dict.fromkeys(each for each in named if each)),
        recipients=mail.failed_recipients,
        words=_words(mail)[:_LONGEST],
    )


def _words(mail: ParsedMail) -> str:
    """The other server's own words, else the nearest to them that the mail has."""
    for report in (each.data[:_READ] for each in mail.attachments if each.content_type in _REPORTS):
        for field in (_DIAGNOSIS, _STATUS):
            if found := field.search(report):
                return _KIND.sub("", _one_line(found[1].decode("utf-8", "replace")))
    said = _ANSWER.search(mail.full_text[:_READ])
    return _one_line(said[0] if said else mail.full_text[:_READ] or mail.subject)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
