"""What triage hands out: a verdict, with its facts and its reasons in words."""

from dataclasses import dataclass

from triage.facts import Fact


@dataclass(frozen=True)
class Reason:
    """One thing in a message that moved its verdict.

    `code` names the meaning ("danger.burning"); `ar` and `en` say it shortly; `span` is where it
    stands in the text that was read (None: in the subject, or nowhere in particular); `words` is
    what the customer wrote there; `weight` over 0 raises urgency or speaks for the topic, under 0
    lowers.
    """

    code: str
    ar: str
    en: str
    span: tuple[int, int] | None
    words: str
    weight: float


@dataclass(frozen=True)
class Verdict:
    """What a message is about and how soon a person should look at it.

    `topics` holds the calibrated chance of each topic, `urgencies` that of each level; they add
    up to 1. `by_fact` tells that the urgency is 3 by a fact on the list (danger, fraud, law …),
    not by what was learnt. `score` (0–100) ranks finely: level 0 holds 0–25, level 3 holds
    75–100. `confidence` (0–1) is the chance that the topic is right; `sure` says that it is high
    enough to act on without a second look. `language` is "ar" or "en", `variety` one of
    examples.VARIETIES. `facts` are the figures it states, in order. `reasons` are best first,
    one to six. `model` names the trained version, "words" where the word lists decided alone.
    """

    topic: str
    secondary: str | None
    topics: dict[str, float]
    urgency: int
    urgencies: tuple[float, float, float, float]
    by_fact: bool
    score: float
    confidence: float
    sure: bool
    language: str
    variety: str
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...]
    model: str
