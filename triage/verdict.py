"""What triage hands out: a verdict, with its reasons in words."""

from dataclasses import dataclass


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

    `score` (0–100) ranks finely: level 0 holds 0–25, level 3 holds 75–100. `confidence` (0–1) is
    the calibrated chance that the topic is right; `sure` says that it is high enough to act on
    without a second look. `reasons` are best first, one to five. `model` names the trained
    version.
    """

    topic: str
    secondary: str | None
    urgency: int
    score: float
    confidence: float
    language: str
    reasons: tuple[Reason, ...]
    sure: bool
    model: str
