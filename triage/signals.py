"""Reads a message into signals: what it says, denies or only asks, its facts, and its tone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from triage import arabizi, facts, parts
from triage.denial import clauses, denied_at
from triage.facts import Fact
from triage.lexicon import Meaning, meanings
from triage.matcher import Found, matcher
from triage.text import Word, mostly_arabic, words

LONGEST = 4000
_ASKING = frozenset(
    """
    هل لو اذا ان ممكن يمكن واش if whether might may can could wach wash hal law iza
    """.split()  # noqa: SIM905
)
_ASKING_FIRST = frozenset("is are do does can could would will".split())  # noqa: SIM905
_QUESTION = re.compile(r"[?؟]")


@dataclass(frozen=True, slots=True)
class Signal:
    """A meaning that a message holds: the words it stands in, and how it is said."""

    meaning: Meaning
    first: int
    last: int
    denied: bool = False
    asked: bool = False

    @property
    def level(self) -> int:
        """The urgency that this alone deserves, before `when` is looked at."""
        if self.denied:
            return 0
        if self.asked and self.meaning.asked is not None:
            return self.meaning.asked
        return self.meaning.level


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as signals: its words (the subject's first), language, and what it holds.

    `facts` are those of the text; `stated` tells, for each word that is part of one (in the
    subject too), its kind.
    """

    text: str
    words: list[Word]
    forms: list[str]
    subject_words: int
    language: str
    romanised: bool
    signals: tuple[Signal, ...]
    facts: tuple[Fact, ...]
    stated: dict[int, str]
    exclaims: int
    shouts: float
    questions: int

    def says(self, name: str) -> bool:
        """Whether a meaning ("now.soon") or any of a kind ("return.*") is said, not denied."""
        kind = name[:-1] if name.endswith("*") else None
        return any(
            not signal.denied
            and (signal.meaning.name == name or (kind and signal.meaning.name.startswith(kind)))
            for signal in self.signals
        )

    def level(self, signal: Signal) -> int:
        """The urgency that a signal deserves here, by what is said beside it."""
        needed = signal.meaning.when
        if needed and not any(self.says(name) for name in needed):
            return 0
        level = signal.level
        if level and signal.meaning.eased and any(map(self.says, signal.meaning.eased)):
            return level - 1
        return level


def read(text: str, subject: str = "") -> Reading:
    """Reads the first 4,000 characters of a subject and a text, quotes and signatures left out."""
    subject = subject[:LONGEST]
    text = text[: LONGEST - len(subject)]
    titled, told = words(subject), parts.new_words(text)
    found = [*titled, *told]
    forms = [word.form for word in found]
    romanised = arabizi.is_arabizi(forms)
    signals = tuple(_signals(found, forms, romanised, len(titled)))
    own = parts.own(text)
    in_text = tuple(f for f in facts.find(text) if any(a <= f.start < b for a, b in own))
    return Reading(
        text=text,
        words=found,
        forms=[arabizi.reading(form) for form in forms] if romanised else forms,
        subject_words=len(titled),
        language="ar" if romanised or mostly_arabic(forms) else "en",
        romanised=romanised,
        signals=signals,
        facts=in_text,
        stated=_stated(titled, facts.find(subject), 0) | _stated(told, in_text, len(titled)),
        exclaims=text.count("!") + subject.count("!"),
        shouts=_shouts(text),
        questions=len(_QUESTION.findall(text)) + len(_QUESTION.findall(subject)),
    )


def _stated(found: Sequence[Word], stated: Sequence[Fact], offset: int) -> dict[int, str]:
    """The kind of fact that each word is part of, by its place among all words."""
    return {
        place: fact.kind
        for fact in stated
        for place, word in enumerate(found, offset)
        if word.start < fact.end and fact.start < word.end
    }


def _shouts(text: str) -> float:
    written = text.split()
    upper = sum(1 for word in written if len(word) > 2 and word.isupper() and word.isascii())
    return upper / max(8, len(written))


def _signals(found: list[Word], forms: list[str], romanised: bool, titled: int) -> list[Signal]:
    hits, self_denied = matcher().find(forms, romanised)
    clause = clauses(found, titled)
    excluded: dict[str, list[tuple[int, int]]] = {}
    for phrase, first, last in hits:
        if phrase.excludes and (
            not phrase.denied or denied_at(forms, clause, first, last, self_denied)
        ):
            excluded.setdefault(phrase.meaning, []).append((first, last))
    kept = [hit for hit in hits if not hit[0].excludes and not _excluded(hit, excluded)]
    seen: dict[tuple[str, int], Signal] = {}
    asking = _asking(forms, clause)
    for phrase, first, last in kept:
        denied = denied_at(forms, clause, first, last, self_denied)
        meaning = meanings()[phrase.meaning]
        if phrase.denied:
            if not denied:
                continue
            denied = False
        elif denied and meaning.denied:
            meaning, denied = meanings()[meaning.denied], False
        key = (meaning.name, first)
        if key not in seen or last > seen[key].last:
            seen[key] = Signal(meaning, first, last, denied, clause[first] in asking)
    return list(seen.values())


def _asking(forms: Sequence[str], clause: Sequence[int]) -> set[int]:
    """The clauses that ask or suppose ("does it …", "if it …") instead of telling."""
    return {
        clause[place]
        for place, form in enumerate(forms)
        if form in _ASKING
        or (form in _ASKING_FIRST and (place == 0 or clause[place - 1] != clause[place]))
    }


def _excluded(hit: Found, excluded: dict[str, list[tuple[int, int]]]) -> bool:
    phrase, first, last = hit
    others = excluded.get(phrase.meaning, ())
    return any(first <= end and start <= last for start, end in others)
