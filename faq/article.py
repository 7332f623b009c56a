"""What the library takes and gives: an article of the help centre and an answer to a question."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """One question that the shop answers, in one language.

    `id` may stand once in each language ("ar", "en"). `topic` is one of the triage topics.
    `phrasings` are other ways in which customers ask the same.
    """

    id: int | str
    lang: str
    question: str
    answer: str
    topic: str | None = None
    slug: str = ""
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An article that answers a question.

    `score` lies between 0 and 1: for the best answer, the chance that some article answers at all;
    the others' fall behind it. `why` holds the words that matched, as the customer wrote them.
    """

    article: Article
    score: float
    why: tuple[str, ...]
