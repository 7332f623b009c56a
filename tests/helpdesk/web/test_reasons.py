"""What surrounds a ticket, in words: figures, plural forms, the reader's digits and language."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from helpdesk.assist.rules import RULES
from helpdesk.db import now
from helpdesk.web.reasons import _SURROUNDINGS, reason_text, row_reason

pytestmark = pytest.mark.usefixtures("app")


def said(name, lang="en", **figure):
    with force_locale(lang):
        return reason_text({"code": f"context.{name}", "figure": figure, "weight": 1.0}, lang)


def test_every_rule_has_its_words():
    assert set(_SURROUNDINGS) == {rule.name for rule in RULES}


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (2, "رسالتان بلا رد"),
        (3, "3 رسائل بلا رد"),
        (11, "11 رسالة بلا رد"),
        (100, "100 رسالة بلا رد"),
    ],
)
def test_arabic_has_its_plural_forms(app, count, words):
    with app.test_request_context():
        assert said("again", "ar", count=count) == words


def test_a_wait_is_told_as_it_is_by_now(app):
    since = (now() - timedelta(hours=26, minutes=1)).isoformat()
    with app.test_request_context():
        assert said("waits_whole", since=since) == "has waited for 1 day 2 h"


def test_figures_of_the_other_rules(app):
    with app.test_request_context():
        assert said("late_before", on="2026-11-03T09:00:00+00:00") == "was answered late on 3 Nov"
        assert said("others", count=1) == "1 other open ticket"
        assert said("channel", minutes=2) == "here people wait 2 minutes at most"


def test_a_row_says_the_first_reason_and_the_first_of_what_surrounds_it(app):
    heard = [{"code": "x", "en": word, "ar": word, "weight": 1.0} for word in ("a", "b")]
    around = {"code": "context.again", "figure": {"count": 2}, "weight": 4.0}
    with app.test_request_context():
        assert row_reason([]) == ""
        assert row_reason(heard) == "a"
        assert row_reason([*heard, around]) == "a · 2 messages without an answer"
        assert row_reason([around, *heard]) == "2 messages without an answer"
