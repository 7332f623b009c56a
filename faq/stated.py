"""Reads files of articles and of questions, a JSON object a line; names the line that is wrong."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from faq.article import Article

LANGUAGES = ("en", "ar")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Query:
    """A question to measure with: its language, and the ids of the articles that answer it."""

    lang: str
    text: str
    gold: frozenset[str]


def articles(path: Path, *, phrasings: bool) -> list[Article]:
    """The articles of a file, each in its languages.

    Raises OSError, and ValueError, with the line, where one is no article or stands twice.
    """
    seen: set[str] = set()

    def read(row: dict[str, Any]) -> list[Article]:
        found = _articles(row, phrasings=phrasings)
        if str(row["id"]) in seen:
            raise ValueError(f'a second article "{row["id"]}"')
        seen.add(str(row["id"]))
        return found

    return [article for listed in _each(path, read) for article in listed]


def queries(path: Path, ids: Collection[str]) -> list[Query]:
    """The questions of a file; raises OSError, and ValueError, with the line, as `articles` does.

    Their gold has to be among `ids`.
    """

    def read(row: dict[str, Any]) -> Query:
        text, lang, gold = row.get("text"), row.get("lang"), row.get("gold")
        if not isinstance(text, str):
            raise ValueError('"text" is no text')
        if lang not in LANGUAGES:
            raise ValueError('"lang" is neither "ar" nor "en"')
        if not isinstance(gold, list):
            raise ValueError('"gold" is no list')
        strange = [each for each in gold if str(each) not in ids]
        if strange:
            raise ValueError(f"no article {json.dumps(strange[0], ensure_ascii=False)}")
        return Query(lang, text, frozenset(map(str, gold)))

    return list(_each(path, read))


def _articles(row: dict[str, Any], *, phrasings: bool) -> list[Article]:
    if not isinstance(row.get("id"), str | int) or row["id"] == "":
        raise ValueError('no "id"')
    for name in ("question", "answer"):
        if not all(isinstance(row.get(f"{name}_{lang}") or "", str) for lang in LANGUAGES):
            raise ValueError(f"its {name} is no text")
    asked = [lang for lang in LANGUAGES if row.get(f"question_{lang}")]
    if not asked:
        raise ValueError("a question in neither language")
    return [
        Article(
            id=row["id"],
            lang=lang,
            question=row[f"question_{lang}"],
            answer=row.get(f"answer_{lang}") or "",
            topic=row.get("topic"),
            phrasings=_phrasings(row, lang) if phrasings else (),
        )
        for lang in asked
    ]


def _phrasings(row: dict[str, Any], lang: str) -> tuple[str, ...]:
    listed = row.get(f"phrasings_{lang}") or []
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise ValueError("its phrasings are no list of texts")
    return tuple(listed)


def _each(path: Path, read: Callable[[dict[str, Any]], Made]) -> Iterator[Made]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not written in UTF-8") from None
    # Not splitlines(): a text may hold U+2028, U+0085 and others that end no line of JSON.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("no JSON object")
            made = read(row)
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from None
        yield made
