"""An article in one language: its question, other ways to ask it, its answer, and their limits."""

import hashlib
import json
from dataclasses import dataclass

LANGS = ("ar", "en")
LONGEST_QUESTION = 300
LONGEST_PHRASING = 300
LONGEST_ANSWER = 20_000
MOST_PHRASINGS = 30


class ImpossibleArticle(Exception):  # noqa: N818 (named as people say it)
    """Something that cannot be kept as it is: `wrong` tells why, by field.

    "question", "answer": empty, too_long. "phrasings": too_many, phrasing_too_long.
    "slug": empty, shape, taken. "topic", "category", "same", "lang": unknown. "placeholders": left.
    "name_ar", "name_en" (of a category): empty, too_long, taken, full.
    """

    def __init__(self, wrong: dict[str, str]) -> None:
        """`wrong` as the class says."""
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True)
class Wording:
    """What an article says in one language; the answer is Markdown."""

    question: str = ""
    phrasings: tuple[str, ...] = ()
    answer: str = ""

    @property
    def fingerprint(self) -> str:
        """A short name of exactly these words, to tell whether somebody changed them."""
        words = json.dumps([self.question, self.phrasings, self.answer])
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def other(lang: str) -> str:
    """The other of the two languages."""
    return "en" if lang == "ar" else "ar"


def as_typed(question: str, phrasings: str, answer: str) -> Wording:
    """The words of a form, phrasings one a line; raises ImpossibleArticle where they are too many.

    A draft may be unfinished, so nothing is asked of it but to keep the limits.
    """
    lines = (" ".join(_clean(line).split()) for line in phrasings.splitlines())
    said = Wording(
        " ".join(_clean(question).split()),
        tuple(dict.fromkeys(filter(None, lines))),
        "\n".join(line.rstrip() for line in _clean(answer).splitlines()).strip("\n"),
    )
    _refuse(_too_much(said))
    return said


def finished(said: Wording) -> Wording:
    """The words themselves where they could be published, or raises ImpossibleArticle."""
    missing = {
        field: "empty"
        for field, words in (("question", said.question), ("answer", said.answer))
        if not words.strip()
    }
    _refuse(missing | _too_much(said))
    return said


def _too_much(said: Wording) -> dict[str, str]:
    wrong = {}
    if len(said.question) > LONGEST_QUESTION:
        wrong["question"] = "too_long"
    if len(said.phrasings) > MOST_PHRASINGS:
        wrong["phrasings"] = "too_many"
    elif any(len(each) > LONGEST_PHRASING for each in said.phrasings):
        wrong["phrasings"] = "phrasing_too_long"
    if len(said.answer) > LONGEST_ANSWER:
        wrong["answer"] = "too_long"
    return wrong


def _refuse(wrong: dict[str, str]) -> None:
    if wrong:
        raise ImpossibleArticle(wrong)


def _clean(text: str) -> str:
    # PostgreSQL keeps no NUL; browsers send line ends as CR LF.
    return text.replace("\x00", "").replace("\r\n", "\n")
