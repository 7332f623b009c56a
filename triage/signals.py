"""Reads a message into signals: what it says, what it denies or only asks, and its tone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from triage import arabizi
from triage.lexicon import Meaning, meanings
from triage.matcher import Found, matcher
from triage.text import Word, language_of, words

LONGEST = 2000
_NEGATORS = frozenset(
    """
    ما مو مب موب مهوب ماهو ماهي مش مهو لم لن لا ليس ليست لست ليسوا بدون بلا دون
    مافي مافيه مافيها
    مفيش مافيش مفيهاش مفيهوش ماكو ماكان مكانش مكنش ماكانش ماشي ماعندي معنديش محد ماحد ولا
    عمره عمرها منيش ماني مهي مانيش ماكاين ماكاينش مكاينش ماكاينه مكاين
    mish msh mesh mush mosh mu mo ma mafi mafeesh mafish mafich lam la2 wala makaynch makaynsh
    not no never nothing none nobody noone without nor neither dont doesnt didnt isnt arent wasnt
    werent hasnt havent hadnt cant cannot couldnt wont wouldnt shouldnt aint nt hardly unable
    """.split()  # noqa: SIM905 - a table to read and add to
)
_BREAKS = frozenset("بس لكن لكنه لكنها ولكن but however although though except الا".split())  # noqa: SIM905
_ONLY = frozenset("only just فقط بس".split())  # noqa: SIM905
_REACH = 3
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
    """A message as signals: its words (the subject's first), language, and what it holds."""

    text: str
    words: list[Word]
    forms: list[str]
    subject_words: int
    language: str
    signals: tuple[Signal, ...]
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
    """Reads the first 2,000 characters of a subject and a text."""
    subject = subject[:LONGEST]
    text = text[: LONGEST - len(subject)]
    titled = words(subject)
    found = [*titled, *words(text)]
    forms = [word.form for word in found]
    romanised = arabizi.is_arabizi(forms)
    signals = tuple(_signals(found, forms, romanised, len(titled)))
    return Reading(
        text=text,
        words=found,
        forms=[arabizi.reading(form) for form in forms] if romanised else forms,
        subject_words=len(titled),
        language="ar" if romanised else language_of(forms),
        signals=signals,
        exclaims=text.count("!") + subject.count("!"),
        shouts=_shouts(text),
        questions=len(_QUESTION.findall(text)) + len(_QUESTION.findall(subject)),
    )


def _shouts(text: str) -> float:
    upper = sum(1 for word in text.split() if len(word) > 2 and word.isupper() and word.isascii())
    return upper / max(8, len(text.split()))


def _signals(found: list[Word], forms: list[str], romanised: bool, titled: int) -> list[Signal]:
    hits, self_denied = matcher().find(forms, romanised)
    clause = _clauses(found, titled)
    excluded: dict[str, list[tuple[int, int]]] = {}
    for phrase, first, last in hits:
        if phrase.excludes and (
            not phrase.denied or _denied(forms, clause, first, last, self_denied)
        ):
            excluded.setdefault(phrase.meaning, []).append((first, last))
    kept = [hit for hit in hits if not hit[0].excludes and not _excluded(hit, excluded)]
    seen: dict[tuple[str, int], Signal] = {}
    asking = _asking(forms, clause)
    for phrase, first, last in kept:
        denied = _denied(forms, clause, first, last, self_denied)
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


def _clauses(found: list[Word], titled: int) -> list[int]:
    """The number of the clause that each word stands in; the subject ends in one."""
    number, numbers = 0, []
    for place, word in enumerate(found):
        if word.breaks or word.form in _BREAKS or place == titled:
            number += 1
        numbers.append(number)
    return numbers


def _denied(
    forms: Sequence[str], clause: Sequence[int], first: int, last: int, self_denied: Sequence[bool]
) -> bool:
    """Whether a negator within three words before reaches into this place («مو مكسورة»)."""
    if any(self_denied[first : last + 1]):
        return True
    for place in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if clause[place] != clause[first]:
            return False
        form = forms[place] if forms[place] == "ولا" else forms[place].removeprefix("و")
        if form in _NEGATORS and not _is_other(forms, clause, place):
            return forms[place + 1] not in _ONLY
    return False


def _is_other(forms: Sequence[str], clause: Sequence[int], place: int) -> bool:
    """Whether a negator denies nothing here.

    «قبل لا يطلع» and «قبل ما يطلع» say before, «ما شاء الله» praises, and «ولا» in the middle of
    a clause that denies nothing else asks: "this or that".
    """
    before = forms[max(0, place - 4) : place]
    if forms[place] == "ولا":
        starts = place == 0 or clause[place - 1] != clause[place]
        return not starts and not any(form in _NEGATORS for form in before)
    if forms[place] == "ما" and forms[place + 1].startswith("شا"):
        return True
    return bool(before) and before[-1] in ("قبل", "abl", "2abl", "9bel", "qbel")
