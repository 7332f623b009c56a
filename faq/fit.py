"""Fits what ranks articles and what refuses a question, on shops that the network never saw."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from faq import asked, examples, match, ranking
from faq.evaluate import Outcome, figures
from faq.examples import Lesson, Shop
from faq.matters import Matters
from faq.network import Progress
from faq.ranking import HOPES, SIGNS, Likeness
from faq.reading import Vocabulary, read
from faq.shelf import Shelf
from faq.train import learn
from triage.table import Floats

_AT_ONCE = 3  # shops left out together: each round trains a network
_SCORES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995)
_KEPT_SMALL = 1e-3  # how much large weights cost


class Case(NamedTuple):
    """A question of a shop: the signs of each article, which answer, and what else hopes need."""

    lang: str
    signs: Floats
    right: Floats
    margins: Floats
    words: int
    elsewhere: tuple[int, ...]


def fit(progress: Progress = lambda _: None) -> str:
    """Fits and writes the weights of ranking; gives what they come to, a line for each figure.

    The figures of each group of shops are those of weights fitted on the others.
    """
    groups = [_cases_without(shops, progress) for shops in _left_out()]
    outcomes = []
    for group in groups:
        others = [case for other in groups if other is not group for case in other]
        weights = fitted(others)
        outcomes += [_outcome(case, *weights) for case in group]
    cases = [case for group in groups for case in group]
    signs, hopes_, bias = fitted(cases)
    held: dict[str, Any] = {
        "origin": f"python -m faq fit, on {len(cases)} questions of {len(examples.shops())} shops, "
        "by networks that had not seen the shop",
        "signs": _named(SIGNS, signs),
        "hopes": _named(HOPES, hopes_),
        "bias": round(bias, 4),
    }
    ranking.WEIGHTS.write_text(json.dumps(held, indent=2) + "\n", "utf-8")
    return "\n".join(_told(outcomes))


def fitted(cases: Sequence[Case]) -> tuple[Floats, Floats, float]:
    """The weights of SIGNS, those of HOPES, and the bias of the latter."""
    signs = ranks([case for case in cases if case.right.any()])
    return signs, *hopes(cases, signs)


def ranks(cases: Sequence[Case]) -> Floats:
    """The weights of SIGNS: of a softmax over a shop's articles, where some article answers."""
    spread = np.concatenate([case.signs for case in cases]).std(axis=0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _KEPT_SMALL * float(weights @ weights), 2 * _KEPT_SMALL * weights
        for case in cases:
            signs = case.signs / spread
            chance = _softmax(signs @ weights)
            right = chance * case.right
            total -= np.log(right.sum()) / len(cases)
            slope += (chance - right / right.sum()) @ signs / len(cases)
        return total, slope

    fitted = minimize(loss, np.ones(len(SIGNS)), jac=True, method="L-BFGS-B")
    weights: Floats = fitted.x / spread
    return weights


def hopes(cases: Sequence[Case], signs: Floats) -> tuple[Floats, float]:
    """The weights of HOPES and the bias: of a logistic regression, whether any article answers."""
    rows = np.stack([_hopes(case, signs) for case in cases])
    spread = rows.std(axis=0)
    fitted = LogisticRegression(max_iter=1_000).fit(
        rows / spread, [bool(case.right.any()) for case in cases]
    )
    return fitted.coef_[0] / spread, float(fitted.intercept_[0])


def _hopes(case: Case, signs: Floats) -> Floats:
    rank = case.signs @ signs
    one = (case.margins[None], case.signs[None], rank[None])
    found: Floats = ranking.hopes(*one, case.words, case.elsewhere)[0]
    return found


def _outcome(case: Case, signs: Floats, weights: Floats, bias: float) -> Outcome:
    """What comes of a question: where its answer stands, and the best article's score."""
    order = np.argsort(-(case.signs @ signs), kind="stable")
    right = case.right[order].nonzero()[0]
    score = 1 / (1 + np.exp(-bias - _hopes(case, signs) @ weights))
    rank = int(right[0]) + 1 if len(right) else 0
    return Outcome(case.lang, bool(rank), bool(score >= ranking.FLOOR), rank, float(score), 0.0)


def _told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Figures by language, and how often the best is right where its score is so high."""
    for lang in examples.LANGUAGES:
        some = [outcome for outcome in outcomes if outcome.lang == lang]
        yield f"{lang}: {figures(some)}"
        for score in _SCORES:
            kept = [outcome for outcome in some if outcome.best >= score]
            first = sum(outcome.rank == 1 for outcome in kept) / max(len(kept), 1)
            near = sum(1 <= outcome.rank <= 3 for outcome in kept) / max(len(kept), 1)
            shown = len(kept) / len(some)
            yield f"  from {score}: {shown:.3f} of all, right first {first:.3f}, in 3 {near:.3f}"


def _softmax(ranks_: Floats) -> Floats:
    raised: Floats = np.exp(ranks_ - ranks_.max())
    return raised / raised.sum()


def _left_out() -> Iterator[Sequence[Shop]]:
    shops = examples.shops()
    return (shops[start : start + _AT_ONCE] for start in range(0, len(shops), _AT_ONCE))


def _cases_without(shops: Sequence[Shop], progress: Progress) -> list[Case]:
    progress(f"leaving out {', '.join(shop.name for shop in shops)}")
    lessons: list[Lesson] = examples.lessons(without=[shop.name for shop in shops])
    learnt = learn(lessons, "", progress)
    return [case for shop in shops for case in cases_of(shop, learnt)]


def cases_of(shop: Shop, learnt: Matters) -> list[Case]:
    """The questions of a shop, as a network reads them; those without words are none."""
    vocabulary = Vocabulary()
    versions: dict[str, dict[str, Any]] = {}
    for article in shop.articles:
        versions.setdefault(str(article.id), {})[article.lang] = article
    shelf = Shelf(read(list(versions.values()), vocabulary, learnt))
    assert shelf.profiles
    cases = []
    for question in shop.questions:
        said = asked.read(question.text, shelf.known)
        if not said.forms:
            continue
        clues = match.clues(shelf, vocabulary, said.pieces())
        told = match.told(shelf, vocabulary, said.forms)
        margins = learnt.margins(said.parts()[:1])
        likeness = Likeness(clues.letters, clues.words, told)
        (signs,) = shelf.profiles.signs(margins, likeness)
        right = np.array([id_ in question.gold for id_ in versions])
        cases.append(
            Case(question.lang, signs, right, margins[0], len(said.forms), learnt.elsewhere)
        )
    return cases


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(each), 4) for name, each in zip(names, weights, strict=True)}
