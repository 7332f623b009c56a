"""Whether a message asks something of its own, or only calls for the answer to what was asked."""

import re

from faq import examples, matters
from faq.bridge import is_silent
from faq.chances import chances
from faq.clauses import shortened
from triage.concepts import concepts
from triage.text import words

# What "any news?", "nobody replies" and «أنتظر ردكم» speak of, in triage's concepts.
_CALLS = {
    "answer", "follow_up_message", "no_reply", "repeat_contact", "third_time", "update_asked",
    "wait_verb",
}  # fmt: skip
# A complaint of this many telling words says more than that it waits.
_MOST_TOLD = 10
# A matter this likely is what the message is about: of 50 short ones, none that only calls came
# as far, nor did "and the colour?", which leans on what was said before.
_CLEAR = 0.5
# Matters that are about an answer itself, and those that ask nothing.
_NO_MATTERS = {
    "claim.case_status", "claim.complain", "feedback.thanks", "other.not_ours",
}  # fmt: skip
_TELLING = 2
_MARK = re.compile(r"[?؟]")


def is_call(text: str) -> bool:
    """Whether a message says nothing but that its writer waits: «هل من جديد؟», "no answer yet?"."""
    forms = _forms(text)
    said = {name for named in concepts().sequence(forms) for name in named}
    return bool(said & _CALLS) and _telling(forms) <= _MOST_TOLD and not _has_matter(forms)


def is_question(text: str) -> bool:
    """Whether a message asks what can be understood without those before it."""
    forms = _forms(text)
    is_asked = bool(_MARK.search(text)) and _telling(forms) >= _TELLING
    return _has_matter(forms) or (is_asked and not is_call(text))


def _has_matter(forms: list[str]) -> bool:
    """Whether one matter of the trade is clearly meant; unknown without what was learnt."""
    learnt = matters.load()
    if learnt is None or not forms:
        return False
    likely = chances(learnt.margins([forms]))[0, :-1]
    best = int(likely.argmax())
    return bool(likely[best] >= _CLEAR) and list(examples.matters())[best] not in _NO_MATTERS


def _telling(forms: list[str]) -> int:
    return sum(not is_silent(form) for form in forms)


def _forms(text: str) -> list[str]:
    return [word.form for word in words(shortened(text))]
