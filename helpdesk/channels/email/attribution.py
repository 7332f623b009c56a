"""Lines by which mailers say that what follows was written by someone else.

Seen in Gmail, Apple Mail, Outlook, Thunderbird, Yahoo, Samsung and Huawei mail, set to Arabic,
English or French.
"""

import re

from helpdesk.channels.email.phrases import plain

_WROTE = re.compile(
    r"(?i)\bwrote\b|\bwrites\b|a écrit|\bschrieb\b|كتبت?\b|كتابة ما يلي بواسطة|جاء من"
    r"|قام .{1,60} بكتابة"
)
_BEGINS_WROTE = re.compile(r"(?i)[\"'«*\s]*(on|le|am|el|في|بتاريخ|يوم)\b|[\"'«*\s]*\d")
_DAY = re.compile(r"\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,4}|\b\d{4}\b")
_HOUR = re.compile(r"\d{1,2}\s?[:٫.h]\s?\d{2}")
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_ENDS_WITH_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]{1,300}\s?>?\s?>\s?:$")
_LONGEST_WROTE = 500
_MOST_LINES_OF_WROTE = 4

_ORIGINAL = re.compile(
    r"(?i)[-_*=\s]{3,40}(original message|message d'origine|original-?nachricht"
    r"|(ال)?رسالة (ال)?([أا]صلية|[أا]ساسية))[-_*=:\s]{3,40}$"
)
_FORWARD = re.compile(
    r"(?i)([-_*=\s]{3,40}(forwarded message|message transféré|(ال)?رسالة (ال)?معاد توجيهها"
    r"|(ال)?رسالة (ال)?محولة|(ال)?رسالة تمت? إعادة توجيهها)[-_*=:\s]{0,40}$"
    r"|\s{0,4}(begin forwarded message|début du message transféré"
    r"|بداية (ال)?رسالة (ال)?معاد توجيهها)\s?:\s*$)"
)
_RULE = re.compile(r"\s{0,8}(_{5,}|-{5,}|={5,}|\*{5,})\s*$")

_FIELD = re.compile(r"[*\s]{0,4}([^\W\d_](?:[\w' ]{0,20}[^\W\d_])?)\s?[*]?\s?:")
_KIND_OF_FIELD = {
    name: kind
    for kind, names in {
        "from": "from|من|المرسل|de|von",
        "sent": "sent|date|تاريخ الإرسال|تم الإرسال|أرسلت|أرسل|التاريخ|تاريخ|envoyé|gesendet",
        "to": "to|إلى|الى|المستلم|à|an",
        "subject": "subject|الموضوع|موضوع|objet|betreff",
        "other": "cc|bcc|نسخة|نسخة إلى|مخفية|importance|الأهمية|attachments|المرفقات",
    }.items()
    for name in names.split("|")
}
_LINES_OF_FIELDS = 12


def is_divider(shown: str) -> bool:
    """Whether this plain line says that the original message follows."""
    return shown[:1] in "-_*=" and _ORIGINAL.match(f" {shown} ") is not None


def is_forward_line(shown: str) -> bool:
    """Whether this plain line says that a forwarded message follows."""
    return len(shown) < 120 and _FORWARD.match(shown) is not None


def is_rule(line: str) -> bool:
    """Whether the line is drawn, not written."""
    return _RULE.match(line) is not None


def start_of_wrote_line(lines: list[str], index: int, *, is_sure: bool = False) -> int | None:
    """First line of the "On … wrote:" that ends at `index` (it may be folded), or None.

    `is_sure` says that quoted lines follow; then the word alone is enough.
    """
    joined, likely = "", index if is_sure and _WROTE.search(plain(lines[index])[:200]) else None
    for start in range(index, max(-1, index - _MOST_LINES_OF_WROTE), -1):
        shown = plain(lines[start])
        joined = f"{shown} {joined}".strip()
        if not shown or shown.startswith(">") or len(joined) > _LONGEST_WROTE:
            break
        if _tells_who_and_when(joined):
            if _BEGINS_WROTE.match(joined):
                return start
            likely = start
    return likely


def start_of_wrote_line_above(lines: list[str], index: int) -> int | None:
    """First line of the "On … wrote:" just above the quoted line `index`, or None."""
    above = index - 1
    while above >= max(0, index - 3) and not lines[above].strip():
        above -= 1
    if above < 0 or not plain(lines[above]).endswith(":"):
        return None
    return start_of_wrote_line(lines, above, is_sure=True)


def begins_mail_fields(lines: list[str], index: int) -> bool:
    """Whether a block From, Sent, Subject (in any order after From) begins at `index`."""
    if _kind_of_field(lines[index]) != "from":
        return False
    kinds = {_kind_of_field(line) for line in lines[index + 1 : index + 1 + _LINES_OF_FIELDS]}
    return {"sent", "subject"} <= kinds


def _tells_who_and_when(joined: str) -> bool:
    """Whether it names a writer and a time as no person would: by address, or to the minute."""
    day = _DAY.search(joined)
    if _ENDS_WITH_ADDRESS.search(joined):
        return day is not None
    by_address = _ADDRESS.search(joined) is not None
    return bool(_WROTE.search(joined) and day and (by_address or _HOUR.search(joined)))


def _kind_of_field(line: str) -> str | None:
    if ":" not in line[:60]:
        return None
    found = _FIELD.match(plain(line)[:200])
    return _KIND_OF_FIELD.get(found[1].lower().strip()) if found else None
