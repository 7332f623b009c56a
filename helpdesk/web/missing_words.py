"""What a run and a group of questions have to say, in the page's language."""

from flask_babel import gettext, lazy_gettext

from helpdesk.mining.models import ACCEPTED, DISMISSED, MERGED, OPEN, STAGES, Mining, QuestionGroup
from helpdesk.mining.work import TIME_LIMIT
from helpdesk.web.render import num

# What a run takes at its highest, as measured (docs/faq.md).
MEMORY_MB = 400
STAGE_NAMES = {
    "waiting": lazy_gettext("Waiting for a worker"),
    "reading": lazy_gettext("Reading"),
    "sorting": lazy_gettext("Sorting"),
    "wording": lazy_gettext("Wording"),
}
DECISIONS = {
    OPEN: lazy_gettext("To decide"),
    ACCEPTED: lazy_gettext("Became an article"),
    MERGED: lazy_gettext("Added to an article"),
    DISMISSED: lazy_gettext("Dismissed"),
}
# How far a stage is along the whole way, by the time each takes with 5,000 questions.
_BEGINS = {"waiting": 0.0, "reading": 0.3, "sorting": 0.5, "wording": 0.7}


def how_far(run: Mining) -> float:
    """How much of a run is done, 0 to 1, by its stage and step."""
    begins = _BEGINS[run.stage]
    later = STAGES[STAGES.index(run.stage) + 1 :]
    ends = _BEGINS[later[0]] if later else 1.0
    return begins + (ends - begins) * run.step / run.steps if run.steps else begins


def trend_text(group: QuestionGroup) -> str:
    """This period against the one before, in words."""
    now, before = group.now_and_before
    if now > before:
        said = gettext("Rising: %(now)s in the last four weeks, %(before)s in the four before")
    elif now < before:
        said = gettext("Falling: %(now)s in the last four weeks, %(before)s in the four before")
    else:
        said = gettext("Steady: %(now)s in the last four weeks, as many in the four before")
    return said % {"now": num(now), "before": num(before)}


def decided_text(group: QuestionGroup) -> str:
    """What was done with a group, and who did it."""
    name = group.decided_by.name if group.decided_by else "–"
    said = {
        ACCEPTED: gettext("%(name)s has made an article of it.", name=name),
        MERGED: gettext("%(name)s has added it to an article.", name=name),
        DISMISSED: gettext("%(name)s has dismissed it.", name=name),
    }
    return said.get(group.state, "")


def failure_text(run: Mining) -> str:
    """What happened to a run that came to nothing, and what to do."""
    if run.error == "unlearnt":
        return gettext(
            "Farz has not learnt yet what questions are about. Have whoever runs it call "
            "“python -m faq train”, then look again."
        )
    if run.error == "time":
        return gettext(
            "It was not done after %(minutes)s minutes and was ended. The machine may be too busy: "
            "look again when it is quiet.",
            minutes=num(int(TIME_LIMIT.total_seconds() // 60)),
        )
    if run.error == "lost":
        return gettext(
            "The process that looked was ended twice from outside, most often for want of memory. "
            "Make sure that %(free)s MB are free, then look again.",
            free=num(MEMORY_MB),
        )
    return gettext(
        "Looking stopped with an error. Look again; if it stops again, show the lines below to "
        "whoever runs Farz."
    )
