"""The shop's own words: what its owner says a word means goes before what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from triage.arabizi import is_arabizi
from triage.denial import clauses, denied_at
from triage.lexicon import Phrase, Step
from triage.lexicon.numbered import numbered
from triage.matcher import Matcher
from triage.parts import new_words
from triage.signals import LONGEST
from triage.text import words
from triage.urgency import URGENT, moved
from triage.verdict import Reason, Verdict

MOST_WORDS = 6
_MOST_REASONS = 6
_MOST_OWN_REASONS = 3
_SHORTEST_BEFORE_ENDING = 2
_SHORTEST_AFTER_ARTICLE = 3
# A "not" reaches an owner's word over these only. Over others it mostly denies something else:
# in «ما وصلني الآيفون» it is the arriving, not the telephone.
_LIGHT = frozenset(
    """
    يوجد توجد هناك في فيه فيها عندي لدي هو هي كان كانت يكون تكون يعتبر تعتبر جدا مره كثير ابدا اي
    a an any at all so very that really too quite the is it was be been
    """.split()  # noqa: SIM905 - a table to read and add to
)


class BadPhrase(ValueError):  # noqa: N818 (named as people say it)
    """A phrase that no message could be searched for.

    `why` is "empty", "long" (over six words) or "star" (an asterisk anywhere but after the first
    two letters or more of a word).
    """

    def __init__(self, why: str) -> None:
        """`why` as the class says."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class OwnWord:
    """A word or short phrase of the owner, and the topic or the urgency (or both) it stands for.

    Spelling does not matter (أ or ا, ة or ه), nor do little words written on (و ف ب ل ال), and a
    message in Arabizi is read by its consonants; a `*` at the end of a word takes any ending.
    """

    phrase: str
    topic: str | None = None
    urgency: int | None = None


def steps(phrase: str) -> tuple[Step, ...]:
    """A phrase as the matcher reads it; raises BadPhrase, a ValueError."""
    found = words(phrase)
    if not found:
        raise BadPhrase("empty")
    if len(found) > MOST_WORDS:
        raise BadPhrase("long")
    starred = [_ends_starred(phrase, word.end) for word in found]
    if phrase.count("*") != sum(starred):
        raise BadPhrase("star")
    return tuple(_step(word.form, star) for word, star in zip(found, starred, strict=True))


def _ends_starred(phrase: str, end: int) -> bool:
    """Whether an asterisk ends the word that ends there, and stands not in the middle of one."""
    return phrase[end : end + 1] == "*" and not phrase[end + 1 : end + 2].isalnum()


def spelling(phrase: str) -> str:
    """The one spelling that a phrase shares with all that match the same; raises BadPhrase."""
    return " ".join(step.alternatives[-1] for step in steps(phrase))


def matching(
    listed: Sequence[OwnWord], text: str, subject: str = ""
) -> list[tuple[OwnWord, tuple[int, int] | None]]:
    """The owner's words that a message holds, and where in the text (None: in the subject).

    Looks where the reader looks. Those that are denied («مو عاجل») do not count.
    """
    if not listed:
        return []
    subject = subject[:LONGEST]
    text = text[: LONGEST - len(subject)]
    titled = words(subject)
    found = [*titled, *new_words(text)]
    forms = [word.form for word in found]
    hits, self_denied = _matcher(tuple(listed)).find(forms, romanised=is_arabizi(forms))
    clause = clauses(found, len(titled))
    places: dict[OwnWord, tuple[int, int] | None] = {}
    for phrase, first, last in hits:
        if first < len(titled) <= last or _denied(forms, clause, first, last, self_denied):
            continue
        span = None if first < len(titled) else (found[first].start, found[last].end)
        places.setdefault(listed[int(phrase.meaning)], span)
    return list(places.items())


def applied(verdict: Verdict, listed: Sequence[OwnWord], text: str, subject: str = "") -> Verdict:
    """A verdict after the owner's words had their say.

    The gravest word gives the topic and the urgency, among equals the longer one; it can raise and
    lower, but never lowers what is urgent by a fact (danger stays danger, whatever else the
    message mentions).
    """
    found = sorted(matching(listed, text, subject), key=lambda pair: _gravest_first(pair[0]))
    if not found:
        return verdict
    topic, urgency = decided([own for own, _ in found])
    danger = verdict.urgency == URGENT and verdict.by_fact
    was = verdict.urgency
    if urgency is not None and not danger:
        verdict = replace(verdict, urgency=urgency, score=moved(verdict.score, urgency))
    if topic:
        other = verdict.topic if topic != verdict.topic else verdict.secondary
        verdict = replace(verdict, topic=topic, secondary=other, confidence=1.0, sure=True)
    reasons = [_reason(own, span, text, subject, was) for own, span in found[:_MOST_OWN_REASONS]]
    # What makes it urgent by a fact stays the first thing an agent reads.
    first = verdict.reasons[:1] if danger else ()
    listed_reasons = (*first, *reasons, *verdict.reasons[len(first) :])
    return replace(verdict, reasons=listed_reasons[:_MOST_REASONS])


def decided(found: Sequence[OwnWord]) -> tuple[str | None, int | None]:
    """The topic and the urgency that words found in one message stand for together."""
    ranked = sorted(found, key=_gravest_first)
    topic = next((own.topic for own in ranked if own.topic), None)
    urgency = next((own.urgency for own in ranked if own.urgency is not None), None)
    return topic, urgency


def _gravest_first(own: OwnWord) -> tuple[int, int]:
    return -(own.urgency or 0), -len(own.phrase.split())


def _step(form: str, starred: bool) -> Step:
    """A word of a phrase; where it is written with the article, it is also meant without."""
    if starred and len(form) < _SHORTEST_BEFORE_ENDING:
        raise BadPhrase("star")
    bare = form.removeprefix("ال")
    forms = [form, bare] if len(bare) >= _SHORTEST_AFTER_ARTICLE else [form]
    return Step(tuple(dict.fromkeys(each + "*" * starred for each in forms)))


def _denied(
    forms: Sequence[str], clause: Sequence[int], first: int, last: int, self_denied: Sequence[bool]
) -> bool:
    start = first
    while start > 0 and clause[start - 1] == clause[first] and forms[start - 1] in _LIGHT:
        start -= 1
    return denied_at(forms, clause, start, last, self_denied, reach=1)


def _reason(
    own: OwnWord, span: tuple[int, int] | None, text: str, subject: str, was: int
) -> Reason:
    lowers = own.urgency is not None and own.urgency < was
    return Reason(
        code="own",
        ar=f"من كلمات المتجر: {own.phrase}",
        en=f"the shop's own word: {own.phrase}",
        span=span,
        words=text[span[0] : span[1]] if span else _in_subject(own, subject),
        weight=-1.0 if lowers else float(max(own.urgency or 0, 1)),
    )


def _in_subject(own: OwnWord, subject: str) -> str:
    """What the customer wrote in the subject."""
    places = [span for _, span in matching([own], subject) if span]
    return subject[places[0][0] : places[0][1]] if places else ""


@lru_cache(maxsize=16)
def _matcher(listed: tuple[OwnWord, ...]) -> Matcher:
    phrases = (Phrase(str(place), steps(own.phrase)) for place, own in enumerate(listed))
    return Matcher(numbered(phrases))
