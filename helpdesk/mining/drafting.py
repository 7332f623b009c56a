"""An agent's reply made a draft: without greeting, thanks and signature, and masked."""

from collections.abc import Sequence

from faq.bridge import is_silent
from faq.groups.pleasantries import without_farewell, without_greeting
from helpdesk.articles.placeholders import placeholders_in, without_placeholders
from helpdesk.mining.masking import mask
from triage.text import words

# Fewer words that tell something are "it is on its way", not an answer for others.
FEWEST_TELLING = 5
_SIGNED = 3


def draft(reply: str, lang: str, *, known: Sequence[str]) -> str | None:
    """What of a reply answers others too, with placeholders in `lang`; None where little is left.

    `known` are the names of the people of its ticket and of the shop.
    """
    matter = unsigned(without_greeting(reply), known)
    matter = unsigned(without_farewell(matter), known)
    masked = mask(without_farewell(matter), lang, known=known)
    said = [word.form for word in words(without_placeholders(masked))]
    masked = masked[:1].upper() + masked[1:]
    return masked if sum(not is_silent(form) for form in said) >= FEWEST_TELLING else None


def unsigned(text: str, known: Sequence[str]) -> str:
    """A text without its last lines that hold hardly more than a name."""
    lines = text.rstrip().split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or _is_signature(lines[-1], known)):
        lines.pop()
    return "\n".join(lines).strip()


def _is_signature(line: str, known: Sequence[str]) -> bool:
    masked = mask(line, "en", known=known)
    return bool(placeholders_in(masked)) and len(words(without_placeholders(masked))) <= _SIGNED
