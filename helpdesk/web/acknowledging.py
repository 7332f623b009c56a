"""The owner's page of acknowledgements: whether, with which article, in which words; and a look."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.acknowledgement.choices import (
    LEAST_SCORE,
    LONGEST_OPENING,
    MOST_SCORE,
    ROADS,
    Choice,
    ImpossibleChoice,
    choose,
    chosen,
)
from helpdesk.acknowledgement.fitting import preview
from helpdesk.acknowledgement.sample import sample
from helpdesk.articles.wording import LANGS
from helpdesk.channels.registry import channel
from helpdesk.db import commit, rollback
from helpdesk.web.render import num, wants_part
from helpdesk.web.session import locale, owner_only

acknowledging = Blueprint("acknowledging", __name__, url_prefix="/settings/acknowledgement")

SHOWN = 20
WRONG = {
    "out_of_range": lazy_gettext("Write a whole number from %(least)s to %(most)s."),
    "too_long": lazy_gettext("Up to %(letters)s characters. Customers read the first lines."),
}
# How a least score is told in a word, from the strictest down.
STRICT, BALANCED = 90, 70


@acknowledging.get("")
@owner_only
def page() -> Response:
    """What is chosen, and what it would have done to the latest tickets."""
    return _page(chosen(), saved="saved" in request.args)


@acknowledging.post("")
@owner_only
def save() -> AnyResponse:
    """Put what is in the form in force; what is wrong stands beside its field."""
    wanted = _typed()
    try:
        choose(wanted)
    except ImpossibleChoice as refusal:
        rollback()
        return _page(wanted, wrong=_words(refusal), status=422)
    commit()
    return redirect(address_of(".page", saved="yes"))


@acknowledging.post("/preview")
@owner_only
def look_ahead() -> Response:
    """What the form as typed would have done; nothing is saved."""
    return _page(_typed())


def _typed() -> Choice:
    form = request.form
    return Choice(
        roads=frozenset(road for road in ROADS if form.get(road)),
        carries_article=bool(form.get("carries_article")),
        from_score=_score(form.get("from_score", "")),
        openings={lang: _opening(form.get(f"opening_{lang}", "")) for lang in LANGS},
    )


def _score(typed: str) -> int:
    """The score as a number; 0, which no score may be, where it is none."""
    try:
        # int() reads the digits of any alphabet, ٨٠ as well as 80.
        return int(typed)
    except ValueError:
        return 0


def _opening(typed: str) -> str:
    """As browsers send it: lines end in two signs there."""
    return typed.replace("\r\n", "\n").replace("\0", "").strip()


def _page(
    choice: Choice, *, wrong: dict[str, str] | None = None, status: int = 200, **named: Any
) -> Response:
    """The page, or its form alone where htmx asks for that."""
    shown: dict[str, Any] = {
        "choice": choice,
        "found": preview(choice),
        "wrong": wrong or {},
        "roads": ROADS,
        "least": LEAST_SCORE,
        "most": MOST_SCORE,
        "longest": LONGEST_OPENING,
        "strictness": _strictness(choice.from_score),
        "samples": {lang: sample(choice, lang) for lang in sorted(LANGS, key=_own_first)},
        "can_leave": channel("email").is_ready(),
        "shown": SHOWN,
        **named,
    }
    template = "settings/_ack_form.html" if wants_part() else "settings/acknowledgement.html"
    return make_response(render_template(template, **shown), status)


def _own_first(lang: str) -> bool:
    return lang != locale()


def _strictness(score: int) -> str:
    if score >= STRICT:
        return "strict"
    return "balanced" if score >= BALANCED else "generous"


def _words(refusal: ImpossibleChoice) -> dict[str, str]:
    """What is wrong, by field, in the reader's language."""
    limits = {"least": num(LEAST_SCORE), "most": num(MOST_SCORE), "letters": num(LONGEST_OPENING)}
    return {field: str(WRONG[why]) % limits for field, why in refusal.wrong.items()}
