"""What finding answers is learnt from: messages, and invented shops with customers' questions.

`matters.tsv` lists what an article of a shop's help centre can be about (a *matter*), each with a
description; `questions.tsv` holds customers' questions of any shop, each with what it asks, its
language and its variety; `messages.tsv` says which matters the examples of triage ask about, by id;
`shops/` holds shops, each with articles in both languages and questions. Every line was written for
this.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from faq.article import Article
from triage.examples import part

HERE = Path(__file__).parent
NONE = "none"
LANGUAGES = ("en", "ar")


@dataclass(frozen=True)
class Lesson:
    """A text and the matters that it is about, the foremost first; none where it asks nothing."""

    text: str
    matters: tuple[str, ...]

    def of_the_list(self) -> "Lesson | None":
        """The lesson with those of its matters that are listed; None where that leaves none."""
        listed = tuple(matter for matter in self.matters if matter in matters())
        return Lesson(self.text, listed) if listed or not self.matters else None


@dataclass(frozen=True)
class Question:
    """What a customer of a shop asked: the ids of the articles that answer, and the matter."""

    id: str
    lang: str
    text: str
    gold: tuple[str, ...]
    matter: str


@dataclass(frozen=True)
class Shop:
    """An invented shop: its articles, the matters of each by id, and its customers' questions."""

    name: str
    articles: tuple[Article, ...]
    matters: dict[str, tuple[str, ...]]
    questions: tuple[Question, ...]

    def lessons(self) -> list[Lesson]:
        """Its questions and its articles, to learn from; not those of its very own matters."""
        asked = [Lesson(question.text, _listed(question.matter)) for question in self.questions]
        told = [Lesson(text, self.matters[str(a.id)]) for a in self.articles for text in texts(a)]
        return [known for lesson in asked + told if (known := lesson.of_the_list())]


def texts(article: Article) -> tuple[str, str]:
    """An article in two texts, what it is called and what it says."""
    return article.question, article.answer


def files() -> list[Path]:
    """Every file of examples, in a fixed order."""
    return [*sorted(HERE.glob("*.tsv")), *sorted(HERE.glob("shops/*.jsonl"))]


@cache
def matters() -> dict[str, str]:
    """What an article can be about, each matter with its description."""
    return dict(_columns("matters.tsv"))


def messages() -> list[Lesson]:
    """The examples of triage of which somebody said what they ask."""
    examples = {example.id: example for example in part("train")}
    return [
        Lesson(f"{examples[id_].subject}\n{examples[id_].text}".strip(), _listed(named))
        for id_, named in _columns("messages.tsv")
        if id_ in examples
    ]


def questions() -> list[Lesson]:
    """What customers of any shop ask, every matter in every variety."""
    return [
        Lesson(rest.rpartition("\t")[2], _listed(named))
        for named, rest in _columns("questions.tsv")
    ]


def shops() -> list[Shop]:
    """The invented shops."""
    return [_shop(file.name.split(".")[0]) for file in sorted(HERE.glob("shops/*.articles.jsonl"))]


def lessons(*, without: Collection[str] = ()) -> list[Lesson]:
    """All that is learnt from: descriptions of matters, questions, messages, and shops.

    Shops named in `without` are left out.
    """
    described = [Lesson(text, (matter,)) for matter, text in matters().items()]
    kept = [shop for shop in shops() if shop.name not in without]
    return described + questions() + messages() + [one for shop in kept for one in shop.lessons()]


def _shop(name: str) -> Shop:
    rows = _rows(f"{name}.articles.jsonl")
    return Shop(
        name,
        tuple(
            Article(row["id"], lang, row[f"question_{lang}"], row[f"answer_{lang}"], row["topic"])
            for row in rows
            for lang in LANGUAGES
        ),
        {row["id"]: tuple(row["matters"]) for row in rows},
        tuple(
            Question(row["id"], row["lang"], row["text"], tuple(row["gold"]), row["matter"])
            for row in _rows(f"{name}.questions.jsonl")
        ),
    )


def _listed(named: str) -> tuple[str, ...]:
    return () if named == NONE else tuple(named.split(","))


def _columns(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text("utf-8").split("\n")
    return [
        (first, second) for first, _, second in (line.partition("\t") for line in lines if line)
    ]


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (HERE / "shops" / name).read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]
