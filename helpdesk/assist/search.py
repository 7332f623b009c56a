"""Looks an article up by what an agent begins to type, in either language."""

from functools import lru_cache

from faq.bridge import stem
from helpdesk.assist.library import shelf
from triage.text import words


def search(asked: str, *, limit: int) -> list[int]:
    """The ids of the articles that `asked` means, likeliest first, at most `limit`.

    Known are those whose question, or another way of asking it, has all the words or begins them,
    and those that the index finds for the words as a question; first those that both know.
    """
    forms = [word.form for word in words(asked)]
    if not forms:
        return []
    stands = shelf()
    begun = [
        int(article.id)
        for article in stands.articles.values()
        if any(_has(way, forms) for way in (article.question, *article.phrasings))
    ]
    meant = [int(answer.article.id) for answer in stands.finder.suggest(asked, limit=limit)]
    both = [id_ for id_ in meant if id_ in begun]
    return list(dict.fromkeys([*both, *begun, *meant]))[:limit]


def _has(way: str, forms: list[str]) -> bool:
    spelled = _spelled(way)
    return all(f" {form}" in spelled for form in forms)


@lru_cache(maxsize=100_000)
def _spelled(way: str) -> str:
    """Its words in the one spelling, each after a space, and bare of the Arabic article."""
    forms = [word.form for word in words(way)]
    return "".join(f" {form} {stem(form)}" for form in forms)
