"""The gate: what a challenger has to show before it replaces the champion."""

from typing import Any

Figures = dict[str, Any]
Refusal = dict[str, Any]

# A hair: by so much two trainings on the same messages differ, and nobody would feel it.
TOLERANCE = 0.005
# Of the messages that cannot wait, one may slip; two are no accident.
URGENT_MAY_SLIP = 1
_HELD_TO = ("topic_f1", "pairs")


def refusal(challenger: Figures, champion: Figures) -> Refusal | None:
    """Why the challenger stays outside, or None where it may replace the champion.

    Each side is {"corrections": …, "test": …} as triage.challenge.figures gives them, over the
    same messages. It must have more labels right on the corrections that were kept apart (equal is
    not better), and on the house's own test messages be no worse: macro-F1 of the topic and order
    of pairs within TOLERANCE, at most URGENT_MAY_SLIP urgent messages fewer found. Without test
    messages only the corrections speak.
    """
    ours, theirs = challenger["corrections"], champion["corrections"]
    if not ours:
        return {"code": "none_held"}
    if ours["right"] <= theirs["right"]:
        code = "equal" if ours["right"] == theirs["right"] else "worse_on_corrections"
        return {"code": code, "ours": ours["right"], "theirs": theirs["right"], "of": 2 * ours["n"]}
    return _worse_on_test(challenger["test"], champion["test"])


def _worse_on_test(ours: Figures | None, theirs: Figures | None) -> Refusal | None:
    if not ours or not theirs:
        return None
    if theirs["urgent_found"] - ours["urgent_found"] > URGENT_MAY_SLIP:
        return {
            "code": "urgent",
            "ours": ours["urgent_found"],
            "theirs": theirs["urgent_found"],
            "of": ours["urgent"],
        }
    for name in _HELD_TO:
        # A ten-thousandth less would hang on how the last figure was rounded.
        if theirs[name] - ours[name] > TOLERANCE + 1e-9:
            return {"code": name, "ours": ours[name], "theirs": theirs[name]}
    return None
