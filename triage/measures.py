"""The figures that say how good answers are: plain functions of labels, answers and scores."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_BINS = 10


def macro_f1(pairs: Sequence[tuple[object, object]], classes: Iterable[object]) -> float:
    """The mean F1 over the classes that are among the labels; pairs are (label, answer)."""
    scores = []
    for one in classes:
        labelled = sum(label == one for label, _ in pairs)
        answered = sum(answer == one for _, answer in pairs)
        both = sum(label == one == answer for label, answer in pairs)
        if labelled:
            scores.append(2 * both / (labelled + answered))
    return sum(scores) / len(scores) if scores else 1.0


def quadratic_kappa(pairs: Sequence[tuple[int, int]], levels: int) -> float:
    """Agreement beyond chance of (label, answer), a miss by two levels counting four times.

    1 is full agreement, 0 what chance would give (Cohen 1968, weighted kappa). Gives 1 where
    labels and answers are all one level.
    """
    labels = [sum(label == level for label, _ in pairs) for level in range(levels)]
    answers = [sum(answer == level for _, answer in pairs) for level in range(levels)]
    missed = sum((label - answer) ** 2 for label, answer in pairs)
    by_chance = sum(
        labels[a] * answers[b] * (a - b) ** 2 for a in range(levels) for b in range(levels)
    ) / max(1, len(pairs))
    return 1 - missed / by_chance if by_chance else 1.0


def pair_order(ranked: Sequence[tuple[int, float]]) -> float:
    """The share of pairs of different level whose scores agree with it, ties counting half.

    Takes (level, score); gives 1 where all are of one level.
    """
    right = total = 0.0
    by_level: dict[int, list[float]] = {}
    for level, score in ranked:
        by_level.setdefault(level, []).append(score)
    for low, lows in by_level.items():
        for high, highs in by_level.items():
            if low < high:
                total += len(lows) * len(highs)
                right += _above(sorted(lows), highs)
    return right / total if total else 1.0


def _above(lows: Sequence[float], highs: Sequence[float]) -> float:
    return sum((bisect_left(lows, high) + bisect_right(lows, high)) / 2 for high in highs)


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """How far confidence and being right lie apart, on average over ten bins of confidence.

    Takes (confidence, right); 0.05 means that what is called 80 % sure is right 75 or 85 times in
    100 (expected calibration error, Naeini et al. 2015).
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right))
    gaps = (
        abs(sum(confidence for confidence, _ in held) - sum(right for _, right in held))
        for held in bins.values()
    )
    return sum(gaps) / len(answers) if answers else 0.0


def share(hits: Iterable[bool]) -> float:
    """How many of them are true, from 0 to 1; 1 of none."""
    listed = list(hits)
    return sum(listed) / len(listed) if listed else 1.0
