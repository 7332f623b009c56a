"""Hides who somebody is: names, numbers and addresses become placeholders an editor must look at.

Amounts, dates and times stay: they tell nobody who somebody is, and are often the answer itself.
"""

from collections.abc import Sequence

from helpdesk.articles.placeholders import placeholder, placeholders_at
from helpdesk.mining.masking.addresses import addresses
from helpdesk.mining.masking.figures import figures
from helpdesk.mining.masking.names import names
from helpdesk.mining.masking.span import Span

__all__ = ["mask"]


_OF_AN_ADDRESS = frozenset(("address", "name", "number", "order"))
_BETWEEN = " \t,،"


def mask(text: str, lang: str, *, known: Sequence[str] = ()) -> str:
    """`text` with placeholders in `lang`; masking it again changes nothing.

    `known` are names of people that are known to stand in it, whole or in parts.
    """
    # What stood on both sides of something hidden may only now be seen for what it is.
    while (masked := _once(text, lang, known)) != text:
        text = masked
    return text


def _once(text: str, lang: str, known: Sequence[str]) -> str:
    masked, end = "", 0
    for span in _apart([*addresses(text), *figures(text), *names(text, known)], text):
        masked += text[end : span.start] + placeholder(span.kind, lang)
        end = span.end
    return masked + text[end:]


def _apart(spans: Sequence[Span], text: str) -> list[Span]:
    """Spans that do not overlap, in order; of two that do, the earlier in the list stands."""
    taken = placeholders_at(text)
    kept: list[Span] = []
    for span in spans:
        if not any(span.start < end and start < span.end for start, end in taken):
            taken.append((span.start, span.end))
            kept.append(span)
    return _joined(sorted(kept, key=lambda span: span.start), text)


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Names beside names are one name; what stands beside an address is a part of it."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        gap = text[last.end : span.start] if last else ""
        if last and _are_one(last, span, gap):
            joined[-1] = Span(last.start, span.end, last.kind)
        else:
            joined.append(span)
    return joined


def _are_one(last: Span, span: Span, gap: str) -> bool:
    if last.kind == "address":
        return span.kind in _OF_AN_ADDRESS and not gap.strip(_BETWEEN)
    return last.kind == span.kind == "name" and not gap.strip()
