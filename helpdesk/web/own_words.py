"""The owner's page of own words: the list, a form, and what a word would do before it is listed."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, session
from flask import url_for as address_of
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

import triage
from helpdesk.assist.own_words.actions import (
    LONGEST_PHRASE,
    MOST,
    ImpossibleWord,
    add,
    move_open,
    remove,
    understood,
)
from helpdesk.assist.own_words.queries import listed_words, preview
from helpdesk.db import commit, now, rollback
from helpdesk.web.render import num, wants_part
from helpdesk.web.session import me, owner_only
from triage.labels import TOPICS
from triage.own import MOST_WORDS

own_words = Blueprint("own_words", __name__)

URGENCIES = (3, 2, 1, 0)
SHOWN = 20
TYPED = ("phrase", "topic", "urgency", "move")
# What the next page tells once; it stands in the session, so that no address can make it up.
TOLD = "own_words_told"
WRONG = {
    "empty": lazy_gettext("Write a word or a short phrase, as customers write it."),
    "too_many_words": lazy_gettext("Up to %(words)s words. Leave out what customers vary."),
    "too_long": lazy_gettext("Up to %(letters)s characters. A shorter phrase is found more often."),
    "star": lazy_gettext("An asterisk may only end a word of two letters or more, as in refund*."),
    "listed": lazy_gettext("This is on the list already; other spellings of it count as the same."),
    "full": lazy_gettext("The list is full (%(most)s words). Remove one first."),
    "nothing_chosen": lazy_gettext("Choose a topic, an urgency, or both."),
    "unknown": lazy_gettext("Choose one of the list."),
}


@own_words.get("/settings/words")
@owner_only
def page() -> Response:
    """The list as it stands, and an empty form."""
    return _page(told=session.pop(TOLD, None))


@own_words.post("/settings/words")
@owner_only
def add_word() -> AnyResponse:
    """List a word, and let the open tickets that hold it follow where that was ticked."""
    try:
        word = _understood()
        add(word, by=me(), now=now())
    except ImpossibleWord as refusal:
        rollback()
        return _page(wrong=_words(refusal), status=422)
    moved = move_open(word, by=me(), now=now()) if request.form.get("move") else None
    commit()
    return _told(word, done="added", moved=moved)


@own_words.post("/settings/words/preview")
@owner_only
def look_ahead() -> Response:
    """What the word in the form would have done to the latest tickets; nothing is listed."""
    try:
        return _page(found=preview(_understood()))
    except ImpossibleWord as refusal:
        return _page(wrong=_words(refusal), status=422)


@own_words.post("/settings/words/<int:word_id>/remove")
@owner_only
def remove_word(word_id: int) -> AnyResponse:
    """Take a word off the list; one that is gone already is no fault."""
    word = remove(word_id, by=me())
    commit()
    if word is None:
        return redirect(address_of(".page"))
    return _told(word, done="removed")


def _understood() -> triage.OwnWord:
    form = request.form
    return understood(
        form.get("phrase", ""), topic=form.get("topic", ""), urgency=form.get("urgency", "")
    )


def _told(word: triage.OwnWord, *, done: str, moved: int | None = None) -> AnyResponse:
    session[TOLD] = {
        "done": done,
        "phrase": word.phrase,
        "topic": word.topic or "",
        "urgency": "" if word.urgency is None else word.urgency,
        "moved": moved,
    }
    return redirect(address_of(".page"))


def _page(*, status: int = 200, **named: Any) -> Response:
    """The page, or its form alone where htmx asks for that."""
    shown: dict[str, Any] = {
        "found": None,
        "told": None,
        "wrong": {},
        **named,
        "typed": {field: request.form.get(field, "") for field in TYPED},
        "topics": TOPICS,
        "urgencies": URGENCIES,
        "shown": SHOWN,
    }
    if wants_part():
        return make_response(render_template("settings/_word_form.html", **shown), status)
    words = listed_words(now=now())
    page = render_template("settings/words.html", words=words, most=MOST, **shown)
    return make_response(page, status)


def _words(refusal: ImpossibleWord) -> dict[str, str]:
    """What is wrong, by field, in the reader's language."""
    limits = {"words": num(MOST_WORDS), "letters": num(LONGEST_PHRASE), "most": num(MOST)}
    return {field: str(WRONG[why]) % limits for field, why in refusal.wrong.items()}
