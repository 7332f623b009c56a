"""Counting what readers do: by the day, in one row, with nothing that names them."""

from datetime import date

import pytest
from flask import Flask

from helpdesk.db import commit, db
from helpdesk.help.actions import as_counted, searched, seen, voted
from helpdesk.help.models import ArticleDay, HelpSearch
from tests.factories import article

DAY = date(2026, 3, 2)


def test_a_day_of_an_article_is_one_row(app: Flask) -> None:
    late = article("late", en=("Where is it?", "On its way."))
    for _ in range(3):
        seen(late.id, "en", on=DAY)
    voted(late.id, "en", helped=True, on=DAY)
    voted(late.id, "en", helped=False, on=DAY)
    seen(late.id, "ar", on=DAY)
    commit()
    told = {row.lang: (row.views, row.helped, row.unhelped) for row in db.session.query(ArticleDay)}
    assert told == {"en": (3, 1, 1), "ar": (1, 0, 0)}


def test_spellings_of_one_search_are_counted_together(app: Flask) -> None:
    searched("إرجاع", "ar", found=0, on=DAY)
    searched("ارجاع ", "ar", found=2, on=DAY)
    commit()
    row = db.session.query(HelpSearch).one()
    assert (row.count, row.found) == (2, 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Where is 1002345?", "where is"),
        ("my mail mona@mail.example", "my mail"),
        ("٠٥٥١٢٣٤٥٦٧", ""),
        ("size 42", "size 42"),
        ("?!", ""),
        ("<b>x</b>", "b x b"),
    ],
)
def test_what_says_who_searched_is_not_kept(typed: str, kept: str) -> None:
    assert as_counted(typed) == kept


def test_a_megabyte_is_kept_short() -> None:
    assert len(as_counted("refund " * 150_000)) <= 80
