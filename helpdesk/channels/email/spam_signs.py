"""What the mail server that received a mail says of it: whether it holds it for spam."""

import re

from helpdesk.channels.email.headers import Headers, split_head

# From where on SpamAssassin and Exchange call a mail spam, unless they say so themselves.
_SPAM_POINTS = 5.0
_SPAM_LEVEL = 5  # of Microsoft's SCL, -1 to 9
_YES = ("yes", "true", "spam")
_FLAGS = ("x-spam-flag", "x-barracuda-spam-flag", "x-spam")
_ACTIONS_ON_SPAM = ("reject", "add header", "rewrite subject", "quarantine")
_NUMBER = re.compile(r"-?\d{1,4}(?:\.\d{1,4})?", re.ASCII)
_RSPAMD = re.compile(r"(?i)\S{1,40}:\s*(true|false)\s*\[")
_SCL = re.compile(r"(?i)\bSCL:\s*(-?\d)\b", re.ASCII)
_SHOWN = 80


def spam_sign(raw: bytes) -> str:
    """The field by which the receiving server calls this mail spam, as "X-Spam-Flag: YES", or "".

    Of a field that stands twice the first counts: servers write above what came with the mail.
    Where a server decided, its points are not weighed again.
    """
    head = raw[: 1024 * 1024].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    headers = Headers(split_head(head)[0])
    return _by_word(headers) or _by_exchange(headers) or _by_points(headers)


def _by_word(headers: Headers) -> str:
    for name in (*_FLAGS, "x-spam-status"):
        if headers.raw(name).strip().lower().startswith(_YES):
            return _told(headers, name)
    found = _RSPAMD.match(headers.raw("x-spamd-result").strip())
    if found and found[1].lower() == "true":
        return _told(headers, "x-spamd-result")
    if headers.raw("x-rspamd-action").strip().lower().startswith(_ACTIONS_ON_SPAM):
        return _told(headers, "x-rspamd-action")
    return ""


def _by_exchange(headers: Headers) -> str:
    name = "x-ms-exchange-organization-scl"
    level = _NUMBER.match(headers.raw(name).strip())
    if level and float(level[0]) >= _SPAM_LEVEL:
        return _told(headers, name)
    report = headers.raw("x-forefront-antispam-report")
    said = _SCL.search(report)
    if (said and int(said[1]) >= _SPAM_LEVEL) or "sfv:spm" in report.lower():
        return f"X-Forefront-Antispam-Report: {said[0] if said else 'SFV:SPM'}"
    return ""


def _by_points(headers: Headers) -> str:
    decided = ("x-spam-flag", "x-spam-status", "x-spamd-result", "x-rspamd-action")
    if any(name in headers for name in decided):
        return ""
    points = _NUMBER.match(headers.raw("x-spam-score").strip())
    if points and float(points[0]) >= _SPAM_POINTS:
        return _told(headers, "x-spam-score")
    stars = headers.raw("x-spam-level").strip()
    if len(stars) >= _SPAM_POINTS and not stars.strip("*+"):
        return _told(headers, "x-spam-level")
    return ""


def _told(headers: Headers, name: str) -> str:
    shown = "-".join(word.capitalize() for word in name.split("-"))
    return f"{shown}: {headers.text(name)}"[:_SHOWN]
