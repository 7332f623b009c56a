"""Measures how often the right article stands among the answers, and how well none is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from faq import stated
from faq.index import Index
from faq.stated import Query


@dataclass(frozen=True)
class Outcome:
    """One question asked: the place of the first right answer, and how sure the index was.

    `rank` counts from 1, 0 when no answer was right; `answerable` tells whether any article is
    right; `answered` whether any was suggested; `best` is the likeliest article's score.
    """

    lang: str
    answerable: bool
    answered: bool
    rank: int
    best: float
    ms: float


def evaluate(
    articles: Path, queries: Path, *, phrasings: bool = True
) -> dict[str, dict[str, float | int | None]]:
    """The figures for all questions and for those in Arabic and in English.

    Takes a file of articles, each line {"id", "topic", "question_en", "answer_en", "question_ar",
    "answer_ar"} with, where there are any, "phrasings_en" and "phrasings_ar"; and a file of
    questions, each line {"id", "lang", "text", "gold": [ids]}, gold empty where none answers. With
    `phrasings` False only the articles' own questions and answers are read.
    Gives for "all", "ar" and "en": n; recall_at_1, recall_at_3 and mrr over the answerable
    questions, as they are ranked, whatever the scores; none_auc, the chance that an answerable
    question scores higher than one without an answer; none_accuracy, the share of the questions
    without an answer to which `suggest` gives none; ms_per_query of CPU time. A figure without any
    question to measure it on is None. Raises OSError, and ValueError, with the line, where a file
    is not that.
    """
    held = stated.articles(articles, phrasings=phrasings)
    asked = stated.queries(queries, {str(article.id) for article in held})
    index = Index(held)
    outcomes = [_ask(index, query) for query in asked]
    by_language = {lang: [o for o in outcomes if o.lang == lang] for lang in ("ar", "en")}
    return {name: figures(some) for name, some in {"all": outcomes, **by_language}.items()}


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | int | None]:
    """What outcomes come to."""
    right = [outcome for outcome in outcomes if outcome.answerable]
    none = [outcome for outcome in outcomes if not outcome.answerable]
    return {
        "n": len(outcomes),
        "recall_at_1": _mean(outcome.rank == 1 for outcome in right),
        "recall_at_3": _mean(1 <= outcome.rank <= 3 for outcome in right),
        "mrr": _mean(1 / outcome.rank if outcome.rank else 0 for outcome in right),
        "none_auc": _mean(
            (yes.best > no.best) + (yes.best == no.best) / 2 for yes in right for no in none
        ),
        "none_accuracy": _mean(not outcome.answered for outcome in none),
        "ms_per_query": _mean(outcome.ms for outcome in outcomes),
    }


def _ask(index: Index, query: Query) -> Outcome:
    began = process_time()
    answers = index.suggest(query.text, lang=query.lang)
    ms = (process_time() - began) * 1000
    ranked = index.ranked(query.text, lang=query.lang)
    ids = [str(article.id) for article, _ in ranked]
    return Outcome(
        lang=query.lang,
        answerable=bool(query.gold),
        answered=bool(answers),
        rank=next((place for place, id_ in enumerate(ids, 1) if id_ in query.gold), 0),
        best=ranked[0][1] if ranked else 0.0,
        ms=ms,
    )


def _mean(values: Iterable[float]) -> float | None:
    counted = list(values)
    return round(sum(counted) / len(counted), 4) if counted else None
