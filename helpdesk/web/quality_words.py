"""What a gate, a training and a switch have to say, in the page's language."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from helpdesk.learning.course import TIME_LIMIT
from helpdesk.learning.models import STAGES, ModelSwitch, Training
from helpdesk.web.durations import fine_percent
from helpdesk.web.render import num

# What a training takes at its highest, as measured (docs/triage.md).
MEMORY_MB = 1000
STAGE_NAMES = {
    "waiting": lazy_gettext("Waiting for a worker"),
    "reading": lazy_gettext("Reading"),
    "calibrating": lazy_gettext("Calibrating"),
    "learning": lazy_gettext("Learning"),
    "measuring": lazy_gettext("Measuring"),
}
# How far a stage is along the whole way, by the time each takes (docs/triage.md).
_BEGINS = {"waiting": 0.0, "reading": 0.02, "calibrating": 0.05, "learning": 0.7, "measuring": 0.94}


def how_far(training: Training) -> float:
    """How much of a training is done, 0 to 1, by its stage and step."""
    begins = _BEGINS[training.stage]
    if not training.steps:
        return begins
    ends = _BEGINS[STAGES[STAGES.index(training.stage) + 1]]
    return begins + (ends - begins) * (training.step - 1) / training.steps


def refusal_text(refusal: dict[str, Any]) -> str:
    """Why a model was refused."""
    code = refusal["code"]
    if code == "none_held":
        return gettext(
            "None of the corrections is kept apart for measuring yet. One in five is, "
            "so a few more will do."
        )
    if code in ("topic_f1", "pairs"):
        told = {side: fine_percent(refusal[side]) for side in ("ours", "theirs")}
        if code == "topic_f1":
            return gettext(
                "On the test messages its topics are worse: F1 %(ours)s, against %(theirs)s.",
                **told,
            )
        return gettext(
            "On the test messages its order is worse: %(ours)s of pairs right, against %(theirs)s.",
            **told,
        )
    counts = {name: num(refusal[name]) for name in ("ours", "theirs", "of")}
    if code == "urgent":
        return gettext(
            "Of %(of)s urgent test messages it finds %(ours)s; the one in force found %(theirs)s.",
            **counts,
        )
    if code == "equal":
        return gettext(
            "On the corrections kept apart it has %(ours)s of %(of)s labels right, as many as "
            "the model in force. Equal is not better.",
            **counts,
        )
    return gettext(
        "On the corrections kept apart it has %(ours)s of %(of)s labels right; the model in force "
        "had %(theirs)s.",
        **counts,
    )


def failure_text(training: Training) -> str:
    """What happened to a training that came to no model, and what to do."""
    if training.error == "nothing":
        return gettext(
            "None of the corrections speaks of a message that triage had read. Correct the topic "
            "or urgency of a few tickets, then train again."
        )
    if training.error == "time":
        minutes = num(int(TIME_LIMIT.total_seconds() // 60))
        return gettext(
            "It was not done after %(minutes)s minutes and was ended. The machine may be too busy: "
            "train again when it is quiet.",
            minutes=minutes,
        )
    if training.error == "lost":
        return gettext(
            "The process that trained was ended twice from outside, most often for want of "
            "memory. Make sure that %(free)s MB are free, then train again.",
            free=num(MEMORY_MB),
        )
    return gettext(
        "Training stopped with an error. Train again; if it stops again, show the lines below to "
        "whoever runs Farz."
    )


def switch_text(switch: ModelSwitch) -> str:
    """Who put another model in force, or what did."""
    if switch.why == "better":
        return gettext("It was better and took over")
    if switch.why == "upgrade":
        return gettext("An upgrade brought a new shipped model")
    return gettext("Chosen by %(name)s", name=switch.by.name if switch.by else "–")
