"""What a word does to tickets: which ones hold it, and where each would stand with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import triage
from helpdesk.assist.actions import SOCIAL
from helpdesk.assist.champion import reader
from helpdesk.assist.standing import Said, standing
from triage import own

LOW, URGENT = 0, 3
BEFORE, AFTER = 40, 80
Span = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """A ticket as it stands, with what was said on it; `by_hand`: a person set its place."""

    id: int
    customer: str
    state: str
    topic: str
    urgency: int
    by_hand: bool
    said: tuple[Said, ...]


# A message that holds a word, and where: none where that is in the subject.
Held = tuple[Said, Span | None]


@dataclass(frozen=True)
class Excerpt:
    """The line that a word stands in: what is before it, the word as written, what follows."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class Match:
    """A ticket that holds the word, and where it would stand.

    `stays` says why it would not move: "person" (somebody set it), "danger" (urgent by a fact),
    "same" (it stands there already), "others" (newer or graver messages decide); "" where it
    moves.
    """

    ticket: Told
    messages: tuple[int, ...]
    excerpt: Excerpt
    topic: str
    urgency: int
    stays: str


def matches(
    word: triage.OwnWord, listed: Sequence[triage.OwnWord], tickets: Iterable[Told]
) -> list[Match]:
    """The tickets that hold `word`, and what it would make of each beside the words `listed`."""
    holding = [(ticket, held) for ticket in tickets if (held := _holding(word, ticket))]
    others = tuple(each for each in listed if each != word)
    endangered = _endangered(word, [said for _, held in holding for said, _ in held])
    return [_match(word, others, ticket, held, endangered) for ticket, held in holding]


def _holding(word: triage.OwnWord, ticket: Told) -> list[Held]:
    """The customer's messages that hold the word, and where in each."""
    return [
        (said, span)
        for said in ticket.said
        if said.incoming
        for _, span in own.matching((word,), said.text, said.subject)
    ]


def _endangered(word: triage.OwnWord, found: list[Said]) -> set[int]:
    """The messages that are urgent by a fact: only triage can tell them from others at 3."""
    if word.urgency is None or word.urgency == URGENT:
        return set()
    urgent = [said for said in found if said.urgency == URGENT]
    verdicts = reader().read_all(
        [(said.text, SOCIAL.get(said.channel, said.channel), said.subject) for said in urgent]
    )
    return {
        said.message_id
        for said, verdict in zip(urgent, verdicts, strict=True)
        if verdict.urgency == URGENT and verdict.by_fact
    }


def _match(
    word: triage.OwnWord,
    others: Sequence[triage.OwnWord],
    ticket: Told,
    held: list[Held],
    endangered: set[int],
) -> Match:
    messages = {said.message_id for said, _ in held}
    changed = [
        _with_word(said, word, others, endangered) if said.message_id in messages else said
        for said in ticket.said
    ]
    stays = _why_it_stays(word, ticket, changed, endangered=not messages.isdisjoint(endangered))
    there = None if stays else standing(changed)
    return Match(
        ticket=ticket,
        messages=tuple(sorted(messages)),
        excerpt=_excerpt(word, *held[-1]),
        topic=there.topic if there else ticket.topic,
        urgency=there.urgency if there else ticket.urgency,
        stays=stays,
    )


def _with_word(
    said: Said, word: triage.OwnWord, others: Sequence[triage.OwnWord], endangered: set[int]
) -> Said:
    beside = [each for each, _ in own.matching(others, said.text, said.subject)]
    topic, urgency = own.decided([word, *beside])
    if said.automatic:
        urgency = LOW
    elif urgency is None or said.message_id in endangered:
        urgency = said.urgency
    return replace(said, topic=topic or said.topic, urgency=urgency)


def _why_it_stays(
    word: triage.OwnWord, ticket: Told, changed: list[Said], *, endangered: bool
) -> str:
    if ticket.by_hand:
        return "person"
    before, after = _place(ticket.said), _place(changed)
    if after is not None and after not in (before, (ticket.topic, ticket.urgency)):
        return ""
    if word.topic in (None, ticket.topic) and word.urgency in (None, ticket.urgency):
        return "same"
    return "danger" if endangered and ticket.urgency == URGENT else "others"


def _place(said: Iterable[Said]) -> tuple[str, int] | None:
    there = standing(said)
    return (there.topic, there.urgency) if there else None


def _excerpt(word: triage.OwnWord, said: Said, span: Span | None) -> Excerpt:
    """The word in its line: in the text, or in the subject where only that holds it."""
    told = said.text
    if span is None:
        told = said.subject
        span = next((found for _, found in own.matching((word,), told)), None)
    start, end = span or (0, len(told))
    before, after = _one_line(told[:start]), _one_line(told[end:])
    if len(before) > BEFORE:
        before = "…" + before[-BEFORE:].partition(" ")[2]
    if len(after) > AFTER:
        after = after[:AFTER].rpartition(" ")[0].rstrip(" .،,") + "…"
    return Excerpt(before, _one_line(told[start:end]), after)


def _one_line(text: str) -> str:
    """The same text without line breaks; a space at either end stays, it parts two words."""
    return "".join(" " if letter.isspace() else letter for letter in text)
