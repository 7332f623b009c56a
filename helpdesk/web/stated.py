"""The figures that a ticket's messages state: order numbers, phones, money, dates, parcels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpdesk.assist.models import Verdict
from helpdesk.tickets.queries import Line
from helpdesk.web.render import latin

KINDS = ("order", "tracking", "phone", "money", "date")
# In these the words beside the figures matter ("١٢٠ ريال", "3 March"): they are shown as written.
AS_WRITTEN = ("money", "date")
Span = tuple[int, int]


@dataclass(frozen=True)
class Stated:
    """One figure: its kind (of KINDS), and it in western digits, as it may be copied."""

    kind: str
    value: str


def stated(lines: Iterable[Line], verdicts: Mapping[int, Verdict]) -> list[Stated]:
    """What the customer's messages state, the newest message first, the same figure once."""
    newest_first = sorted(lines, key=lambda line: line.seq, reverse=True)
    found = (
        _stated(fact, line.text)
        for line in newest_first
        if line.id in verdicts
        for fact in verdicts[line.id].facts
        if fact["kind"] in KINDS
    )
    return list(dict.fromkeys(found))


def span_in(text: str, found: Any) -> Span | None:
    """A stored span as it may be used; none where the text has no such place."""
    if not isinstance(found, list | tuple) or len(found) != 2:
        return None
    start, end = found
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return None
    return start, end


def _stated(fact: dict[str, Any], text: str) -> Stated:
    kind, value = fact["kind"], fact["value"]
    span = span_in(text, (fact["start"], fact["end"]))
    if kind in AS_WRITTEN and span:
        value = " ".join(text[span[0] : span[1]].split())
    return Stated(kind, latin(value))
