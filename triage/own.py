"""The shop's own words: what its owner says a word means goes before what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from triage.denial import clauses, denied_at
from triage.lexicon import Phrase, Step
from triage.matcher import Matcher
from triage.parts import new_words
from triage.text import words
from triage.urgency import URGENT, moved
from triage.verdict import Reason, Verdict

MOST_WORDS = 6
_MOST_REASONS = 6


@dataclass(frozen=True)
class OwnWord:
    """A word or short phrase of the owner, and the topic or the urgency (or both) it stands for.

    Spelling does not matter (أ or ا, ة or ه), nor do little words written on (و ف ب ل ال); a `*`
    at the end of a word takes any ending.
    """

    phrase: str
    topic: str | None = None
    urgency: int | None = None


def steps(phrase: str) -> tuple[Step, ...]:
    """A phrase as the matcher reads it; raises ValueError where it has no word or over six."""
    found = tuple(
        Step((word.form + "*" * (phrase[word.end : word.end + 1] == "*"),))
        for word in words(phrase)
    )
    if not 1 <= len(found) <= MOST_WORDS:
        raise ValueError(f"{len(found)} words in {phrase!r}")
    return found


def matching(
    listed: Sequence[OwnWord], text: str, subject: str = ""
) -> list[tuple[OwnWord, tuple[int, int] | None]]:
    """The owner's words that a message holds, and where in the text (None: in the subject).

    Those that are denied («مو عاجل») do not count.
    """
    if not listed:
        return []
    titled = words(subject)
    found = [*titled, *new_words(text)]
    forms = [word.form for word in found]
    hits, self_denied = _matcher(tuple(listed)).find(forms, romanised=False)
    clause = clauses(found, len(titled))
    places: dict[OwnWord, tuple[int, int] | None] = {}
    for phrase, first, last in hits:
        if not denied_at(forms, clause, first, last, self_denied):
            span = None if first < len(titled) else (found[first].start, found[last].end)
            places.setdefault(listed[int(phrase.meaning)], span)
    return list(places.items())


def applied(verdict: Verdict, listed: Sequence[OwnWord], text: str, subject: str = "") -> Verdict:
    """A verdict after the owner's words had their say.

    The gravest word gives the topic and the urgency; it can raise and lower, but never lowers
    what is urgent by a fact (danger stays danger, whatever else the message mentions).
    """
    found = sorted(matching(listed, text, subject), key=lambda pair: -(pair[0].urgency or 0))
    if not found:
        return verdict
    topic = next((own.topic for own, _ in found if own.topic), None)
    urgency = next((own.urgency for own, _ in found if own.urgency is not None), None)
    if urgency is not None and not (verdict.urgency == URGENT and verdict.by_fact):
        verdict = replace(verdict, urgency=urgency, score=moved(verdict.score, urgency))
    if topic and topic != verdict.topic:
        verdict = replace(verdict, topic=topic, secondary=verdict.topic, confidence=1.0, sure=True)
    reasons = [_reason(own, span, text) for own, span in found]
    return replace(verdict, reasons=(*reasons, *verdict.reasons)[:_MOST_REASONS])


def _reason(own: OwnWord, span: tuple[int, int] | None, text: str) -> Reason:
    quote = text[span[0] : span[1]] if span else ""
    return Reason(
        "own", f"من كلمات المتجر: {own.phrase}", f"the shop's own word: {own.phrase}", span, quote,
        float(own.urgency if own.urgency is not None else 1),
    )  # fmt: skip


@lru_cache(maxsize=16)
def _matcher(listed: tuple[OwnWord, ...]) -> Matcher:
    return Matcher([Phrase(str(place), steps(own.phrase)) for place, own in enumerate(listed)])
