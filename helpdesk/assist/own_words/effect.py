"""What a word does to tickets: which ones hold it, and where each would stand with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import triage
from helpdesk.assist.actions import SOCIAL
from helpdesk.assist.standing import Said, standing
from triage import own

LOW, URGENT = 0, 3
BEFORE, AFTER = 40, 80


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
    "same" (it stands there already), "past" (newer messages decide); "" where it moves.
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
    holding = [(ticket, found) for ticket in tickets if (found := _holding(word, ticket))]
    others = [each for each in listed if each != word]
    endangered = _endangered(word, [said for _, found in holding for said in found])
    return [_match(word, others, ticket, found, endangered) for ticket, found in holding]


def _holding(word: triage.OwnWord, ticket: Told) -> list[Said]:
    return [
        said
        for said in ticket.said
        if said.incoming and own.matching((word,), said.text, said.subject)
    ]


def _endangered(word: triage.OwnWord, found: list[Said]) -> set[int]:
    """The messages that are urgent by a fact: only triage can tell them from others at 3."""
    if word.urgency is None or word.urgency == URGENT:
        return set()
    urgent = [said for said in found if said.urgency == URGENT]
    verdicts = triage.load().read_all(
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
    found: list[Said],
    endangered: set[int],
) -> Match:
    held = {said.message_id for said in found}
    changed = [
        _with_words(said, (word, *others), said.message_id in endangered)
        if said.message_id in held
        else said
        for said in ticket.said
    ]
    stays = _why_it_stays(ticket, tuple(changed), endangered=not held.isdisjoint(endangered))
    there = None if stays else standing(changed)
    return Match(
        ticket=ticket,
        messages=tuple(sorted(held)),
        excerpt=_excerpt(word, found[-1]),
        topic=there.topic if there else ticket.topic,
        urgency=there.urgency if there else ticket.urgency,
        stays=stays,
    )


def _with_words(said: Said, words: Sequence[triage.OwnWord], endangered: bool) -> Said:
    found = [each for each, _ in own.matching(words, said.text, said.subject)]
    topic, urgency = own.decided(found)
    if said.automatic:
        urgency = LOW
    elif endangered or urgency is None:
        urgency = said.urgency
    return replace(said, topic=topic or said.topic, urgency=urgency)


def _why_it_stays(ticket: Told, changed: tuple[Said, ...], *, endangered: bool) -> str:
    if ticket.by_hand:
        return "person"
    before, after = _place(ticket.said), _place(changed)
    if after is not None and after not in (before, (ticket.topic, ticket.urgency)):
        return ""
    if endangered:
        return "danger"
    return "same" if changed == ticket.said else "past"


def _place(said: Iterable[Said]) -> tuple[str, int] | None:
    there = standing(said)
    return (there.topic, there.urgency) if there else None


def _excerpt(word: triage.OwnWord, said: Said) -> Excerpt:
    """The word in its line: in the text, or in the subject where only that holds it."""
    [(_, span)] = own.matching((word,), said.text, said.subject)
    told = said.text
    if span is None:
        told = said.subject
        [(_, span)] = own.matching((word,), told) or [(word, (0, len(told)))]
    start, end = span or (0, len(told))
    before, after = told[:start], told[end:]
    return Excerpt(
        before=_one_line(("…" if len(before) > BEFORE else "") + before[-BEFORE:]),
        hit=_one_line(told[start:end]),
        after=_one_line(after[:AFTER] + ("…" if len(after) > AFTER else "")),
    )


def _one_line(text: str) -> str:
    """The same text without line breaks; a space at either end stays, it parts two words."""
    return "".join(" " if letter.isspace() else letter for letter in text)
