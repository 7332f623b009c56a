"""Recognises a mail that says nothing but that an article helped; at any doubt it does not.

A person answers what is not recognised, and what is recognised wrongly is answered by nobody. So
nothing is looked for in a mail: all of it has to be known (thanks.toml).
"""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

from triage.text import words

# Longer ones say something besides.
MOST_WORDS = 8
LONGEST = 300
_FOLDER = Path(__file__).parent
_SIGNS = frozenset(".,!،؛…-–~*'’\"“”«»:)")
# Marks of direction, vowels, variants and tones of a picture: they say nothing by themselves.
_SILENT = ("Cf", "Mn", "Sk", "Lm")

Phrase = tuple[str, ...]


def says_it_helped(text: str, *, name: str = "") -> bool:
    """Whether these words, without what a mailer quoted, say that it helped and nothing more.

    `name` is the customer's, which may stand below. A question, a number, an unknown word, a sign
    that is no punctuation: each is a doubt.
    """
    if len(text) > LONGEST or not _has_plain_signs(text):
        return False
    forms = [word.form for word in words(text)]
    names = {word.form for word in words(name)}
    while len(forms) > 1 and forms[-1] in names:
        forms.pop()
    return _is_made_of_phrases(tuple(forms))


def _has_plain_signs(text: str) -> bool:
    """Whether all that is no word is a blank or a harmless sign: ":)" is, ":(" and "?" are not."""
    end, rest = 0, []
    for word in words(text):
        rest.append(text[end : word.start])
        end = word.end
    signs = "".join([*rest, text[end:]])
    return all(
        sign in _SIGNS or sign.isspace() or unicodedata.category(sign) in _SILENT for sign in signs
    )


def _is_made_of_phrases(forms: Phrase) -> bool:
    """Whether phrases cover all words, one of them says that it helped, and they are few."""
    # For each place that phrases may reach: the fewest words so far, by whether one helped.
    reached: list[dict[bool, int]] = [{False: 0}, *({} for _ in forms)]
    for start, end in combinations(range(len(forms) + 1), 2):
        for helps, weight in _meanings(forms[start:end]):
            for helped, count in reached[start].items():
                fewest = min(
                    count + weight * (end - start),
                    reached[end].get(helped or helps, count + LONGEST),
                )
                reached[end][helped or helps] = fewest
    return reached[-1].get(True, LONGEST) <= MOST_WORDS


def _meanings(phrase: Phrase) -> list[tuple[bool, int]]:
    """What a phrase may be: whether it says that it helped, and what each of its words weighs."""
    helped, beside, around = _phrases()
    kinds = ((helped, True, 1), (beside, False, 1), (around, False, 0))
    return [(helps, weight) for known, helps, weight in kinds if _is_among(phrase, known)]


def _is_among(phrase: Phrase, known: frozenset[Phrase]) -> bool:
    """Whether it is known, be it after an Arabic "and", which is written with the word."""
    return phrase in known or (phrase[0].startswith("و") and (phrase[0][1:], *phrase[1:]) in known)


@cache
def _phrases() -> tuple[frozenset[Phrase], frozenset[Phrase], frozenset[Phrase]]:
    told = tomllib.loads((_FOLDER / "thanks.toml").read_text(encoding="utf-8"))
    return _spelled(told["helped"]), _spelled(told["beside"]), _spelled(told["around"])


def _spelled(phrases: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(tuple(word.form for word in words(phrase)) for phrase in phrases)
