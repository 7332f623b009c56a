"""Names of people: those that are known, those that are listed, and what stands where names do."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from faq.bridge import is_silent
from helpdesk.mining.masking.span import Span
from triage.concepts import concepts
from triage.text import Word, is_arabic, normalise, words

_FILE = Path(__file__).with_name("names.txt")
# Letters that Arabic writes before a name as one word: وسارة, لمحمد.
_CLITICS = "وفبلك"
_NAMED = re.compile(
    r"(?:(?i:my name is|my name's|name:|اسمي)[ \t]+|(?:(?i:I am|I'm|this is|it's))[ \t]+(?=[A-Z]))"
    r"(?P<name>[^\W\d_][\w'’\-]+(?:[ \t]+(?:[A-Z][\w'’\-]+|(?i:bin|al|el)[ \-][A-Z]?\w+)){0,2})"
)
_SHORTEST = 2
_CAPITAL = re.compile(r"[A-Z][a-z]")


def names(text: str, known: Sequence[str] = ()) -> list[Span]:
    """Where names stand in a text; `known` are names that are known to."""
    said = words(text)
    own = {form for name in known for form in _forms(name) if _is_name(form)}
    found = [_is_one(text, said, at, own) for at in range(len(said))]
    _carry_on(text, said, found)
    spans = [
        Span(word.start + skip, word.end, "name")
        for word, skip in zip(said, found, strict=True)
        if skip is not None
    ]
    return [*_whole(text, known), *_introduced(text), *spans]


def _is_one(text: str, said: Sequence[Word], at: int, own: set[str]) -> int | None:
    """How many letters of a word stand before the name that it is; None where it is none."""
    word = said[at]
    before = _before(text, said, at)
    for skip in (0, 1) if word.form[0] in _CLITICS and len(word.form) > 3 else (0,):
        form = word.form[skip:]
        if form in own or form in _listed("sure"):
            return skip
        is_called = before in _listed("titles") | _listed("beside")
        if is_called and _is_doubtful(text, word, form):
            return skip
    if before in _listed("titles") and _may_be_name(text, word):
        return 0
    return None


def _before(text: str, said: Sequence[Word], at: int) -> str:
    """The word that a name would be called by, or stand beside: bare of letters it carries."""
    if not at or (said[at].breaks and text[said[at - 1].end : said[at].start] != ". "):
        return ""
    form = said[at - 1].form
    return form[1:] if form[0] in _CLITICS and form[1:] in _listed("titles") else form


def _carry_on(text: str, said: Sequence[Word], found: list[int | None]) -> None:
    """A name goes on in a doubtful one, in a family's name, and over what binds them."""
    for at in range(1, len(said)):
        word = said[at]
        if found[at - 1] is None or found[at] is not None or word.breaks:
            continue
        is_family = word.form.startswith("ال") and len(word.form) > 5 and _may_be_name(text, word)
        are_capitals = _is_capital(text, word) and _is_capital(text, said[at - 1])
        is_bound = word.form in _listed("binding")
        if is_bound or is_family or are_capitals or _is_doubtful(text, word, word.form):
            found[at] = 0


def _is_doubtful(text: str, word: Word, form: str) -> bool:
    """Whether it is a name that means something else too; in Latin letters only as a name is."""
    return form in _listed("doubtful") and (is_arabic(form) or _is_capital(text, word))


def _is_capital(text: str, word: Word) -> bool:
    return _CAPITAL.match(text, word.start) is not None


def _may_be_name(text: str, word: Word) -> bool:
    if is_arabic(word.form):
        return not (
            is_silent(word.form)
            or word.form in _listed("no names")
            or concepts().sequence([word.form])
        )
    return _is_capital(text, word) and word.form not in _listed("no names")


def _whole(text: str, known: Sequence[str]) -> Iterator[Span]:
    """Known names of several words, whatever each of these means by itself."""
    said = words(text)
    forms = [word.form for word in said]
    for name in known:
        wanted = _forms(name)
        for at in range(len(forms) - len(wanted) + 1):
            if len(wanted) > 1 and forms[at : at + len(wanted)] == wanted:
                yield Span(said[at].start, said[at + len(wanted) - 1].end, "name")


def _introduced(text: str) -> Iterator[Span]:
    for match in _NAMED.finditer(text):
        first = words(match["name"])[:1]
        if first and first[0].form not in _listed("no names") and not is_silent(first[0].form):
            yield Span(match.start("name"), match.end("name"), "name")


def _is_name(form: str) -> bool:
    is_part = form in _listed("particles") | _listed("binding")
    return len(form) > _SHORTEST and not is_part and not form.isdigit()


def _forms(name: str) -> list[str]:
    return [word.form for word in words(name)]


def _listed(part: str) -> frozenset[str]:
    return _lists()[part]


@cache
def _lists() -> dict[str, frozenset[str]]:
    parts: dict[str, set[str]] = {}
    chosen: set[str] = set()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            chosen = parts.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            chosen |= {normalise(name) for name in line.split(",") if name.strip()}
    return {part: frozenset(forms) for part, forms in parts.items()}
