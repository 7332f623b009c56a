"""Measures verdicts against labelled messages: topics, urgency, order and cost, by variety."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from triage.examples import Example
from triage.labels import TOPICS, URGENCIES
from triage.measures import calibration_error, macro_f1, pair_order, quadratic_kappa, share
from triage.reader import Triage
from triage.urgency import URGENT
from triage.verdict import Verdict


@dataclass(frozen=True)
class Quality:
    """How good a set of verdicts is; shares from 0 to 1.

    The F1 are macro-averages over the classes that occur. `pairwise_concordance` is the share of
    pairs of different level that the score puts in the right order (ties count half);
    `recall_level_3` the share of level-3 messages called so, `share_flagged_3` that of all
    messages called so; `calibration_error` how far confidence is from being right;
    `ms_per_message` the mean time to read one, alone.
    """

    n: int
    topic_accuracy: float
    topic_macro_f1: float
    urgency_macro_f1: float
    quadratic_kappa: float
    pairwise_concordance: float
    recall_level_3: float
    share_flagged_3: float
    calibration_error: float
    ms_per_message: float


@dataclass(frozen=True)
class Judged:
    """An example, what triage said of it, and how long that took in milliseconds."""

    example: Example
    verdict: Verdict
    took: float

    @property
    def right(self) -> bool:
        """Whether the topic is the labelled one."""
        return self.verdict.topic == self.example.topic


def judge(
    triage: Triage, examples: Sequence[Example], progress: Callable[[int], None] = lambda _: None
) -> list[Judged]:
    """Each example with its verdict, read one by one as messages come; tells how many are done."""
    triage.read("hello مرحبا")  # the lexicon is read at the first message, whatever it is
    judged = []
    for done, example in enumerate(examples, 1):
        began = time.perf_counter()
        verdict = triage.read(example.text, channel=example.channel, subject=example.subject)
        judged.append(Judged(example, verdict, (time.perf_counter() - began) * 1000))
        progress(done)
    return judged


def measure(judged: Sequence[Judged]) -> Quality:
    """The quality of verdicts on labelled messages; needs at least one."""
    levels = [(one.example.urgency, one.verdict.urgency) for one in judged]
    return Quality(
        n=len(judged),
        topic_accuracy=share(one.right for one in judged),
        topic_macro_f1=macro_f1([(o.example.topic, o.verdict.topic) for o in judged], TOPICS),
        urgency_macro_f1=macro_f1(levels, URGENCIES),
        quadratic_kappa=quadratic_kappa(levels, len(URGENCIES)),
        pairwise_concordance=pair_order([(o.example.urgency, o.verdict.score) for o in judged]),
        recall_level_3=share(said == URGENT for label, said in levels if label == URGENT),
        share_flagged_3=share(said == URGENT for _, said in levels),
        calibration_error=calibration_error([(o.verdict.confidence, o.right) for o in judged]),
        ms_per_message=sum(one.took for one in judged) / len(judged),
    )


def groups(judged: Sequence[Judged]) -> dict[str, dict[str, list[Judged]]]:
    """The same in groups: "by_language" and "by_variety" (where none is labelled, as read)."""
    by_language: dict[str, list[Judged]] = {}
    by_variety: dict[str, list[Judged]] = {}
    for one in judged:
        by_language.setdefault(one.example.lang, []).append(one)
        by_variety.setdefault(one.example.variety or one.verdict.variety, []).append(one)
    return {"by_language": by_language, "by_variety": by_variety}


def report(judged: Sequence[Judged]) -> dict[str, Any]:
    """All figures as one object: "all", "by_language", "by_variety"."""
    return {
        "all": _rounded(measure(judged)),
        **{
            name: {key: _rounded(measure(held)) for key, held in sorted(group.items())}
            for name, group in groups(judged).items()
        },
    }


def table(judged: Sequence[Judged]) -> str:
    """All figures as lines of text."""
    head = (
        f"{'':14}{'n':>6}{'topic F1':>10}{'right':>7}{'urgency F1':>12}{'kappa':>7}{'pairs':>7}"
        f"{'3 found':>9}{'3 called':>9}{'cal. err':>9}{'ms':>7}"
    )
    named = groups(judged)
    rows = {"all": list(judged)} | named["by_language"]
    rows |= {
        f"· {key}": held for key, held in sorted(named["by_variety"].items()) if key not in rows
    }
    return "\n".join([head, *(_line(name, measure(held)) for name, held in rows.items())])


def _rounded(quality: Quality) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(quality).items()}


def _line(name: str, q: Quality) -> str:
    return (
        f"{name:14}{q.n:>6}{q.topic_macro_f1:>10.3f}{q.topic_accuracy:>7.2f}"
        f"{q.urgency_macro_f1:>12.3f}{q.quadratic_kappa:>7.2f}{q.pairwise_concordance:>7.3f}"
        f"{q.recall_level_3:>9.2f}{q.share_flagged_3:>9.2f}{q.calibration_error:>9.3f}"
        f"{q.ms_per_message:>7.2f}"
    )
