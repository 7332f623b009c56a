"""The words of dialects and languages that mean one thing, as data, and what reads them.

Each line of a text file beside this one is `concept: form, form, …`; `silent.txt` lists the words
that say nothing about what is asked.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import snowballstemmer

from triage.text import is_arabic, word_forms

_ARABIC = snowballstemmer.stemmer("arabic")
_ENGLISH = snowballstemmer.stemmer("english")
_NOTHING: frozenset[str] = frozenset()


@lru_cache(maxsize=50_000)
def stem(form: str) -> str:
    """The stem of one word in the one spelling (Snowball, Arabic or English by its letters)."""
    stemmer = _ARABIC if is_arabic(form) else _ENGLISH
    return str(stemmer.stemWord(form))


def is_silent(form: str) -> bool:
    """Whether a word (greeting, thanks, grammar, a number) says nothing about what is asked."""
    return form in _silent() or form.isdigit()


def single_forms() -> list[str]:
    """The forms of one word: what a customer's misspelled word may have meant."""
    return [form for form in _concepts() if " " not in form]


def concepts(forms: list[str]) -> list[tuple[str, int, int]]:
    """The concepts that words speak for.

    Takes words in the one spelling; gives (concept, first word, one past the last word). Where a
    longer form begins with a shorter one, the longer counts.
    """
    read = list(map(told, forms))
    found: list[tuple[str, int, int]] = []
    for start, word in enumerate(read):
        end, hits = start + 1, word.meant
        if word.goes_on and (longer := _phrase(read, start)):
            end, hits = longer
        if hits:
            found += [(concept, start, end) for concept in hits]
    return found


class Told(NamedTuple):
    """A word, its stem, what both mean, and the words that go on where they begin a longer form."""

    form: str
    stem: str
    silent: bool
    meant: tuple[str, ...]
    goes_on: frozenset[str]


@lru_cache(maxsize=50_000)
def told(form: str) -> Told:
    """What a word in the one spelling tells."""
    known, openings, stemmed = _concepts(), _openings(), stem(form)
    meant = known.get(form) or known.get(stemmed, ())
    goes_on = openings.get(form, _NOTHING) | openings.get(stemmed, _NOTHING)
    return Told(form, stemmed, is_silent(form), meant, goes_on)


def _phrase(read: list[Told], start: int) -> tuple[int, tuple[str, ...]] | None:
    """The longest form of two words or more that begins there: where it ends, and its meaning."""
    # Few words go on as a form does: most of the time one look is all.
    if start + 1 == len(read) or read[start].goes_on.isdisjoint(read[start + 1][:2]):
        return None
    for end in range(min(start + _longest(), len(read)), start + 1, -1):
        begun = read[start:end]
        if hits := _meant(word.form for word in begun) or _meant(word.stem for word in begun):
            return end, hits
    return None


def _meant(words_: Iterable[str]) -> tuple[str, ...]:
    return _concepts().get(" ".join(words_), ())


@cache
def _openings() -> dict[str, frozenset[str]]:
    """The first words of longer forms, each with the second ones."""
    following: dict[str, frozenset[str]] = {}
    for opening, *more in map(str.split, _concepts()):
        if more:
            following[opening] = following.get(opening, _NOTHING) | {more[0]}
    return following


@cache
def _longest() -> int:
    return max(len(form.split()) for form in _concepts())


@cache
def _concepts() -> dict[str, tuple[str, ...]]:
    """Every form, as written and stemmed, with its concepts."""
    known: dict[str, dict[str, None]] = {}
    for name in _data_files():
        for concept, forms in _lines(name):
            for form in forms:
                spelled = word_forms(form)
                stemmed = {" ".join(map(stem, spelled))} - _silent()
                for key in {" ".join(spelled), *stemmed}:
                    known.setdefault(key, {})[concept] = None
    return {form: tuple(hits) for form, hits in known.items()}


@cache
def _silent() -> frozenset[str]:
    text = files(__package__).joinpath("silent.txt").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if not row.startswith("#")]
    return frozenset(form for row in rows for form in word_forms(row))


def _data_files() -> list[str]:
    names = sorted(entry.name for entry in files(__package__).iterdir())
    return [name for name in names if name.endswith(".txt") and name != "silent.txt"]


def _lines(name: str) -> list[tuple[str, list[str]]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    rows = [row.partition(":") for row in text.splitlines() if row and not row.startswith("#")]
    return [(concept.strip(), forms.split(",")) for concept, _, forms in rows]
