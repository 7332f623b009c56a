"""A message of any length opens at once; nothing of it is lost."""

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from helpdesk.people.models import Agent
from helpdesk.web.long_text import AT_ONCE, PIECE, beginning, pieces, rest
from tests.factories import agent, ticket


@pytest.mark.parametrize(
    "text", ["وصل مكسور " * 20_000, "a" * 200_000, "line\n" * 9_000, "short", ""]
)
def test_the_pieces_are_the_text_letter_for_letter(text: str) -> None:
    assert beginning(text) + "".join(rest(text)) == "".join(pieces(text)) == text
    assert len(beginning(text)) <= AT_ONCE
    assert all(0 < len(piece) <= PIECE for piece in pieces(text))


def test_words_and_lines_stay_whole_where_there_are_any() -> None:
    assert all(piece.endswith(" ") for piece in pieces("broken " * 5_000)[:-1])
    assert all(piece.endswith("\n") for piece in pieces("it is broken\n" * 5_000)[:-1])


def test_a_long_message_shows_its_beginning_and_folds_the_rest(
    as_person: Callable[[Agent], FlaskClient],
) -> None:
    text = ("وصل مكسور " * 3_000).strip()
    found = ticket(text)
    browser = as_person(agent())
    page = browser.get(f"/tickets/{found.id}").text
    written = re.findall(r'<div class="(?:fold__inside )?written"[^>]*>(.*?)</div>', page, re.S)
    assert "Show the rest of this long message" in page
    assert html.unescape(re.sub(r"<[^>]+>", "", " ".join(written))).split() == text.split()
    short = ticket("وصل مكسور", sender="other@mail.example")
    assert "rest of this long message" not in browser.get(f"/tickets/{short.id}").text
