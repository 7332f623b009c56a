"""Prints how well questions are sorted into groups: `python -m tests.faq.measure_groups [SHOP…]`.

Trains a network without the shops that are named (three by default), since what the shipped one
has seen it knows too well, and sorts each one's questions; questions of one article are one group.
Takes some two minutes.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from faq import examples
from faq.examples import Question, Shop
from faq.groups import Asked, sort
from faq.matters import Matters
from faq.train import learn

LEFT_OUT = ("rafid", "hadiya", "sakan")


@dataclass(frozen=True)
class Figures:
    """How groups agree with articles.

    `precision`, `recall`: of pairs of questions; `purity`: the share of a group's questions that
    are of its commonest article; `clearest`: the same of the five nearest to its middle; `found`:
    the share of articles that have a group mostly theirs; `grouped`: of questions in any group.
    """

    precision: float
    recall: float
    purity: float
    clearest: float
    found: float
    grouped: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of pairs."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(groups: Sequence[Sequence[int]], gold: Sequence[str]) -> Figures:
    """How groups of questions, each by its place, agree with the article of each."""
    named = [[gold[at] for at in group] for group in groups]
    pairs = [(one, other) for group in named for one, other in combinations(group, 2)]
    same = sum(one == other for one, other in pairs)
    wanted = sum(count * (count - 1) // 2 for count in Counter(gold).values())
    first = [Counter(group).most_common(1)[0] for group in named]
    near = [Counter(group[:5]).most_common(1)[0][1] / len(group[:5]) for group in named]
    grouped = sum(map(len, named))
    found = {
        name for (name, count), group in zip(first, named, strict=True) if 2 * count >= len(group)
    }
    return Figures(
        same / len(pairs) if pairs else 0.0,
        same / wanted if wanted else 0.0,
        sum(count for _, count in first) / grouped if grouped else 0.0,
        sum(near) / len(near) if near else 0.0,
        len(found) / len(set(gold)),
        grouped / len(gold),
    )


def questions(shop: Shop) -> list[Question]:
    """Those that one article answers."""
    return [question for question in shop.questions if len(question.gold) == 1]


def measure(shop: Shop, learnt: Matters) -> Figures:
    """Sort the questions of one shop, each asked by somebody else."""
    asked = questions(shop)
    found = sort([Asked(at, one.text, at) for at, one in enumerate(asked)], learnt)
    return figures([group.members for group in found.groups], [one.gold[0] for one in asked])


def without(names: Sequence[str]) -> Matters:
    """A network that has learnt from all but the shops of those names."""
    return learn(examples.lessons(without=names), "measured", print)


def main() -> None:
    names = sys.argv[1:] or list(LEFT_OUT)
    learnt = without(names)
    for shop in examples.shops():
        if shop.name in names:
            told = measure(shop, learnt)
            print(f"{shop.name}: pair F1 {told.f1:.3f}, {told}")


if __name__ == "__main__":
    main()
