"""Why an article was found: the piece of it that says so, with the words marked."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from markupsafe import Markup, escape

from faq.bridge import concepts
from faq.terms import as_meaning, meanings, stems
from triage.text import words

LONGEST_PIECE = 220
_LIKE = 0.8
_TOO_SHORT = 3
_PIECE = re.compile(r"[^.!?؟\n]+[.!?؟]*")


def sought(why: tuple[str, ...]) -> frozenset[str]:
    """What to look for of the words that matched: their stems, and what they mean."""
    said = [word.form for text in why for word in words(text)]
    return frozenset([*stems(said), *meanings(said)])


def excerpt(text: str, terms: frozenset[str]) -> Markup:
    """The sentence of `text` that has most of the terms, the first where none has any, marked."""
    said = words(text)
    places = [said[at].start for at in _saying([word.form for word in said], terms)]
    starts = {word.start for word in said}
    spans = [found.span() for found in _PIECE.finditer(text)]
    spans = [(start, end) for start, end in spans if starts.intersection(range(start, end))]
    if not spans:
        return Markup()
    start, end = max(spans, key=lambda span: sum(span[0] <= place < span[1] for place in places))
    piece = text[start:end].strip()
    return marked(piece if len(piece) <= LONGEST_PIECE else f"{_cut(piece)}…", terms)


def marked(text: str, terms: frozenset[str]) -> Markup:
    """`text` with the words that say or mean a term, or that it misspells, in <mark>."""
    said = words(text)
    forms = [word.form for word in said]
    shown, end = Markup(), 0
    for at in sorted(_saying(forms, terms) | _meaning(forms, terms)):
        word = said[at]
        before, kept = text[end : word.start], text[word.start : word.end]
        shown += escape(before) + Markup("<mark>{}</mark>").format(kept)
        end = word.end
    return shown + escape(text[end:])


def _saying(forms: Sequence[str], terms: frozenset[str]) -> set[int]:
    """Which words hold a stem that is sought, or one that it is a misspelling of."""
    by_stem: dict[str, set[int]] = defaultdict(set)
    for at, form in enumerate(forms):
        for stem in stems([form]):
            by_stem[stem].add(at)
    return {at for term in terms for like in _alike(term, by_stem) for at in by_stem[like]}


def _meaning(forms: list[str], terms: frozenset[str]) -> set[int]:
    """Which words mean what is sought."""
    spans = ((first, last) for it, first, last in concepts(forms) if as_meaning(it) in terms)
    return {at for first, last in spans for at in range(first, last)}


def _alike(term: str, known: Collection[str]) -> Collection[str]:
    if term in known:
        return (term,)
    if len(term) <= _TOO_SHORT or term.startswith(as_meaning("")):
        return ()
    return get_close_matches(term, known, n=1, cutoff=_LIKE)


def _cut(piece: str) -> str:
    return piece[:LONGEST_PIECE].rpartition(" ")[0] or piece[:LONGEST_PIECE]
