"""The link names a ticket and an article, cannot be made up, and ends."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from helpdesk.acknowledgement.link import KEPT, NoLink, TooOld, named_by, token_of
from helpdesk.config import settings
from helpdesk.web.form_key import new_key
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("app")


def test_it_names_what_it_was_made_for_and_ends_after_a_month() -> None:
    token = token_of(7, 3, now=NOON)
    assert named_by(token, now=NOON + KEPT) == (7, 3)
    with pytest.raises(TooOld):
        named_by(token, now=NOON + KEPT + timedelta(seconds=1))


@given(st.text(max_size=80))
def test_nothing_else_is_a_link(app: Flask, text: str) -> None:
    with app.app_context(), pytest.raises(NoLink):
        named_by(text, now=NOON)


def test_a_signature_for_something_else_is_none() -> None:
    for token in (new_key(now=NOON), URLSafeSerializer(settings().secret_key).dumps([7, 3, 0])):
        with pytest.raises(NoLink):
            named_by(token, now=NOON)


@given(st.integers(0, 30), st.sampled_from("abcXYZ019-_."))
def test_a_letter_changed_breaks_it(app: Flask, place: int, letter: str) -> None:
    with app.app_context():
        token = token_of(7, 3, now=NOON)
        changed = token[:place] + letter + token[place + 1 :]
        if changed != token:
            with pytest.raises(NoLink):
                named_by(changed, now=NOON)
