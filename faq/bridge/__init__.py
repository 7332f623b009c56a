"""The words of dialects and languages that mean one thing, as data, and what reads them.

Each line of a text file beside this one is `concept: form, form, …`; `silent.txt` lists the words
that say nothing about what is asked.
"""

from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

from triage.text import is_arabic, words

_ARABIC = snowballstemmer.stemmer("arabic")
_ENGLISH = snowballstemmer.stemmer("english")


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
    stems = [stem(form) for form in forms]
    found: list[tuple[str, int, int]] = []
    for start in range(len(forms)):
        longest = max(_longest(forms[start]), _longest(stems[start]))
        for end in range(min(start + longest, len(forms)), start, -1):
            if hits := _meant(forms[start:end]) or _meant(stems[start:end]):
                found += [(concept, start, end) for concept in hits]
                break
    return found


def _meant(words_: list[str]) -> tuple[str, ...]:
    return _concepts().get(" ".join(words_), ())


def _longest(opening: str) -> int:
    """How many words the longest form has that begins with a word, 0 when none does."""
    return _openings().get(opening, 0)


@cache
def _openings() -> dict[str, int]:
    lengths: dict[str, int] = {}
    for form in _concepts():
        opening, *more = form.split()
        lengths[opening] = max(lengths.get(opening, 0), 1 + len(more))
    return lengths


@cache
def _concepts() -> dict[str, tuple[str, ...]]:
    """Every form, as written and stemmed, with its concepts."""
    known: dict[str, dict[str, None]] = {}
    for name in _data_files():
        for concept, forms in _lines(name):
            for form in forms:
                spelled = _spelled(form)
                stemmed = {" ".join(map(stem, spelled))} - _silent()
                for key in {" ".join(spelled), *stemmed}:
                    known.setdefault(key, {})[concept] = None
    return {form: tuple(hits) for form, hits in known.items()}


@cache
def _silent() -> frozenset[str]:
    text = files(__package__).joinpath("silent.txt").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if not row.startswith("#")]
    return frozenset(form for row in rows for word in row.split(",") for form in _spelled(word))


def _data_files() -> list[str]:
    names = sorted(entry.name for entry in files(__package__).iterdir())
    return [name for name in names if name.endswith(".txt") and name != "silent.txt"]


def _lines(name: str) -> list[tuple[str, list[str]]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    rows = [row.partition(":") for row in text.splitlines() if row and not row.startswith("#")]
    return [(concept.strip(), forms.split(",")) for concept, _, forms in rows]


def _spelled(text: str) -> list[str]:
    return [word.form for word in words(text)]
