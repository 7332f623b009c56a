"""What a receiving mail server found out about a sender: the field Authentication-Results."""

import re
from collections.abc import Collection
from typing import NamedTuple

from helpdesk.channels.base import FAILED, PASSED, UNPROVEN
from helpdesk.channels.email.headers import Headers

# Exchange Online names no server in its field, though RFC 8601, 2.2, wants it.
UNNAMED = "unnamed"
_LONGEST = 16_000
_AROUND_EQUALS = re.compile(r"\s*=\s*")
# Microsoft's word for: would pass, had the domain published what it wants.
_PASSES = ("pass", "bestguesspass")


class Finding(NamedTuple):
    """One check: its method ("dmarc"), its result ("pass"), and what it was about."""

    method: str
    result: str
    about: dict[str, str]


def told_by_server(headers: Headers, *, domain: str, trusted: Collection[str]) -> str | None:
    """PASSED, FAILED or UNPROVEN of a sender at `domain`; None where no trusted server says.

    Only the topmost field of a trusted server counts (RFC 8601, section 5): it was written last,
    and whoever sent the mail may have written those below.
    """
    for value in headers.all_raw("authentication-results"):
        server, findings = read(value)
        if server in trusted:
            return _verdict(findings, domain)
    return None


def read(value: str) -> tuple[str, list[Finding]]:
    """The server that speaks, in lower case, and what it found; nothing where it is torn."""
    first, *rest = _statements(value[:_LONGEST]) or [""]
    if "=" in first:
        return UNNAMED, [_finding(each) for each in (first, *rest) if "=" in each]
    server = (first.split() or [""])[0].lower()
    return server, [_finding(each) for each in rest if "=" in each]


def _verdict(findings: list[Finding], domain: str) -> str:
    dmarc = [each.result for each in findings if each.method == "dmarc" and _is_of(each, domain)]
    if "fail" in dmarc:
        return FAILED
    signed = any(
        each.method == "dkim" and each.result == "pass" and each.about.get("header.d") == domain
        for each in findings
    )
    # A domain without a DMARC record proves itself by its own signature: that is DMARC's alignment.
    return PASSED if signed or not set(_PASSES).isdisjoint(dmarc) else UNPROVEN


def _is_of(finding: Finding, domain: str) -> bool:
    about = finding.about.get("header.from", domain)
    return about.rpartition("@")[2] == domain


def _finding(statement: str) -> Finding:
    words = _AROUND_EQUALS.sub("=", statement).lower().split()
    pairs = [word.partition("=") for word in words]
    method, _, result = pairs[0]
    return Finding(
        method.partition("/")[0], result, {name: value for name, _, value in reversed(pairs[1:])}
    )


def _statements(value: str) -> list[str]:
    """`value` cut at its semicolons, without comments; none where a quote or bracket stays open.

    What stands in quotes a stranger may have chosen (an address): of that only plain letters stay.
    """
    parts, depth, is_quoted, is_escaped = [""], 0, False, False
    for letter in value:
        if is_escaped:
            is_escaped = False
        elif letter == "\\" and (is_quoted or depth):
            is_escaped = True
        elif depth:
            depth += {"(": 1, ")": -1}.get(letter, 0)
        elif letter == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            parts[-1] += letter if letter.isalnum() or letter in "@.-_" else "?"
        elif letter == "(":
            depth = 1
        elif letter == ";":
            parts.append("")
        else:
            parts[-1] += letter
    return [] if depth or is_quoted else parts
