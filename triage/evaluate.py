"""Measures the verdicts against labelled messages: topics, urgency, order, by variety."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from triage.examples import Example
from triage.labels import TOPICS, URGENCIES
from triage.reader import Triage
from triage.verdict import Verdict


@dataclass(frozen=True)
class Quality:
    """How good a set of verdicts is; shares from 0 to 1.

    `topic_f1` and `urgency_f1` are macro-averages over the classes that occur. `urgent_recall` is
    the share of level-3 messages that were called 3, `urgent_flagged` the share of all messages
    that were. `pair_order` is the share of pairs with different labels whose scores stand in the
    right order (ties count half). `sure_share` and `sure_right` tell how many topics were called
    sure and how many of those are right.
    """

    messages: int
    topic_f1: float
    topic_right: float
    urgency_f1: float
    urgency_right: float
    urgent_recall: float
    urgent_flagged: float
    pair_order: float
    sure_share: float
    sure_right: float


def measure(pairs: Sequence[tuple[Example, Verdict]]) -> Quality:
    """The quality of verdicts on labelled messages; needs at least one."""
    topics = [(example.topic, verdict.topic) for example, verdict in pairs]
    levels = [(example.urgency, verdict.urgency) for example, verdict in pairs]
    urgent = [verdict.urgency == 3 for example, verdict in pairs if example.urgency == 3]
    sure = [example.topic == verdict.topic for example, verdict in pairs if verdict.sure]
    return Quality(
        messages=len(pairs),
        topic_f1=macro_f1(topics, list(TOPICS)),
        topic_right=_share(a == b for a, b in topics),
        urgency_f1=macro_f1(levels, list(URGENCIES)),
        urgency_right=_share(a == b for a, b in levels),
        urgent_recall=_share(urgent),
        urgent_flagged=_share(verdict.urgency == 3 for _, verdict in pairs),
        pair_order=pair_order([(example.urgency, verdict.score) for example, verdict in pairs]),
        sure_share=len(sure) / len(pairs),
        sure_right=_share(sure),
    )


def macro_f1(pairs: Sequence[tuple[object, object]], classes: Sequence[object]) -> float:
    """The mean F1 over the classes that are among the labels; pairs are (label, answer)."""
    scores = []
    for one in classes:
        labelled = sum(label == one for label, _ in pairs)
        answered = sum(answer == one for _, answer in pairs)
        both = sum(label == one == answer for label, answer in pairs)
        if labelled:
            scores.append(2 * both / (labelled + answered))
    return sum(scores) / len(scores)


def pair_order(ranked: Sequence[tuple[int, float]]) -> float:
    """The share of pairs of different level whose scores agree with it; 1 where there is none."""
    right = total = 0.0
    for (level, score), (other_level, other_score) in combinations(ranked, 2):
        if level != other_level:
            total += 1
            right += 0.5 if score == other_score else (level > other_level) == (score > other_score)
    return right / total if total else 1.0


def _share(hits: Iterable[bool]) -> float:
    listed = list(hits)
    return sum(listed) / len(listed) if listed else 1.0


def read(triage: Triage, examples: Sequence[Example]) -> list[tuple[Example, Verdict]]:
    """Each example with its verdict."""
    verdicts = triage.read_all([(e.text, e.channel, e.subject) for e in examples])
    return list(zip(examples, verdicts, strict=True))


def table(triage: Triage, examples: Sequence[Example]) -> str:
    """The quality in all, by language and by variety, as lines of text."""
    pairs = read(triage, examples)
    groups = {"all": pairs}
    for example, verdict in pairs:
        groups.setdefault(example.lang, []).append((example, verdict))
    for example, verdict in pairs:
        if example.variety != example.lang:
            groups.setdefault(f"· {example.variety}", []).append((example, verdict))
    head = (
        f"{'':14}{'n':>5}{'topic F1':>10}{'right':>7}{'urgency F1':>12}{'right':>7}"
        f"{'3 found':>9}{'3 called':>9}{'pairs':>7}{'sure':>7}{'right':>7}"
    )
    return "\n".join([head, *(_line(name, measure(group)) for name, group in groups.items())])


def _line(name: str, q: Quality) -> str:
    return (
        f"{name:14}{q.messages:>5}{q.topic_f1:>10.3f}{q.topic_right:>7.2f}{q.urgency_f1:>12.3f}"
        f"{q.urgency_right:>7.2f}{q.urgent_recall:>9.2f}{q.urgent_flagged:>9.2f}"
        f"{q.pair_order:>7.3f}{q.sure_share:>7.2f}{q.sure_right:>7.2f}"
    )
