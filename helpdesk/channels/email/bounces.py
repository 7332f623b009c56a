"""Bounces: mail servers' news that a mail of ours did not arrive, which one, and for whom.

Reports (RFC 3464) say so in fields. The many that write only prose are known by several signs
at once: who sends it, how the subject begins, what the text says, and the mail that it returns.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpdesk.channels.email import phrases
from helpdesk.channels.email.addressees import addresses
from helpdesk.channels.email.attachments import Attachment
from helpdesk.channels.email.headers import Headers, split_head

REPORT_TYPES = {"message/delivery-status", "message/global-delivery-status"}
_ORIGINAL_TYPES = {"message/rfc822", "message/global", "text/rfc822-headers"}

_SUBJECT = re.compile(rf"[\[(*!\s]*{phrases.pattern('bounces', 'subjects')}")
_AUTOMATIC = re.compile(phrases.pattern("automatic", "phrases"))
_SENTENCE = re.compile(phrases.pattern("bounces", "sentences"))
_SURELY_MACHINE = re.compile(
    r"(?i)(mailer-?daemon|mail-daemon|mail ?delivery|courier mail server|mail ?router|<>)"
)
_PERHAPS_MACHINE = re.compile(r"(?i)(post_?master|(system|mail) ?admin|mail ?system\b|no-?reply)")
# As SMTP servers answer (RFC 5321, 4.2.1; RFC 3463): 550, #5.1.1, 5.7.1.
_CODE = re.compile(r"(?<![\d.])(?:[45]\.[0-7]\.\d{1,3}|5[0-5]\d)(?![\d.]\d)")
_RETURNED = re.compile(
    r"(?im)^(?:[-\s*=_>#]{0,40}(?:(?:the )?original message|original mail|returned message"
    r"|(?:below this line is|this is|enclosed is|here is) a copy|message header|message text"
    r"|message details|unsent message)"
    r"|[> \t]{0,8}(?:received:[ \t]*(?:from|by)\b|(?:return-path|message-id):[ \t]*<))"
)
_SAYS_FAILED = re.compile(r"(?im)^action:[ \t]*failed")
_RECIPIENT = re.compile(
    r"(?im)^(?:final|original)-recipient:[ \t]*(?:[\w-]{1,20};)?[ \t]*<?([^\s<>;]{3,320})"
)
_ADDRESS_TOLD = re.compile(
    r"(?im)(?:^[ \t]{0,20}|rcpt to:? ?|recipient:? |delivered to:? |(?:deliver|message) to:? )"
    r"<?([\w.+=/-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8})"
)
_ID_LINE = re.compile(
    r"(?im)^[> \t]{0,8}(?:x-)?(?:original-)?message-id:[ \t]*(?:\n[ \t]+)?(<[^<>\s]{1,300}>)"
)
_SEARCHED = 100_000
_SEARCHED_PROSE = 10_000
_MOST_RECIPIENTS = 50
# Sender, subject, a sentence, a code, the returned mail: three of them are no coincidence.
_ENOUGH = 3


@dataclass(frozen=True)
class Bounce:
    """Which mail of ours did not arrive, and to whom, where it tells."""

    original_message_id: str | None
    failed_recipients: tuple[str, ...]


def bounce(
    headers: Headers, *, sender: str, subject: str, text: str, files: list[Attachment]
) -> Bounce | None:
    """The bounce that a mail with this head, text and these files is, or None."""
    report = "\n".join(_latin(each.data) for each in files if each.content_type in REPORT_TYPES)
    if report:
        failed = bool(_SAYS_FAILED.search(report)) or "action:" not in report.lower()
    else:
        prose = text[:_SEARCHED_PROSE]
        signs = _signs(headers, sender, phrases.spelled(subject), prose, files)
        failed = "x-failed-recipients" in headers or signs >= _ENOUGH
    if not failed:
        return None
    return Bounce(_original_id(headers, report, files, text), _failed(headers, report, text))


def is_from_nobody(headers: Headers) -> bool:
    """Whether the envelope had no sender: such a mail must never be answered (RFC 5321, 4.5.5)."""
    return headers.raw("return-path").replace(" ", "") == "<>"


def _signs(headers: Headers, sender: str, subject: str, text: str, files: list[Attachment]) -> int:
    """How many signs of a bounce there are; `subject` is spelled."""
    speaks_of_it = _SUBJECT.match(subject) is not None
    machine = _signs_of_machine(headers, sender, speaks_of_it=speaks_of_it)
    if not (machine or speaks_of_it) or _AUTOMATIC.match(subject):
        return 0
    returns = any(each.content_type in _ORIGINAL_TYPES for each in files)
    returns = returns or _RETURNED.search(text) is not None
    if not (machine or returns):  # a person writes of a parcel
        return 0
    spelled = phrases.spelled(text)
    explains, has_code = _SENTENCE.search(spelled), _CODE.search(spelled)
    return machine + speaks_of_it + returns + bool(explains) + bool(has_code)


def _signs_of_machine(headers: Headers, sender: str, *, speaks_of_it: bool) -> int:
    if _SURELY_MACHINE.search(sender):
        signs = 2
    else:
        signs = int(_PERHAPS_MACHINE.search(sender) is not None)
    # Vacation replies have no envelope sender either; then the subject has to say more.
    return signs + is_from_nobody(headers) * (1 + speaks_of_it)


def _original_id(
    headers: Headers, report: str, files: Iterable[Attachment], text: str
) -> str | None:
    for each in files:
        if each.content_type in _ORIGINAL_TYPES:
            found = Headers(split_head(each.data)[0]).message_id()
            if found:
                return found
    told = _ID_LINE.search(report) or _ID_LINE.search(text[:_SEARCHED])
    if told:
        return told[1]
    answered = headers.ids("in-reply-to") or headers.ids("references")
    return answered[-1] if answered else None


def _failed(headers: Headers, report: str, text: str) -> tuple[str, ...]:
    """For whom: by field or report, else the addresses that the prose sets apart, never ours."""
    told = headers.raw("x-failed-recipients").replace(",", " ").split()
    told += _RECIPIENT.findall(report)
    if not told:
        prose = text[:_SEARCHED_PROSE]
        returned = _RETURNED.search(prose)
        ours = set(addresses(headers.raw("to")))
        found = _ADDRESS_TOLD.findall(prose, 0, returned.start() if returned else len(prose))
        told = [each for each in found if each.lower() not in ours]
    known = dict.fromkeys(each.lower() for each in told if "@" in each)
    return tuple(known)[:_MOST_RECIPIENTS]


def _latin(data: bytes) -> str:
    return data[:_SEARCHED].decode("latin-1")
